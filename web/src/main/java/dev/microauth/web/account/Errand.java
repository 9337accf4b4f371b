package dev.microauth.web.account;

/// What somebody has to sign in for.
///
/// @param path the page of ours where they go on
/// @param recent whether the sign-in that they have is too old for it
public record Errand(String path, boolean recent) {}
