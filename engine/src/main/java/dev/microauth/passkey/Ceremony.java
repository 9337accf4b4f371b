package dev.microauth.passkey;

/// One question to an authenticator.
///
/// @param optionsJson for the browser: the `publicKey` member of `navigator.credentials.create` or `get`, in the JSON
///     form of WebAuthn level 3 §5.1
/// @param state sealed, to come back with the answer within five minutes, from the same holder
public record Ceremony(String optionsJson, String state) {}
