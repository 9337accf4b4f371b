package dev.microauth.api;

import java.util.Map;

/// A new passkey as a browser hands it out.
///
/// @param credential what `toJSON()` of the credential gives
/// @param state that of the [PasskeyQuestion]
public record PasskeyCreation(String name, String state, Map<String, Object> credential) {}
