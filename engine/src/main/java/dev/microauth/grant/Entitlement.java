package dev.microauth.grant;

import dev.microauth.code.Codes;
import dev.microauth.code.ProvedCode;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.token.AskedClaims;
import dev.microauth.token.Subject;
import java.util.Optional;
import java.util.UUID;

/// What a grant found: for whom, with which scopes, what becomes of refresh tokens, and what it rests on.
record Entitlement(
        Subject subject, ScopeSet scopes, Refreshing refreshing, Basis basis, AskedClaims claims) {
    sealed interface Refreshing {
        /// No refresh token is involved.
        record None() implements Refreshing {}

        /// A new family begins.
        record Open(Subject.OfUser user) implements Refreshing {}

        /// This token is used up for its successor.
        record Rotate(String presented) implements Refreshing {}
    }

    sealed interface Basis {
        /// A proof at the token endpoint itself: a person has a session from then on.
        record Proof() implements Basis {}

        /// A code, to be used up, and the session behind it.
        record Code(ProvedCode code) implements Basis {}

        /// An earlier grant, whose session, if it has one, goes on.
        record Earlier(Optional<UUID> session) implements Basis {}

        /// The word of the application that embeds the engine. It goes with what a code gave, or stands for itself.
        record Word(Optional<Codes.Bound> signIn) implements Basis {}
    }

    static Entitlement without(Subject subject, ScopeSet scopes) {
        return new Entitlement(
                subject, scopes, new Refreshing.None(), new Basis.Proof(), AskedClaims.NONE);
    }

    /// After a proof at the token endpoint.
    static Entitlement proved(Subject.OfUser user, ScopeSet scopes, boolean refreshable) {
        return new Entitlement(
                user,
                scopes,
                refreshable ? new Refreshing.Open(user) : new Refreshing.None(),
                new Basis.Proof(),
                AskedClaims.NONE);
    }

    /// The session that stands behind it, where there was one before.
    Optional<UUID> session() {
        return switch (basis) {
            case Basis.Proof _ -> Optional.empty();
            case Basis.Code(ProvedCode code) -> Optional.of(code.grant().session().value());
            case Basis.Earlier(Optional<UUID> session) -> session;
            case Basis.Word(Optional<Codes.Bound> signIn) ->
                    signIn.map(code -> code.session().value());
        };
    }

    Optional<String> nonce() {
        return basis instanceof Basis.Code(ProvedCode code)
                ? code.grant().nonce()
                : Optional.empty();
    }
}
