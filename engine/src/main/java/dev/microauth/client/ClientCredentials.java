package dev.microauth.client;

import dev.microauth.secret.Secret;

/// What a caller offered as proof (RFC 6749 §2.3): nothing but a name, or a secret in one of two envelopes.
public sealed interface ClientCredentials {
    String clientId();

    record Name(String clientId) implements ClientCredentials {}

    record Basic(String clientId, Secret secret) implements ClientCredentials {}

    record Post(String clientId, Secret secret) implements ClientCredentials {}
}
