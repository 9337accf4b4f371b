package dev.microauth.token;

import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.client.AuthenticatedClient;
import dev.microauth.client.Client;
import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.jose.VerifiedToken;
import dev.microauth.key.Ring;
import dev.microauth.oauth.OAuthError;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.user.User;
import dev.microauth.user.Users;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// The life and death of tokens of the auth ring, as their clients see it.
public final class TokenStatus {
    private final Database database;
    private final AccessTokens accessTokens;
    private final RefreshTokens refreshTokens;
    private final Users users;
    private final InstantSource clock;

    public TokenStatus(
            Database database,
            AccessTokens accessTokens,
            RefreshTokens refreshTokens,
            Users users,
            InstantSource clock) {
        this.database = database;
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
        this.users = users;
        this.clock = clock;
    }

    /// RFC 7662 §2.2: whoever may not know the token learns no more than that it is not active for them.
    public Introspection introspect(AuthenticatedClient caller, String presented) {
        Client client = caller.client();
        if (isCompact(presented)) {
            return accessTokens
                    .find(Ring.AUTH, presented)
                    .filter(token -> concerns(client, token))
                    .<Introspection>map(Introspection.Access::new)
                    .orElseGet(Introspection.Inactive::new);
        }
        return find(presented)
                .filter(token -> isOwned(client, token))
                .<Introspection>map(token -> new Introspection.Refresh(token, client.clientId()))
                .orElseGet(Introspection.Inactive::new);
    }

    /// The same for an administrator, whose business every token of the auth ring is.
    public Introspection inspect(String presented) {
        if (isCompact(presented)) {
            return accessTokens
                    .find(Ring.AUTH, presented)
                    .<Introspection>map(Introspection.Access::new)
                    .orElseGet(Introspection.Inactive::new);
        }
        return find(presented)
                .flatMap(token ->
                        database.read(tx -> RefreshStore.findClient(tx, token.family()))
                                .<Introspection>map(client ->
                                        new Introspection.Refresh(token, client)))
                .orElseGet(Introspection.Inactive::new);
    }

    /// A refresh token that could be used now.
    private Optional<RefreshToken> find(String presented) {
        Instant now = clock.instant();
        return refreshTokens
                .find(presented)
                .filter(token -> token.isLive(now))
                .filter(token ->
                        users.find(token.family().user())
                                .filter(user -> user.mayEnter(now))
                                .isPresent());
    }

    /// Revokes an access token, or a refresh token with its whole family. An unknown token is no error.
    ///
    /// Throws [OAuthRefusal] `unauthorized_client` when it belongs to somebody else.
    public void revoke(AuthenticatedClient caller, String presented, Origin origin) {
        if (isCompact(presented)) {
            accessTokens
                    .verify(Ring.AUTH, presented)
                    .ifPresent(token -> revokeAccess(caller.client(), token, origin));
        } else {
            refreshTokens
                    .find(presented)
                    .ifPresent(token -> revokeFamily(caller.client(), token, origin));
        }
    }

    private void revokeAccess(Client client, VerifiedToken token, Origin origin) {
        requireOwner(
                client, token.text("client_id").equals(Optional.of(client.clientId().value())));
        AccessTokens.id(token)
                .ifPresent(id ->
                        write(
                                tx -> TokenStore.revoke(tx, id, clock.instant()),
                                client,
                                origin,
                                "token",
                                id.toString()));
    }

    private void revokeFamily(Client client, RefreshToken token, Origin origin) {
        requireOwner(client, isOwned(client, token));
        UUID family = token.family().id();
        write(
                tx -> refreshTokens.kill(tx, family, clock.instant()),
                client,
                origin,
                "refresh-family",
                family.toString());
    }

    private interface Change {
        boolean apply(Tx tx);
    }

    private void write(Change change, Client client, Origin origin, String kind, String id) {
        var event =
                AuditEvent.of(
                                clock.instant(),
                                Actor.client(client.clientId().value(), origin),
                                Action.TOKEN_REVOKE)
                        .on(kind, id)
                        .through(client.clientId().value());
        database.write(tx -> {
            boolean changed = change.apply(tx);
            if (changed) {
                tx.record(event);
            }
            return changed;
        });
    }

    // RFC 7009 §2.1: only the client that a token was issued to may revoke it.
    private static void requireOwner(Client client, boolean owner) {
        if (!owner) {
            throw new OAuthRefusal(
                    OAuthError.UNAUTHORIZED_CLIENT,
                    "The token was issued to another client.",
                    client.clientId() + " tried to revoke a foreign token");
        }
    }

    private static boolean isOwned(Client client, RefreshToken token) {
        return token.family().client().equals(Optional.of(client.id()));
    }

    /// Security C8: the client it was issued to, or the one it is meant for.
    private static boolean concerns(Client client, LiveToken token) {
        String clientId = client.clientId().value();
        var audience = token.token().audience();
        return token.clientId().equals(Optional.of(clientId))
                || audience.contains(clientId)
                || client.audience().filter(audience::contains).isPresent();
    }

    /// A refresh token of ours has no dot in it.
    private static boolean isCompact(String presented) {
        return presented.indexOf('.') >= 0;
    }

    public Optional<User> userOf(LiveToken token) {
        return token.userId().flatMap(users::find);
    }
}
