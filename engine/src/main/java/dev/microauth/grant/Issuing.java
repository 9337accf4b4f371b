package dev.microauth.grant;

import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.client.Client;
import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.grant.Entitlement.Refreshing;
import dev.microauth.key.Ring;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.subject.ClientId;
import dev.microauth.token.AccessToken;
import dev.microauth.token.AccessTokens;
import dev.microauth.token.RefreshTokens;
import dev.microauth.token.RefreshTokens.Handed;
import dev.microauth.token.RefreshTokens.Rotation;
import dev.microauth.token.Subject;
import dev.microauth.token.TokenIssuer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// The last phases of every grant, on both ports: sign, then store and audit in one transaction.
final class Issuing {
    private final Database database;
    private final TokenIssuer issuer;
    private final AccessTokens accessTokens;
    private final RefreshTokens refreshTokens;
    private final InstantSource clock;

    Issuing(Database database, TokenService.Tokens tokens, InstantSource clock) {
        this.database = database;
        this.issuer = tokens.issuer();
        this.accessTokens = tokens.access();
        this.refreshTokens = tokens.refresh();
        this.clock = clock;
    }

    /// What the transaction came to. A refusal commits too: a reused refresh token has killed its family.
    private sealed interface Stored {
        record Granted(Optional<Handed> refreshToken) implements Stored {}

        record Refused(String detail) implements Stored {}
    }

    /// Issues what was found to be due, or throws [OAuthRefusal] `invalid_grant`.
    TokenResponse issue(
            Ring ring, Optional<Client> client, Entitlement entitlement, Origin origin) {
        AccessToken token =
                issuer.sign(
                        ring, entitlement.subject(), client, entitlement.scopes(), clock.instant());
        return switch (database.write(tx -> store(tx, token, entitlement, origin))) {
            case Stored.Granted granted ->
                    new TokenResponse(token, granted.refreshToken().map(Handed::token));
            case Stored.Refused refused -> throw OAuthRefusal.invalidGrant(refused.detail());
        };
    }

    private Stored store(Tx tx, AccessToken token, Entitlement entitlement, Origin origin) {
        var actor = actor(entitlement.subject(), origin);
        Stored stored = refresh(tx, token, entitlement, actor);
        if (stored instanceof Stored.Granted(Optional<Handed> refreshToken)) {
            accessTokens.store(tx, token, refreshToken.map(Handed::family));
            Action action =
                    entitlement.refreshing() instanceof Refreshing.Rotate
                            ? Action.TOKEN_REFRESH
                            : Action.TOKEN_ISSUE;
            tx.record(
                    event(token, actor, action)
                            .on("token", token.id().toString())
                            .saying((token.ring().label() + " " + token.scopes()).strip()));
        }
        return stored;
    }

    private Stored refresh(Tx tx, AccessToken token, Entitlement entitlement, Actor actor) {
        Instant now = clock.instant();
        return switch (entitlement.refreshing()) {
            case Refreshing.None _ -> new Stored.Granted(Optional.empty());
            case Refreshing.Open(Subject.OfUser user) -> {
                Handed first =
                        refreshTokens.open(
                                tx, token.ring(), token.client(), user, entitlement.scopes(), now);
                yield new Stored.Granted(Optional.of(first));
            }
            case Refreshing.Rotate(String presented) -> {
                Duration grace = token.client().map(Client::refreshGrace).orElse(Duration.ZERO);
                yield switch (refreshTokens.rotate(tx, presented, grace, now)) {
                    case Rotation.Rotated rotated ->
                            new Stored.Granted(Optional.of(rotated.successor()));
                    case Rotation.Refused refused -> new Stored.Refused(refused.detail());
                    case Rotation.Reused reused -> {
                        tx.record(
                                event(token, actor, Action.TOKEN_REUSE)
                                        .on("refresh-family", reused.family().toString())
                                        .refused("used twice; the family was revoked"));
                        yield new Stored.Refused(
                                "refresh token used twice, family " + reused.family());
                    }
                };
            }
        };
    }

    private AuditEvent event(AccessToken token, Actor actor, Action action) {
        var event = AuditEvent.of(clock.instant(), actor, action);
        return token.client()
                .map(Client::clientId)
                .map(ClientId::value)
                .map(event::through)
                .orElse(event);
    }

    private static Actor actor(Subject subject, Origin origin) {
        return switch (subject) {
            case Subject.OfClient of -> Actor.client(of.name(), origin);
            case Subject.OfUser of -> Actor.user(of.name(), origin);
            case Subject.OfServiceAccount of -> Actor.serviceAccount(of.name(), origin);
        };
    }
}
