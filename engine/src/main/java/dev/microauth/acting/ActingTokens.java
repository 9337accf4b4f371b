package dev.microauth.acting;

import dev.microauth.actor.Actor;
import dev.microauth.jose.AccessVerifier;
import dev.microauth.jose.AuthUser;
import dev.microauth.jose.TokenRefused;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.subject.UserId;
import dev.microauth.token.Introspection;
import dev.microauth.token.IssuedToken;
import dev.microauth.token.TokenId;
import java.util.List;

/// Access tokens of the auth port: issued to people at the word of the application, verified, listed, revoked.
///
/// ```java runnable
/// var issued = auth.tokens().issue(alice.id()).save();
/// AuthUser user = auth.tokens().verify(issued.compact());
/// System.out.println(user.id() + " may " + user.permissions());
/// auth.tokens().revoke(issued.compact());
/// ```
///
/// A token that was seen before is answered from memory, in about a microsecond, and never with what was true before a
/// commit that has returned.
public final class ActingTokens implements AccessVerifier {
    private final Acting.Tokens tokens;
    private final Actor actor;

    ActingTokens(Acting.Tokens tokens, Actor actor) {
        this.tokens = tokens;
        this.actor = actor;
    }

    /// Whose token this is: signed by this engine's auth ring, live now, its client and owner in good standing (RFC 9068 §4).
    ///
    /// @throws TokenRefused for everything else; what a token says of roles and scopes is as old as the token, the permissions are
    ///     those of now
    @Override
    public AuthUser verify(String compact) throws TokenRefused {
        return tokens.seen().verify(compact);
    }

    @Override
    public boolean knowsPermissions() {
        return true;
    }

    /// A token for somebody; nothing is signed or stored before [NewToken#save()].
    public NewToken issue(UserId user) {
        return new NewToken(tokens.word(), actor, user);
    }

    /// Ends an access token, or a refresh token with all that came from it. One that is unknown or dead already is no error
    /// (RFC 7009 §2.2).
    public void revoke(String token) {
        try {
            switch (tokens.status().inspect(token)) {
                case Introspection.Inactive _ -> {}
                case Introspection.Access access -> revoke(access.token().id());
                case Introspection.Refresh refresh ->
                        tokens.families().revoke(actor, refresh.token().family().id());
            }
        } catch (NotFound ended) {
            // Somebody else was faster.
        }
    }

    /// Ends a live access token by its `jti`; throws [NotFound] when there is none.
    public void revoke(TokenId id) {
        tokens.issued().revoke(actor, id);
    }

    /// What somebody holds.
    public OfUser ofUser(UserId user) {
        return new OfUser(user);
    }

    /// The access tokens of one person, of both ports.
    ///
    /// ```java runnable
    /// auth.tokens().ofUser(alice.id()).list().forEach(token -> System.out.println(token.id() + " " + token.scopes()));
    /// ```
    public final class OfUser {
        private final UserId user;

        private OfUser(UserId user) {
            this.user = user;
        }

        /// The live ones, newest first, 500 at most. The tokens themselves are not kept.
        public List<IssuedToken> list() {
            return tokens.issued().ofUser(user);
        }

        /// Ends every one that is listed; returns how many ended. What may be refreshed is ended by
        /// [ActingSessions#endAll].
        public int revokeAll() {
            int ended = 0;
            for (IssuedToken each : list()) {
                try {
                    revoke(each.id());
                    ended++;
                } catch (NotFound gone) {
                    // It ended by itself meanwhile.
                }
            }
            return ended;
        }
    }
}
