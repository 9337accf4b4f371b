package dev.microauth.logout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.jose.Algorithm;
import dev.microauth.jose.VerifiedToken;
import dev.microauth.session.Session;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Who is told of the end of a session, and what they are told.
///
/// Security: E2
@BothDatabases
class BackChannelLogoutsTest {
    @AutoClose private final Installation site;
    private final Parties parties;

    BackChannelLogoutsTest(Db db) {
        site = Installation.on(db);
        parties = Parties.at(site);
    }

    @Test
    void nobody_is_told_of_a_session_that_goes_on() {
        parties.join(parties.signIn("alice"), "shop");

        assertThat(parties.logouts().take(10)).isEmpty();
    }

    @Test
    void a_client_that_the_session_gave_nothing_is_not_told() {
        parties.app("desk", "https://desk.example.com/logout");
        var session = parties.signIn("alice");
        parties.join(session, "shop");
        parties.join(parties.signIn("bob"), "desk");
        parties.end(session);

        assertThat(parties.logouts().take(10))
                .extracting(LogoutDelivery::clientId)
                .containsExactly("shop");
    }

    @Test
    void a_client_without_an_address_is_not_told() {
        site.app("quiet", with -> with.firstParty());
        var session = parties.signIn("alice");
        parties.join(session, "quiet");
        parties.end(session);

        assertThat(parties.logouts().take(10)).isEmpty();
    }

    @Test
    void whoever_joined_twice_is_told_once() {
        var session = parties.signIn("alice");
        parties.join(session, "shop");
        parties.join(session, "shop");
        parties.end(session);

        assertThat(parties.logouts().take(10)).hasSize(1);
    }

    /// Spec: Back-Channel §2.4, §2.6
    @Test
    void a_logout_token_says_whose_session_ended_and_lives_briefly() {
        var session = parties.signIn("alice");
        parties.join(session, "shop");
        parties.end(session);
        var delivery = parties.logouts().take(10).getFirst();

        assertThat(delivery.uri()).isEqualTo(Parties.URI);
        VerifiedToken token = parties.verified(delivery, "shop");
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
        var session = parties.signIn("alice");
        parties.join(session, "shop");
        parties.join(session, "other");
        parties.end(session);

        assertThat(parties.logouts().take(10))
                .extracting(each -> each.clientId() + " " + algorithm(each))
                .containsExactlyInAnyOrder("shop RS256", "other EdDSA");
    }

    @Test
    void every_way_in_which_a_session_ends_is_noticed() {
        var ended = parties.signIn("alice");
        parties.join(ended, "shop");
        parties.end(ended);
        assertTold(ended);

        var renewed = parties.signIn("alice");
        parties.join(renewed, "shop");
        site.auth()
                .users()
                .lockOut(
                        Installation.ACTOR,
                        renewed.userId(),
                        Optional.of(site.clock().instant().plusSeconds(1)));
        assertTold(renewed);

        var idle = parties.signIn("bob");
        parties.join(idle, "shop");
        site.clock().advance(Duration.ofHours(12));
        assertTold(idle);

        var everywhere = parties.signIn("bob");
        parties.join(everywhere, "shop");
        site.auth().sessions().endAll(Installation.ACTOR, everywhere.userId());
        assertTold(everywhere);

        var deleted = parties.signIn("bob");
        parties.join(deleted, "shop");
        site.auth().users().delete(Installation.ACTOR, deleted.userId());
        assertTold(deleted);

        var purged = parties.signIn("carol");
        parties.join(purged, "shop");
        site.clock().advance(Duration.ofDays(7));
        site.auth().sessions().purgeExpired(Installation.ACTOR);
        assertTold(purged);
    }

    @Test
    void among_many_sessions_that_go_on_the_end_of_one_is_noticed_after_a_few_looks() {
        var early = parties.signIn("alice");
        parties.join(early, "shop");
        site.clock().advance(Duration.ofSeconds(1));
        var goingOn = parties.signIn("bob");
        parties.crowd(goingOn, 5_100);
        site.clock().advance(Duration.ofSeconds(1));
        var late = parties.signIn("alice");
        parties.join(late, "shop");

        parties.end(late);
        assertThat(parties.logouts().take(10)).isEmpty();
        assertThat(parties.logouts().take(10)).hasSize(1);
        parties.end(early);
        assertThat(parties.logouts().take(10)).hasSize(1);
        assertThat(parties.logouts().take(10)).isEmpty();
    }

    private void assertTold(Session session) {
        var deliveries = parties.logouts().take(10);
        assertThat(deliveries).hasSize(1);
        assertThat(parties.verified(deliveries.getFirst(), "shop").text("sid"))
                .hasValue(session.id().toString());
        parties.logouts().delivered(deliveries.getFirst());
        assertThat(parties.logouts().take(10)).isEmpty();
    }

    private Algorithm algorithm(LogoutDelivery delivery) {
        String kid = parties.verified(delivery, delivery.clientId()).keyId();
        return site.auth().keys().find(kid).orElseThrow().key().algorithm();
    }
}
