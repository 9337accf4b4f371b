package dev.microauth.acting;

import dev.microauth.actor.Actor;
import dev.microauth.grant.WordGrant;
import dev.microauth.grant.WordGrant.Basing;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.subject.ClientId;
import dev.microauth.subject.UserId;
import dev.microauth.token.AccessToken;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a new access token is to be; nothing is signed or stored before [#save()].
///
/// ```java runnable
/// AccessToken issued = auth.tokens().issue(alice.id()).client(shop).scopes("orders:read").save();
/// System.out.println("Authorization: Bearer " + issued.compact());
/// ```
public final class NewToken {
    private final WordGrant word;
    private final Actor actor;
    private final UserId user;
    private Optional<ClientId> client = Optional.empty();
    private Optional<ScopeSet> scopes = Optional.empty();
    private Basing basing = new Basing.Nothing();

    NewToken(WordGrant word, Actor actor, UserId user) {
        this.word = word;
        this.actor = actor;
        this.user = user;
    }

    /// Whose token it is to be, with the audience and the lifetime of that client. Without one it is for this application alone, and
    /// lacks the claim `client_id` that other verifiers may ask for (RFC 9068 §2.2).
    public NewToken client(ClientId id) {
        client = Optional.of(id);
        return this;
    }

    public NewToken client(String id) {
        return client(ClientId.of(id));
    }

    /// What the token is to open. Granted is what is assigned to the person, and with a client what that may ask for; without
    /// this call, all of it.
    public NewToken scopes(String... names) {
        scopes = Optional.of(ScopeSet.of(List.of(names)));
        return this;
    }

    /// Says that the application saw the person prove who they are. Without this the token tells of no sign-in, and does not pass
    /// where a recent one is asked for.
    ///
    /// @param at not in the future; to the second
    /// @param methods of RFC 8176 §2, such as `pwd`
    public NewToken provedAt(Instant at, String... methods) {
        basing = new Basing.Proof(at, List.of(methods));
        return this;
    }

    NewToken under(Basing.SignIn signIn) {
        basing = signIn;
        return this;
    }

    /// Signs and stores; durable on return.
    ///
    /// Throws [dev.microauth.problem.AuthException.NotFound] for an unknown user,
    /// [dev.microauth.problem.AuthException.Refused] for one who is disabled or locked out, or kept out by the client, or for a client that
    /// is disabled, [dev.microauth.problem.AuthException.Invalid] when none of the scopes is possible, and
    /// [dev.microauth.problem.AuthException.NotAllowed] for every actor but the application.
    public AccessToken save() {
        return Refusals.translated(
                () ->
                        word.issue(
                                actor, new WordGrant.Wanted(user, client, scopes, basing)));
    }
}
