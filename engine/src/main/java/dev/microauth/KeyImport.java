package dev.microauth;

/// An export of keys, and what opens it.
record KeyImport(byte[] export, char[] passphrase) {}
