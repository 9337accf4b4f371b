package dev.microauth.grant;

import dev.microauth.oauth.ScopeSet;
import dev.microauth.token.Subject;

/// What a grant found: for whom, with which scopes, and what becomes of refresh tokens.
record Entitlement(Subject subject, ScopeSet scopes, Refreshing refreshing) {
    sealed interface Refreshing {
        /// No refresh token is involved.
        record None() implements Refreshing {}

        /// A new family begins.
        record Open(Subject.OfUser user) implements Refreshing {}

        /// This token is used up for its successor.
        record Rotate(String presented) implements Refreshing {}
    }

    static Entitlement without(Subject subject, ScopeSet scopes) {
        return new Entitlement(subject, scopes, new Refreshing.None());
    }
}
