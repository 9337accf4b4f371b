package dev.microauth.token;

import dev.microauth.jose.VerifiedToken;
import dev.microauth.subject.ClientId;

/// What a caller is told of a token (RFC 7662 §2.2).
public sealed interface Introspection {
    /// Unknown, expired, revoked or not this caller's business: all the same.
    record Inactive() implements Introspection {}

    record Access(LiveToken token) implements Introspection {
        public VerifiedToken claims() {
            return token.token();
        }
    }

    record Refresh(RefreshToken token, ClientId clientId) implements Introspection {}
}
