package dev.microauth.token;

import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.client.AuthenticatedAccount;
import dev.microauth.client.AuthenticatedCaller;
import dev.microauth.client.AuthenticatedClient;
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
    public Introspection introspect(AuthenticatedCaller caller, String presented) {
        if (isCompact(presented)) {
            return accessTokens
                    .find(Ring.AUTH, presented)
                    .filter(token -> concerns(caller, token))
                    .<Introspection>map(Introspection.Access::new)
                    .orElseGet(Introspection.Inactive::new);
        }
        return find(presented)
                .filter(token -> isOwned(caller, token))
                .<Introspection>map(token -> new Introspection.Refresh(token, caller.clientId()))
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
                                .<Introspection>map(
                                        client -> new Introspection.Refresh(token, client)))
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
    public void revoke(AuthenticatedCaller caller, String presented, Origin origin) {
        if (isCompact(presented)) {
            accessTokens
                    .verify(Ring.AUTH, presented)
                    .ifPresent(token -> revokeAccess(caller, token, origin));
        } else {
            refreshTokens.find(presented).ifPresent(token -> revokeFamily(caller, token, origin));
        }
    }

    /// The same for whoever need not be its client: the application that embeds this engine. The signature alone is asked, and a
    /// refresh token may be used already: what is dead today may live again with its client, or live on in its successor.
    public void revoke(Actor actor, String presented) {
        if (isCompact(presented)) {
            accessTokens
                    .verify(Ring.AUTH, presented)
                    .flatMap(AccessTokens::id)
                    .ifPresent(id ->
                            write(
                                    tx -> TokenStore.revoke(tx, id, clock.instant()),
                                    event(actor).on("token", id.toString())));
        } else {
            refreshTokens
                    .find(presented)
                    .map(RefreshToken::family)
                    .ifPresent(family ->
                            write(
                                    tx -> refreshTokens.kill(tx, family.id(), clock.instant()),
                                    event(actor)
                                            .on("refresh-family", family.id().toString())
                                            .and("user", family.user().toString())));
        }
    }

    private void revokeAccess(AuthenticatedCaller caller, VerifiedToken token, Origin origin) {
        requireOwner(
                caller, token.text("client_id").equals(Optional.of(caller.clientId().value())));
        AccessTokens.id(token)
                .ifPresent(id ->
                        write(
                                tx -> TokenStore.revoke(tx, id, clock.instant()),
                                event(caller, origin).on("token", id.toString())));
    }

    private void revokeFamily(AuthenticatedCaller caller, RefreshToken token, Origin origin) {
        requireOwner(caller, isOwned(caller, token));
        UUID family = token.family().id();
        write(
                tx -> refreshTokens.kill(tx, family, clock.instant()),
                event(caller, origin).on("refresh-family", family.toString()));
    }

    private interface Change {
        boolean apply(Tx tx);
    }

    private AuditEvent event(AuthenticatedCaller caller, Origin origin) {
        return event(actor(caller, origin)).through(caller.clientId().value());
    }

    private AuditEvent event(Actor actor) {
        return AuditEvent.of(clock.instant(), actor, Action.TOKEN_REVOKE);
    }

    private void write(Change change, AuditEvent event) {
        database.write(tx -> {
            boolean changed = change.apply(tx);
            if (changed) {
                tx.record(event);
            }
            return changed;
        });
    }

    private static Actor actor(AuthenticatedCaller caller, Origin origin) {
        return switch (caller) {
            case AuthenticatedClient of -> Actor.client(of.clientId().value(), origin);
            case AuthenticatedAccount of ->
                    Actor.serviceAccount(of.account().id().toString(), origin);
        };
    }

    // RFC 7009 §2.1: only the client that a token was issued to may revoke it.
    private static void requireOwner(AuthenticatedCaller caller, boolean owner) {
        if (!owner) {
            throw new OAuthRefusal(
                    OAuthError.UNAUTHORIZED_CLIENT,
                    "The token was issued to another client.",
                    caller.clientId() + " tried to revoke a foreign token");
        }
    }

    private static boolean isOwned(AuthenticatedCaller caller, RefreshToken token) {
        return switch (caller) {
            case AuthenticatedClient of ->
                    token.family().client().equals(Optional.of(of.client().id()));
            // Service accounts have no refresh tokens.
            case AuthenticatedAccount _ -> false;
        };
    }

    /// Security C8: whom it was issued to, or whom it is meant for.
    private static boolean concerns(AuthenticatedCaller caller, LiveToken token) {
        String name = caller.clientId().value();
        var audience = token.token().audience();
        return token.clientId().equals(Optional.of(name))
                || audience.contains(name)
                || switch (caller) {
                    case AuthenticatedClient of ->
                            of.client().audience().filter(audience::contains).isPresent();
                    case AuthenticatedAccount _ -> false;
                };
    }

    /// A refresh token of ours has no dot in it.
    private static boolean isCompact(String presented) {
        return presented.indexOf('.') >= 0;
    }

    public Optional<User> userOf(LiveToken token) {
        return token.userId().flatMap(users::find);
    }
}
