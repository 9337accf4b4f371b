package dev.microauth.logout;

import dev.microauth.Installation;
import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.credential.SignIn;
import dev.microauth.jose.JwtVerifier;
import dev.microauth.jose.TokenRefused;
import dev.microauth.jose.VerifiedToken;
import dev.microauth.key.Ring;
import dev.microauth.secret.Randomness;
import dev.microauth.session.BrowserSession;
import dev.microauth.session.Session;
import dev.microauth.session.SessionId;
import dev.microauth.subject.ClientId;
import dev.microauth.subject.Generation;
import java.util.List;
import java.util.Optional;

/// People who sign in, the clients that their sessions give something to, and what those are told.
record Parties(Installation site) {
    static final String URI = "https://shop.example.com/logout";

    /// Those of a site with a client `shop` that wants to be told.
    static Parties at(Installation site) {
        var parties = new Parties(site);
        parties.app("shop", URI);
        return parties;
    }

    LogoutDelivery due() {
        var session = signIn("alice");
        join(session, "shop");
        end(session);
        return logouts().take(10).getFirst();
    }

    VerifiedToken verified(LogoutDelivery delivery, String audience) {
        var verifier =
                JwtVerifier.builder()
                        .keys(kid -> site.auth().keys().ring(Ring.AUTH).find(kid))
                        .issuer(site.auth().issuers().auth())
                        .type("logout+jwt")
                        .audience(audience)
                        .clock(site.clock())
                        .build();
        try {
            return verifier.verify(delivery.logoutToken().revealText());
        } catch (TokenRefused e) {
            throw new AssertionError(e);
        }
    }

    Session signIn(String name) {
        var user = site.user(name);
        var generation =
                site.storage()
                        .rows(
                                "select s.generation, s.admin_generation from subjects s join users u on u.id = s.id"
                                        + " where u.username = '"
                                        + name
                                        + "'")
                        .getFirst();
        var proof =
                new SignIn.Proven(
                        user,
                        site.clock().instant(),
                        List.of("pwd"),
                        new Generation(
                                Long.parseLong(generation.getFirst()),
                                Long.parseLong(generation.getLast())));
        BrowserSession given =
                site.auth().sessions().signIn(Ring.AUTH, proof, Optional.empty(), Origin.NONE);
        return given.session();
    }

    void join(Session session, String clientId) {
        var client = site.auth().clients().find(ClientId.of(clientId)).orElseThrow();
        site.inside(tx -> {
            logouts().join(tx, session.id(), client, session.userId(), site.clock().instant());
            return true;
        });
    }

    void end(Session session) {
        site.auth()
                .sessions()
                .end(Actor.user(session.userId().toString(), Origin.NONE), session.id());
    }

    void app(String clientId, String uri) {
        site.app(clientId, with -> with.firstParty().backchannelLogoutUri(Optional.of(uri)));
    }

    BackChannelLogouts logouts() {
        return site.auth().backChannelLogouts();
    }

    /// So many sessions of the person whose session this is.
    void crowd(Session session, int size) {
        var shop = site.auth().clients().find(ClientId.of("shop")).orElseThrow();
        var now = site.clock().instant();
        var randomness = new Randomness();
        site.inside(tx -> {
            for (int i = 0; i < size; i++) {
                var id = randomness.id(now);
                tx.update(
                        """
                        insert into sessions (id, ring, user_id, auth_time, amr, generation, created_at, last_seen_at,
                            expires_at)
                        values (?, 'auth', ?, ?, 'pwd', 0, ?, ?, ?)
                        """,
                        id,
                        session.userId().value(),
                        now,
                        now,
                        now,
                        now.plusSeconds(86_400));
                logouts().join(tx, new SessionId(id), shop, session.userId(), now);
            }
            return true;
        });
    }
}
