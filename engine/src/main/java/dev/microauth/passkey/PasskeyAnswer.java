package dev.microauth.passkey;

import dev.microauth.secret.Secret;

/// What came back from an authenticator: the credential in the JSON form of WebAuthn level 3 §5.1 (`toJSON()`), the
/// state of its ceremony, and what the holder of that state shows.
public record PasskeyAnswer(String state, String credentialJson, Secret holder) {}
