package dev.microauth.api;

import java.util.Map;

/// What an authenticator is asked for a new passkey.
///
/// @param options for `PublicKeyCredential.parseCreationOptionsFromJSON`
/// @param state comes back with the answer, within five minutes
public record PasskeyQuestion(Map<String, Object> options, String state) {}
