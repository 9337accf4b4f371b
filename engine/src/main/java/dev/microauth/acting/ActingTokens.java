package dev.microauth.acting;

import dev.microauth.actor.Actor;
import dev.microauth.jose.AccessVerifier;
import dev.microauth.jose.AuthUser;
import dev.microauth.jose.TokenRefused;
import dev.microauth.subject.UserId;
import dev.microauth.token.IssuedToken;
import dev.microauth.token.TokenId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

    /// Whose token this is: signed by this engine's auth ring, live now, its client and owner in good standing, and made for this
    /// application (RFC 9068 §4): `aud` names the issuer, as it does where a client has no audience of its own. For tokens of
    /// clients that have one see [#forAudience].
    ///
    /// @throws TokenRefused for everything else; what a token says of roles and scopes is as old as the token, the permissions are
    ///     those of now
    @Override
    public AuthUser verify(String compact) throws TokenRefused {
        return tokens.seen().verify(compact, Set.of(tokens.issuer()));
    }

    @Override
    public boolean knowsPermissions() {
        return true;
    }

    /// The same for tokens that were made for one of these audiences, and for no other, the issuer included.
    ///
    /// ```java runnable
    /// AccessVerifier orders = auth.tokens().forAudience("https://orders.example.com");
    /// ```
    public AccessVerifier forAudience(String first, String... further) {
        var names = new HashSet<>(List.of(further));
        names.add(first);
        return new Audience(tokens.seen(), names);
    }

    private record Audience(SeenTokens seen, Set<String> names) implements AccessVerifier {
        private Audience {
            names = Set.copyOf(names);
        }

        @Override
        public AuthUser verify(String compact) throws TokenRefused {
            return seen.verify(compact, names);
        }

        @Override
        public boolean knowsPermissions() {
            return true;
        }
    }

    /// A token for somebody; nothing is signed or stored before [NewToken#save()].
    public NewToken issue(UserId user) {
        return new NewToken(tokens.word(), actor, user);
    }

    /// Ends an access token, or a refresh token with all that came from it: also one that was used already, and one of a client or
    /// person that is disabled now. One that is unknown or dead for good is no error (RFC 7009 §2.2).
    public void revoke(String token) {
        tokens.status().revoke(actor, token);
    }

    /// Ends an access token by its `jti`, also while its client or person is disabled; throws
    /// [dev.microauth.problem.AuthException.NotFound] when there is none that could live.
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

        /// Ends every one, and all that could become one: refresh tokens, those for `offline_access` too, and codes. Sessions go
        /// on, see [ActingSessions#endAll]. Returns how many live access tokens ended.
        public int revokeAll() {
            return tokens.issued().revokeAll(actor, user);
        }
    }
}
