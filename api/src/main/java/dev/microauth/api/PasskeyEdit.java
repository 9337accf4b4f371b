package dev.microauth.api;

/// What can be changed of a passkey.
public record PasskeyEdit(String name) {}
