package dev.microauth.cli.line;

/// Commands that begin with one word.
///
/// @param heading under which the overview lists it
/// @param purpose a sentence without a full stop
public record Group(String name, String heading, String purpose) {}
