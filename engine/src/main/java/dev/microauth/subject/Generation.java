package dev.microauth.subject;

/// Counts how often the tokens of a subject were ended all at once: all of them, or those of the admin ring alone.
/// What is issued carries the count under which its subject proved who it is, and is live under that count only.
public record Generation(long all, long admin) {}
