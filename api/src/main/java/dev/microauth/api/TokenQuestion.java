package dev.microauth.api;

/// A token of the auth port, access or refresh.
public record TokenQuestion(String token) {}
