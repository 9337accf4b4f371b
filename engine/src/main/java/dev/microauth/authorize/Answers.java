package dev.microauth.authorize;

import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.client.Client;
import dev.microauth.code.Codes;
import dev.microauth.code.NewCode;
import dev.microauth.consent.Consents;
import dev.microauth.db.Database;
import dev.microauth.key.Ring;
import dev.microauth.logout.BackChannelLogouts;
import dev.microauth.oauth.OAuthError;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.policy.ScopeRule;
import dev.microauth.secret.Secret;
import dev.microauth.session.Session;
import dev.microauth.token.AskedClaims;
import dev.microauth.token.Issuers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Makes the answers that are left when everything was asked: a code, or the word that the person did not want.
public final class Answers {
    private final Database database;
    private final Codes codes;
    private final Consents consents;
    private final BackChannelLogouts logouts;
    private final Issuers issuers;
    private final InstantSource clock;

    public Answers(
            Database database,
            Codes codes,
            Consents consents,
            BackChannelLogouts logouts,
            Issuers issuers,
            InstantSource clock) {
        this.database = database;
        this.codes = codes;
        this.consents = consents;
        this.logouts = logouts;
        this.issuers = issuers;
        this.clock = clock;
    }

    /// A code for these scopes, and, on the auth ring, the memory of what the person was shown and let the client have.
    Answer code(
            AuthorizationRequest request,
            Session session,
            ScopeSet granted,
            ScopeSet shown,
            Origin origin) {
        Client client = request.client();
        boolean registered = session.ring() == Ring.AUTH;
        var actor = Actor.user(session.userId().toString(), origin);
        Instant now = clock.instant();
        var details = request.details();
        var code =
                new NewCode(
                        session.ring(),
                        registered ? Optional.of(client.id()) : Optional.empty(),
                        client.clientId().value(),
                        request.destination().redirectUri(),
                        details.redirectUriSent(),
                        details.challenge(),
                        details.nonce(),
                        granted,
                        claims(request).withAcr(details.claims().acrMetBy(session.assurance())),
                        session);
        Secret issued =
                database.write(tx -> {
                    if (registered) {
                        consents.give(tx, actor, session.userId(), client, shown, now);
                        logouts.join(tx, session.id(), client, session.userId(), now);
                    }
                    tx.record(
                            AuditEvent.of(now, actor, Action.CODE_ISSUE)
                                    .on("user", session.userId().toString())
                                    .and("session", session.id().toString())
                                    .through(client.clientId().value())
                                    .saying(granted.toString()));
                    return codes.issue(tx, code, now);
                });
        return Answer.code(request.destination(), issuers.of(session.ring()), issued);
    }

    /// Claims that were asked for by name are given where the client could have had their scope.
    static AskedClaims claims(AuthorizationRequest request) {
        RequestedClaims asked = request.details().claims();
        return ScopeRule.claims(
                request.client(),
                new AskedClaims(asked.idToken(), asked.userinfo(), Optional.empty()));
    }

    Answer denied(
            Ring ring, AuthorizationRequest request, Optional<Session> session, Origin origin) {
        var actor =
                session.map(live -> Actor.user(live.userId().toString(), origin))
                        .orElseGet(() -> Actor.anonymous(origin));
        String clientId = request.client().clientId().value();
        var event =
                AuditEvent.of(clock.instant(), actor, Action.AUTHORIZATION_REFUSE)
                        .on("client", clientId)
                        .through(clientId)
                        .refused("the person did not want it");
        database.write(tx -> {
            tx.record(event);
            return true;
        });
        return refused(ring, request, OAuthError.ACCESS_DENIED, "The person did not allow it.");
    }

    Answer refused(Ring ring, AuthorizationRequest request, OAuthError error, String text) {
        return Answer.refusal(request.destination(), issuers.of(ring), error, text);
    }
}
