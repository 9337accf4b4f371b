package dev.microauth.logout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.credential.SignIn;
import dev.microauth.jose.Algorithm;
import dev.microauth.jose.JwtVerifier;
import dev.microauth.jose.TokenRefused;
import dev.microauth.jose.VerifiedToken;
import dev.microauth.key.Ring;
import dev.microauth.session.BrowserSession;
import dev.microauth.session.Session;
import dev.microauth.subject.ClientId;
import dev.microauth.subject.Generation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Who is told of the end of a session, what they are told, and how often.
///
/// Security: E2
@BothDatabases
class BackChannelLogoutsTest {
    private static final String URI = "https://shop.example.com/logout";

    @AutoClose private final Installation site;

    BackChannelLogoutsTest(Db db) {
        site = Installation.on(db);
        app("shop", URI);
    }

    @Test
    void nobody_is_told_of_a_session_that_goes_on() {
        join(signIn("alice"), "shop");

        assertThat(logouts().take(10)).isEmpty();
    }

    @Test
    void a_client_that_the_session_gave_nothing_is_not_told() {
        app("desk", "https://desk.example.com/logout");
        var session = signIn("alice");
        join(session, "shop");
        join(signIn("bob"), "desk");
        end(session);

        assertThat(logouts().take(10)).extracting(LogoutDelivery::clientId).containsExactly("shop");
    }

    @Test
    void a_client_without_an_address_is_not_told() {
        site.app("quiet", with -> with.firstParty());
        var session = signIn("alice");
        join(session, "quiet");
        end(session);

        assertThat(logouts().take(10)).isEmpty();
    }

    @Test
    void whoever_joined_twice_is_told_once() {
        var session = signIn("alice");
        join(session, "shop");
        join(session, "shop");
        end(session);

        assertThat(logouts().take(10)).hasSize(1);
    }

    /// Spec: Back-Channel §2.4, §2.6
    @Test
    void a_logout_token_says_whose_session_ended_and_lives_briefly() {
        var session = signIn("alice");
        join(session, "shop");
        end(session);
        var delivery = logouts().take(10).getFirst();

        assertThat(delivery.uri()).isEqualTo(URI);
        VerifiedToken token = verified(delivery, "shop");
        assertThat(token.subject()).isEqualTo(session.userId().toString());
        assertThat(token.text("sid")).hasValue(session.id().toString());
        assertThat(token.tokenId()).isPresent();
        assertThat(token.claims())
                .containsOnlyKeys("iss", "sub", "aud", "iat", "exp", "jti", "events", "sid")
                .containsEntry(
                        "events",
                        Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
        long now = site.clock().instant().getEpochSecond();
        assertThat(token.claims()).containsEntry("iat", now).containsEntry("exp", now + 120);
    }

    /// Spec: Back-Channel §2.6
    @Test
    void it_is_signed_as_the_clients_id_tokens_are() {
        site.app(
                "other",
                with ->
                        with.backchannelLogoutUri(Optional.of("https://other.example.com/out"))
                                .idTokenAlgorithm(Optional.of(Algorithm.EdDSA)));
        var session = signIn("alice");
        join(session, "shop");
        join(session, "other");
        end(session);

        assertThat(logouts().take(10))
                .extracting(each -> each.clientId() + " " + algorithm(each))
                .containsExactlyInAnyOrder("shop RS256", "other EdDSA");
    }

    @Test
    void every_way_in_which_a_session_ends_is_noticed() {
        var ended = signIn("alice");
        join(ended, "shop");
        end(ended);
        assertTold(ended);

        var renewed = signIn("alice");
        join(renewed, "shop");
        site.auth()
                .users()
                .lockOut(
                        Installation.ACTOR,
                        renewed.userId(),
                        Optional.of(site.clock().instant().plusSeconds(1)));
        assertTold(renewed);

        var idle = signIn("bob");
        join(idle, "shop");
        site.clock().advance(Duration.ofHours(12));
        assertTold(idle);

        var everywhere = signIn("bob");
        join(everywhere, "shop");
        site.auth().sessions().endAll(Installation.ACTOR, everywhere.userId(), Optional.empty());
        assertTold(everywhere);

        var deleted = signIn("bob");
        join(deleted, "shop");
        site.auth().users().delete(Installation.ACTOR, deleted.userId());
        assertTold(deleted);

        var purged = signIn("carol");
        join(purged, "shop");
        site.clock().advance(Duration.ofDays(7));
        site.auth().sessions().purgeExpired(Installation.ACTOR);
        assertTold(purged);
    }

    @Test
    void two_nodes_do_not_send_the_same() {
        var session = signIn("alice");
        join(session, "shop");
        end(session);
        site.secondNode()
                .ifPresent(node -> {
                    try (node) {
                        assertThat(node.backChannelLogouts().take(10)).hasSize(1);
                        assertThat(logouts().take(10)).isEmpty();
                    }
                });
        site.clock().advance(Duration.ofSeconds(61));

        // Whoever took it and died is followed by the next one.
        assertThat(logouts().take(10)).hasSize(1);
        assertThat(logouts().take(10)).isEmpty();
    }

    @Test
    void what_arrived_is_not_sent_again() {
        var delivery = due();
        logouts().delivered(delivery);
        logouts().delivered(delivery);
        logouts().failed(delivery, "too late");

        site.clock().advance(Duration.ofHours(2));
        assertThat(logouts().take(10)).isEmpty();
        assertThat(events()).containsExactly(List.of("logout.deliver", "done", "attempt 1"));
    }

    @Test
    void what_did_not_arrive_is_tried_ever_more_seldom_and_given_up_after_an_hour() {
        var session = signIn("alice");
        join(session, "shop");
        end(session);
        int attempts = 0;
        for (int seconds = 0; seconds < 7_200; seconds++) {
            for (LogoutDelivery each : logouts().take(10)) {
                attempts++;
                assertThat(each.attempt()).isEqualTo(attempts);
                logouts().failed(each, "answered 503");
            }
            site.clock().advance(Duration.ofSeconds(1));
        }

        assertThat(attempts).isEqualTo(11);
        assertThat(events())
                .containsExactly(
                        List.of(
                                "logout.abandon",
                                "refused",
                                "11 attempts, the last: answered 503"));
        var told = logouts().ofSession(session.id()).getFirst();
        assertThat(told.givenUpAt()).isPresent();
        assertThat(told.deliveredAt()).isEmpty();
        assertThat(told.lastProblem()).hasValue("answered 503");
    }

    @Test
    void it_survives_a_restart() {
        var session = signIn("alice");
        join(session, "shop");
        end(session);
        logouts().take(10).forEach(each -> logouts().failed(each, "refused"));
        site.restart();

        site.clock().advance(Duration.ofSeconds(5));
        assertThat(logouts().take(10)).extracting(LogoutDelivery::attempt).containsExactly(2L);
    }

    @Test
    void an_address_that_was_taken_back_settles_it() {
        var session = signIn("alice");
        join(session, "shop");
        end(session);
        logouts().take(10).forEach(each -> logouts().failed(each, "refused"));
        var shop = site.auth().clients().find(ClientId.of("shop")).orElseThrow();
        site.auth()
                .clients()
                .update(Installation.ACTOR, shop.clientId())
                .backchannelLogoutUri(Optional.empty())
                .save();
        site.clock().advance(Duration.ofMinutes(1));

        assertThat(logouts().take(10)).isEmpty();
        assertThat(logouts().ofSession(session.id()).getFirst().givenUpAt()).isPresent();
    }

    /// Security: I7
    /// Trap: 20
    @Test
    void rows_go_when_all_is_settled() {
        var settled = due();
        logouts().delivered(settled);
        site.app("quiet", with -> with.firstParty());
        var silent = signIn("bob");
        join(silent, "quiet");
        var open = signIn("alice");
        join(open, "shop");

        site.clock().advance(Duration.ofDays(8).plusSeconds(1));
        logouts().purge();
        assertThat(site.storage().count("session_clients")).isEqualTo(2);
        site.auth().sessions().purge();
        logouts().purge();
        assertThat(site.storage().count("session_clients")).isEqualTo(1);
        logouts().delivered(logouts().take(10).getFirst());
        site.clock().advance(Duration.ofDays(7).plusSeconds(1));
        logouts().purge();
        assertThat(site.storage().count("session_clients")).isZero();
    }

    private LogoutDelivery due() {
        var session = signIn("alice");
        join(session, "shop");
        end(session);
        return logouts().take(10).getFirst();
    }

    private void assertTold(Session session) {
        var deliveries = logouts().take(10);
        assertThat(deliveries).hasSize(1);
        assertThat(verified(deliveries.getFirst(), "shop").text("sid"))
                .hasValue(session.id().toString());
        logouts().delivered(deliveries.getFirst());
        assertThat(logouts().take(10)).isEmpty();
    }

    private VerifiedToken verified(LogoutDelivery delivery, String audience) {
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

    private Algorithm algorithm(LogoutDelivery delivery) {
        String kid = verified(delivery, delivery.clientId()).keyId();
        return site.auth().keys().find(kid).orElseThrow().key().algorithm();
    }

    private Session signIn(String name) {
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

    private void join(Session session, String clientId) {
        var client = site.auth().clients().find(ClientId.of(clientId)).orElseThrow();
        site.inside(tx -> {
            logouts().join(tx, session.id(), client, session.userId(), site.clock().instant());
            return true;
        });
    }

    private void end(Session session) {
        site.auth()
                .sessions()
                .end(Actor.user(session.userId().toString(), Origin.NONE), session.id());
    }

    private void app(String clientId, String uri) {
        site.app(clientId, with -> with.firstParty().backchannelLogoutUri(Optional.of(uri)));
    }

    private List<List<String>> events() {
        return site.storage()
                .rows(
                        "select action, outcome, detail from audit_events where action like 'logout.%'"
                                + " order by sequence");
    }

    private BackChannelLogouts logouts() {
        return site.auth().backChannelLogouts();
    }
}
