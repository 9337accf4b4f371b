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
import dev.microauth.session.NewSession;
import dev.microauth.session.SessionId;
import dev.microauth.session.Sessions;
import dev.microauth.subject.ClientId;
import dev.microauth.token.AccessToken;
import dev.microauth.token.AccessTokens;
import dev.microauth.token.Lineage;
import dev.microauth.token.RefreshTokens;
import dev.microauth.token.RefreshTokens.Handed;
import dev.microauth.token.RefreshTokens.Rotation;
import dev.microauth.token.Subject;
import dev.microauth.token.TokenIssuer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// The last phases of every grant, on both ports: sign, then store and audit in one transaction.
final class Issuing {
    private final Database database;
    private final TokenIssuer issuer;
    private final AccessTokens accessTokens;
    private final RefreshTokens refreshTokens;
    private final Sessions sessions;
    private final InstantSource clock;

    Issuing(Database database, TokenService.Tokens tokens, InstantSource clock) {
        this.database = database;
        this.issuer = tokens.issuer();
        this.accessTokens = tokens.access();
        this.refreshTokens = tokens.refresh();
        this.sessions = tokens.sessions();
        this.clock = clock;
    }

    /// What the transaction came to. A refusal commits too: a reused refresh token has killed its family.
    private sealed interface Stored {
        record Granted(Optional<Handed> refreshToken, Lineage lineage) implements Stored {}

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
        if (stored instanceof Stored.Granted granted) {
            accessTokens.store(tx, token, granted.lineage());
            Action action =
                    entitlement.refreshing() instanceof Refreshing.Rotate
                            ? Action.TOKEN_REFRESH
                            : Action.TOKEN_ISSUE;
            var event =
                    event(token, actor, action)
                            .on("token", token.id().toString())
                            .saying((token.ring().label() + " " + token.scopes()).strip());
            tx.record(
                    granted.lineage()
                            .session()
                            .map(id -> event.and("session", id.toString()))
                            .orElse(event));
        }
        return stored;
    }

    private Stored refresh(Tx tx, AccessToken token, Entitlement entitlement, Actor actor) {
        Instant now = clock.instant();
        return switch (entitlement.refreshing()) {
            case Refreshing.None _ ->
                    new Stored.Granted(
                            Optional.empty(),
                            new Lineage(
                                    Optional.empty(),
                                    session(tx, token, actor.origin(), token.expiresAt())));
            case Refreshing.Open(Subject.OfUser user) -> {
                Instant end = refreshTokens.end(token.ring(), token.client(), now);
                var start =
                        new RefreshTokens.Start(
                                token.ring(),
                                token.client(),
                                user,
                                entitlement.scopes(),
                                session(tx, token, actor.origin(), end));
                yield granted(refreshTokens.open(tx, start, now));
            }
            case Refreshing.Rotate(String presented) -> {
                Duration grace = token.client().map(Client::refreshGrace).orElse(Duration.ZERO);
                yield switch (refreshTokens.rotate(tx, presented, grace, now)) {
                    case Rotation.Rotated(Handed successor) -> {
                        successor
                                .lineage()
                                .session()
                                .ifPresent(id -> sessions.seen(tx, new SessionId(id), now));
                        yield granted(successor);
                    }
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

    private static Stored granted(Handed refreshToken) {
        return new Stored.Granted(Optional.of(refreshToken), refreshToken.lineage());
    }

    /// Whoever has just proved who they are has a session from now on, until what it gave has run out.
    private Optional<UUID> session(Tx tx, AccessToken token, Origin origin, Instant end) {
        if (!(token.subject() instanceof Subject.OfUser user)) {
            return Optional.empty();
        }
        var session =
                new NewSession(
                        token.ring(),
                        user.id(),
                        token.client().map(Client::id),
                        user.authTime(),
                        user.methods(),
                        user.generation(),
                        origin,
                        end);
        return Optional.of(sessions.open(tx, session, clock.instant()).value());
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
