package dev.microauth.grant;

import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.claim.StandardClaims;
import dev.microauth.client.Client;
import dev.microauth.client.HouseTools;
import dev.microauth.code.Codes;
import dev.microauth.code.ProvedCode;
import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.grant.Entitlement.Basis;
import dev.microauth.grant.Entitlement.Refreshing;
import dev.microauth.key.Ring;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.session.NewSession;
import dev.microauth.session.SessionId;
import dev.microauth.subject.ClientId;
import dev.microauth.token.AccessToken;
import dev.microauth.token.IdTokens;
import dev.microauth.token.Lineage;
import dev.microauth.token.RefreshTokens;
import dev.microauth.token.RefreshTokens.Handed;
import dev.microauth.token.RefreshTokens.Rotation;
import dev.microauth.token.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The last phases of every grant, on both ports: sign, then store and audit in one transaction.
final class Issuing {
    private final Database database;
    private final TokenService.Tokens tokens;
    private final TokenService.People people;
    private final InstantSource clock;

    Issuing(
            Database database,
            TokenService.Tokens tokens,
            TokenService.People people,
            InstantSource clock) {
        this.database = database;
        this.tokens = tokens;
        this.people = people;
        this.clock = clock;
    }

    /// What the transaction came to. A refusal commits too: a reused refresh token has killed its family.
    private sealed interface Stored {
        record Granted(Optional<Handed> refreshToken, Lineage lineage) implements Stored {}

        record Refused(String detail) implements Stored {}
    }

    /// What is about to be stored. `fresh` is the id of the session that begins with it, if one does.
    private record Issue(AccessToken token, Entitlement entitlement, SessionId fresh, Actor actor) {
        Origin origin() {
            return actor.origin();
        }
    }

    /// Issues what was found to be due, or throws [OAuthRefusal] `invalid_grant`.
    TokenResponse issue(
            Ring ring, Optional<Client> client, Entitlement entitlement, Origin origin) {
        return issue(ring, client, entitlement, actor(entitlement.subject(), origin));
    }

    /// The same at the wish of somebody else than the subject.
    TokenResponse issue(Ring ring, Optional<Client> client, Entitlement entitlement, Actor actor) {
        Instant now = clock.instant();
        AccessToken token =
                tokens.issuer()
                        .sign(ring, entitlement.subject(), client, entitlement.scopes(), now);
        var issue = new Issue(token, entitlement, tokens.sessions().freshId(now), actor);
        Optional<String> idToken = idToken(issue);
        return switch (database.write(tx -> store(tx, issue))) {
            case Stored.Granted granted ->
                    new TokenResponse(token, granted.refreshToken().map(Handed::token), idToken);
            case Stored.Refused refused -> throw OAuthRefusal.invalidGrant(refused.detail());
        };
    }

    /// OpenID Connect Core §3.1.3.3: wherever a client asked in the name of a person, with the scope `openid`.
    private Optional<String> idToken(Issue issue) {
        AccessToken token = issue.token();
        if (!(token.subject() instanceof Subject.OfUser user)
                || token.client().isEmpty()
                || issue.entitlement().basis() instanceof Basis.Word
                || !token.scopes().contains(ScopeSet.OPENID)) {
            return Optional.empty();
        }
        Entitlement entitlement = issue.entitlement();
        List<String> names = entitlement.claims().idToken();
        Map<String, Object> claims =
                names.isEmpty()
                        ? Map.of()
                        : people.users()
                                .find(user.id())
                                .map(person ->
                                        StandardClaims.of(
                                                person, user.roles(), ScopeSet.NONE, names))
                                .orElse(Map.of());
        Optional<UUID> session =
                entitlement.basis() instanceof Basis.Proof
                        ? Optional.of(issue.fresh().value())
                        : entitlement.session();
        var wanted =
                new IdTokens.Wanted(
                        entitlement.nonce(), session, claims, entitlement.claims().acr());
        return Optional.of(tokens.ids().sign(token, wanted));
    }

    private Stored store(Tx tx, Issue issue) {
        AccessToken token = issue.token();
        Stored stored = give(tx, issue);
        if (stored instanceof Stored.Granted granted) {
            List<String> userinfo = issue.entitlement().claims().userinfo();
            tokens.access().store(tx, token, granted.lineage(), userinfo);
            Action action =
                    issue.entitlement().refreshing() instanceof Refreshing.Rotate
                            ? Action.TOKEN_REFRESH
                            : Action.TOKEN_ISSUE;
            var event =
                    event(token, issue.actor(), action)
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

    private Stored give(Tx tx, Issue issue) {
        return switch (issue.entitlement().basis()) {
            case Basis.Code(ProvedCode code) -> redeem(tx, issue, code);
            case Basis.Word(Optional<Codes.Bound> signIn) -> further(tx, signIn);
            case Basis.Proof _, Basis.Earlier _ -> refresh(tx, issue, session(tx, issue));
        };
    }

    /// More for a sign-in, which dies with what that gave; or something that stands for itself.
    private Stored further(Tx tx, Optional<Codes.Bound> signIn) {
        // Security A9: what was taken back gives nothing more.
        if (signIn.filter(code -> !tokens.codes().stands(tx, code)).isPresent()) {
            return new Stored.Refused("what the sign-in gave was taken back");
        }
        return new Stored.Granted(
                Optional.empty(),
                signIn.map(code -> new Lineage(code.family(), Optional.of(code.session().value())))
                        .orElse(Lineage.NONE));
    }

    private Stored redeem(Tx tx, Issue issue, ProvedCode code) {
        AccessToken token = issue.token();
        String clientId = token.client().map(Client::clientId).orElse(HouseTools.MAD).value();
        // Security A8, A9: of parallel uses one wins, and every other takes back what it got.
        if (!tokens.codes().use(tx, code, clientId, issue.origin())) {
            return new Stored.Refused("code used twice");
        }
        Stored stored = refresh(tx, issue, Optional.of(code.grant().session().value()));
        if (stored instanceof Stored.Granted granted) {
            tokens.codes().gave(tx, code, token.id().value(), granted.lineage().family());
        }
        return stored;
    }

    private Stored refresh(Tx tx, Issue issue, Optional<UUID> session) {
        AccessToken token = issue.token();
        Entitlement entitlement = issue.entitlement();
        Instant now = clock.instant();
        return switch (entitlement.refreshing()) {
            case Refreshing.None _ ->
                    new Stored.Granted(Optional.empty(), new Lineage(Optional.empty(), session));
            case Refreshing.Open(Subject.OfUser user) -> {
                // What may be used while nobody is there outlives the session of the browser.
                boolean offline =
                        entitlement.basis() instanceof Basis.Code
                                && entitlement.scopes().contains(ScopeSet.OFFLINE_ACCESS);
                var start =
                        new RefreshTokens.Start(
                                token.ring(),
                                token.client(),
                                user,
                                entitlement.scopes(),
                                entitlement.claims(),
                                offline ? Optional.empty() : session);
                yield granted(tokens.refresh().open(tx, start, now));
            }
            case Refreshing.Rotate(String presented) -> rotate(tx, issue, presented, now);
        };
    }

    private Stored rotate(Tx tx, Issue issue, String presented, Instant now) {
        AccessToken token = issue.token();
        Duration grace = token.client().map(Client::refreshGrace).orElse(Duration.ZERO);
        return switch (tokens.refresh().rotate(tx, presented, grace, now)) {
            case Rotation.Rotated(Handed successor) -> {
                successor
                        .lineage()
                        .session()
                        .ifPresent(id -> tokens.sessions().seen(tx, new SessionId(id), now));
                yield granted(successor);
            }
            case Rotation.Refused refused -> new Stored.Refused(refused.detail());
            case Rotation.Reused reused -> {
                tx.record(
                        event(token, issue.actor(), Action.TOKEN_REUSE)
                                .on("refresh-family", reused.family().toString())
                                .refused("used twice; the family was revoked"));
                yield new Stored.Refused("refresh token used twice, family " + reused.family());
            }
        };
    }

    private static Stored granted(Handed refreshToken) {
        return new Stored.Granted(Optional.of(refreshToken), refreshToken.lineage());
    }

    /// Whoever has just proved who they are has a session from now on, until what it gave has run out.
    private Optional<UUID> session(Tx tx, Issue issue) {
        AccessToken token = issue.token();
        Entitlement entitlement = issue.entitlement();
        if (!(token.subject() instanceof Subject.OfUser user)
                || !(entitlement.basis() instanceof Basis.Proof)) {
            return entitlement.session();
        }
        Instant now = clock.instant();
        Instant end =
                entitlement.refreshing() instanceof Refreshing.Open
                        ? tokens.refresh().end(token.ring(), token.client(), now)
                        : token.expiresAt();
        var session =
                new NewSession(
                        token.ring(),
                        user.id(),
                        token.client().map(Client::id),
                        user.authTime(),
                        user.methods(),
                        user.generation(),
                        issue.origin(),
                        end);
        tokens.sessions().open(tx, issue.fresh(), session, now);
        token.client()
                .ifPresent(
                        client -> tokens.logouts().join(tx, issue.fresh(), client, user.id(), now));
        return Optional.of(issue.fresh().value());
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
