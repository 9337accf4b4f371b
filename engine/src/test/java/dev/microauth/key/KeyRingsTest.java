package dev.microauth.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.App;
import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.TestClock;
import dev.microauth.grant.TokenResponse;
import dev.microauth.jose.Algorithm;
import dev.microauth.jose.JwkSet;
import dev.microauth.oauth.GrantType;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Security: C3, C6
@BothDatabases
class KeyRingsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @AutoClose private final Installation site;

    KeyRingsTest(Db db) {
        site = Installation.on(db);
    }

    @Test
    void each_ring_has_one_current_key_for_each_of_its_algorithms_and_none_in_common() {
        assertThat(states(Ring.AUTH))
                .containsExactlyInAnyOrder("ES256 current", "EdDSA current", "RS256 current");
        assertThat(states(Ring.ADMIN)).containsExactly("EdDSA current");
        assertThat(kids(Ring.AUTH)).doesNotContainAnyElementsOf(kids(Ring.ADMIN));
    }

    /// Trap: 19
    @Test
    void a_restart_keeps_the_keys() {
        var before = List.of(kids(Ring.AUTH), kids(Ring.ADMIN));

        site.restart();

        assertThat(List.of(kids(Ring.AUTH), kids(Ring.ADMIN))).isEqualTo(before);
    }

    /// Security: I5
    @Test
    void no_private_half_stands_readable_in_its_row() {
        for (RingKey each : ring(Ring.AUTH).keys()) {
            String stored = storedKey(each.key().keyId());
            assertThat(stored).doesNotContain("\"d\"", "kty", each.key().keyId());
            assertThat(
                            new String(
                                    each.key().toPrivateJwk(),
                                    java.nio.charset.StandardCharsets.UTF_8))
                    .contains("\"d\"");
        }
    }

    private String storedKey(String kid) {
        try (var connection = site.storage().dialect().openReader();
                var statement =
                        connection.prepareStatement(
                                "select sealed_key from signing_keys where kid = ?")) {
            statement.setString(1, kid);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return new String(rows.getBytes(1), java.nio.charset.StandardCharsets.ISO_8859_1);
            }
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Trap: 12
    @Test
    void after_a_rotation_the_old_key_verifies_and_the_new_one_signs_and_both_are_published() {
        App app = app();
        for (Algorithm algorithm : Ring.AUTH.algorithms()) {
            String old = ring(Ring.AUTH).signing(algorithm).keyId();
            TokenResponse before = app.clientCredentials();

            String fresh =
                    site.auth()
                            .keys()
                            .rotate(Ring.AUTH, algorithm, Installation.ACTOR)
                            .key()
                            .keyId();

            assertThat(app.isLive(before)).isTrue();
            assertThat(ring(Ring.AUTH).signing(algorithm).keyId())
                    .isEqualTo(fresh)
                    .isNotEqualTo(old);
            assertThat(published()).contains(old, fresh);
            var after = app.clientCredentials();
            assertThat(app.isLive(after)).isTrue();
            assertThat(published()).contains(kid(after), kid(before));
        }
        site.restart();
        assertThat(states(Ring.AUTH)).filteredOn(each -> each.endsWith("current")).hasSize(3);
    }

    /// Security: C6
    @Test
    void what_a_dropped_key_signed_is_dead_at_once_and_after_a_restart() {
        App app = app();
        var before = app.clientCredentials();

        String kid = kid(before);

        assertThat(site.auth().keys().drop(kid, Installation.ACTOR)).isTrue();

        assertThat(app.isLive(before)).isFalse();
        assertThat(ring(Ring.AUTH).json()).doesNotContain(kid);
        assertThat(app.isLive(app.clientCredentials())).isTrue();
        site.restart();
        assertThat(app.isLive(before)).isFalse();
        assertThat(app.isLive(app.clientCredentials())).isTrue();
    }

    @Test
    void a_key_that_is_in_no_ring_cannot_be_dropped() {
        String kid = ring(Ring.AUTH).signing(Algorithm.ES256).keyId();

        assertThat(site.auth().keys().drop("unknown", Installation.ACTOR)).isFalse();

        assertThat(ring(Ring.AUTH).signing(Algorithm.ES256).keyId()).isEqualTo(kid);
        assertThat(app().isLive(site.app("two", KeyRingsTest::batch).clientCredentials())).isTrue();
    }

    /// Security: C6
    /// Trap: 12
    @Test
    void the_schedule_publishes_a_key_before_it_signs_and_after() {
        App app = app();
        String first = ring(Ring.ADMIN).signing(Algorithm.EdDSA).keyId();
        var due = TestClock.START.plus(KeySchedule.DEFAULT.rotation());

        site.clock().set(due.minus(KeyRings.PUBLISHED_BEFORE).minus(MINUTE));
        maintain();
        assertThat(states(Ring.ADMIN)).containsExactly("EdDSA current");

        site.clock().advance(MINUTE);
        maintain();
        maintain();
        assertThat(states(Ring.ADMIN)).containsExactlyInAnyOrder("EdDSA next", "EdDSA current");
        String second =
                ring(Ring.ADMIN).find(Algorithm.EdDSA, KeyState.NEXT).orElseThrow().key().keyId();
        assertThat(ring(Ring.ADMIN).signing(Algorithm.EdDSA).keyId()).isEqualTo(first);
        assertThat(ring(Ring.ADMIN).json()).contains(first, second);

        site.clock().set(due.minusSeconds(1));
        maintain();
        assertThat(ring(Ring.ADMIN).signing(Algorithm.EdDSA).keyId()).isEqualTo(first);
        var token = app.clientCredentials();

        site.clock().set(due);
        maintain();
        assertThat(ring(Ring.ADMIN).signing(Algorithm.EdDSA).keyId()).isEqualTo(second);
        assertThat(ring(Ring.ADMIN).json()).contains(first);
        assertThat(app.isLive(token)).isTrue();

        site.restart();
        site.clock().set(due.plus(KeyRings.PUBLISHED_AFTER));
        maintain();
        assertThat(ring(Ring.ADMIN).json()).contains(first);
        site.clock().advance(MINUTE);
        maintain();
        assertThat(ring(Ring.ADMIN).json()).contains(second).doesNotContain(first);
    }

    /// Security: C15
    @Test
    void after_months_of_standstill_a_new_key_is_still_published_first() {
        String first = ring(Ring.ADMIN).signing(Algorithm.EdDSA).keyId();
        site.clock().advance(KeySchedule.DEFAULT.rotation().multipliedBy(3));
        maintain();

        assertThat(ring(Ring.ADMIN).signing(Algorithm.EdDSA).keyId()).isEqualTo(first);
        site.clock().advance(KeyRings.PUBLISHED_BEFORE);
        maintain();
        assertThat(ring(Ring.ADMIN).signing(Algorithm.EdDSA).keyId()).isNotEqualTo(first);
    }

    /// Security: C3
    @Test
    void a_client_is_served_with_its_algorithm() {
        for (Algorithm algorithm : Ring.AUTH.algorithms()) {
            var app =
                    site.app(
                            "app-" + algorithm.name().toLowerCase(java.util.Locale.ROOT),
                            with -> batch(with).accessTokenAlgorithm(algorithm));

            var response = app.clientCredentials();

            assertThat(kid(response)).isEqualTo(ring(Ring.AUTH).signing(algorithm).keyId());
            assertThat(app.isLive(response)).isTrue();
        }
    }

    private void maintain() {
        site.auth().keys().maintain(Installation.ACTOR);
    }

    private App app() {
        return site.app("batch", KeyRingsTest::batch);
    }

    private static dev.microauth.client.NewClient batch(dev.microauth.client.NewClient with) {
        return with.grants(GrantType.CLIENT_CREDENTIALS);
    }

    private KeyRing ring(Ring ring) {
        return site.auth().keys().ring(ring);
    }

    private List<String> states(Ring ring) {
        return ring(ring).keys().stream()
                .map(each -> each.key().algorithm() + " " + each.state().label())
                .toList();
    }

    private Set<String> kids(Ring ring) {
        return ring(ring).keys().stream()
                .map(each -> each.key().keyId())
                .collect(Collectors.toSet());
    }

    private String kid(TokenResponse response) {
        return site.auth()
                .accessTokens()
                .find(Ring.AUTH, response.accessToken().compact())
                .orElseThrow()
                .token()
                .keyId();
    }

    /// What somebody who reads the published set finds.
    private List<String> published() {
        var set = JwkSet.parse(ring(Ring.AUTH).json());
        return kids(Ring.AUTH).stream().filter(kid -> set.find(kid).isPresent()).toList();
    }
}
