package dev.microauth.grant;

import static dev.microauth.grant.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.App;
import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Engine;
import dev.microauth.Installation;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.OAuthError;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.token.Introspection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Security: B14
/// Spec: RFC 6749 §6
@BothDatabases
class RefreshTokenGrantTest {
    private static final int PARALLEL = 50;
    private static final Duration GRACE = Duration.ofSeconds(10);

    @AutoClose private final Installation site;
    private final App strict;
    private final App patient;

    RefreshTokenGrantTest(Db db) {
        site = Installation.on(db);
        strict = app("strict", Duration.ZERO);
        patient = app("patient", GRACE);
    }

    private App app(String name, Duration grace) {
        return site.app(
                name,
                with ->
                        with.firstParty()
                                .grants(GrantType.PASSWORD, GrantType.REFRESH_TOKEN)
                                .scopes("orders:read", "orders:write", "reports:read")
                                .refreshGrace(grace));
    }

    /// Trap: 4
    @Test
    void another_client_cannot_use_it_and_it_stays_good_for_its_own() {
        String token = refreshToken(strict.password("alice"));

        assertInvalid(() -> patient.refresh(token));
        assertInvalid(() -> patient.refresh(token, "orders:read"));

        assertThat(strict.refresh(token).refreshToken()).isPresent();
    }

    @Test
    void unknown_and_malformed_tokens_are_refused_alike() {
        var texts = new ArrayList<String>();
        for (String token : List.of("", "x", "x".repeat(43), "ü", "a.b.c", "x".repeat(8000))) {
            texts.add(assertInvalid(() -> strict.refresh(token)).publicText());
        }
        assertThat(texts).containsOnly(texts.getFirst());
    }

    /// Security: B15
    /// Spec: RFC 9700 §4.14.2
    /// Trap: 4
    @Test
    void a_second_use_kills_the_family_with_its_access_tokens() {
        var first = strict.password("alice");
        var second = strict.refresh(refreshToken(first));
        var third = strict.refresh(refreshToken(second));
        assertThat(strict.isLive(third)).isTrue();

        assertInvalid(() -> strict.refresh(refreshToken(first)));

        assertInvalid(() -> strict.refresh(refreshToken(third)));
        for (TokenResponse each : List.of(first, second, third)) {
            assertThat(strict.isLive(each)).isFalse();
        }
        site.restart();
        assertInvalid(() -> strict.refresh(refreshToken(third)));
        assertThat(strict.isLive(third)).isFalse();
    }

    @Test
    void another_family_of_the_same_person_lives_on() {
        var one = strict.password("alice");
        var other = strict.password("alice");
        strict.refresh(refreshToken(one));
        assertInvalid(() -> strict.refresh(refreshToken(one)));

        assertThat(strict.isLive(other)).isTrue();
        assertThat(strict.isLive(strict.refresh(refreshToken(other)))).isTrue();
    }

    /// Security: B15, I3
    /// Spec: RFC 9700 §4.14.2
    /// Trap: 4
    @Test
    void of_fifty_uses_at_once_one_wins_and_the_family_is_dead_after_it() throws Exception {
        var first = strict.password("alice");

        var winners = winners(atOnce(strict, refreshToken(first)));

        assertThat(winners).hasSize(1);
        assertThat(strict.isLive(winners.getFirst())).isFalse();
        assertThat(strict.isLive(first)).isFalse();
        assertInvalid(() -> strict.refresh(refreshToken(winners.getFirst())));
        assertThat(site.storage().rows("select count(*) from refresh_tokens"))
                .containsExactly(List.of("2"));
    }

    /// Security: B15, I3
    @Test
    void within_the_grace_window_fifty_uses_at_once_get_one_successor() throws Exception {
        var first = patient.password("alice");

        var winners = winners(atOnce(patient, refreshToken(first)));

        assertThat(winners).hasSize(PARALLEL);
        assertThat(winners.stream().map(RefreshTokenGrantTest::refreshToken).distinct()).hasSize(1);
        assertThat(winners).allMatch(patient::isLive);
        assertThat(patient.refresh(refreshToken(winners.getFirst())).refreshToken()).isPresent();
    }

    /// On PostgreSQL from two nodes.
    private List<Future<TokenResponse>> atOnce(App app, String token) throws Exception {
        Optional<Engine> node = site.secondNode();
        var calls = new ArrayList<Callable<TokenResponse>>();
        for (int i = 0; i < PARALLEL; i++) {
            boolean elsewhere = i % 2 == 1 && node.isPresent();
            calls.add(() ->
                    elsewhere ? app.refreshAt(node.orElseThrow(), token) : app.refresh(token));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(calls);
        } finally {
            node.ifPresent(Engine::close);
        }
    }

    private static List<TokenResponse> winners(List<Future<TokenResponse>> results)
            throws InterruptedException {
        var winners = new ArrayList<TokenResponse>();
        for (Future<TokenResponse> each : results) {
            try {
                winners.add(each.get());
            } catch (ExecutionException e) {
                assertThat(e.getCause()).isInstanceOf(OAuthRefusal.class);
                assertThat(((OAuthRefusal) e.getCause()).error())
                        .isEqualTo(OAuthError.INVALID_GRANT);
            }
        }
        return winners;
    }

    /// Security: B15
    @Test
    void a_retry_in_the_grace_window_gets_the_same_successor_even_after_a_restart() {
        String token = refreshToken(patient.password("alice"));
        String successor = refreshToken(patient.refresh(token));
        site.restart();
        site.clock().advance(GRACE.minusMillis(1));

        assertThat(refreshToken(patient.refresh(token))).isEqualTo(successor);

        assertThat(patient.refresh(successor).refreshToken()).isPresent();
    }

    /// Security: B15
    @Test
    void a_retry_after_the_grace_window_kills_the_family() {
        String token = refreshToken(patient.password("alice"));
        var second = patient.refresh(token);
        site.clock().advance(GRACE);

        assertInvalid(() -> patient.refresh(token));

        assertInvalid(() -> patient.refresh(refreshToken(second)));
        assertThat(patient.isLive(second)).isFalse();
    }

    /// Security: B15
    @Test
    void a_retry_after_the_successor_was_used_kills_the_family() {
        String token = refreshToken(patient.password("alice"));
        var third = patient.refresh(refreshToken(patient.refresh(token)));

        assertInvalid(() -> patient.refresh(token));

        assertInvalid(() -> patient.refresh(refreshToken(third)));
        assertThat(patient.isLive(third)).isFalse();
    }

    /// Spec: RFC 6749 §6
    /// Security: B10
    @Test
    void a_refresh_can_narrow_the_scopes_for_once_and_never_widen_them() {
        var first = strict.password("alice", "orders:read", "orders:write");
        var narrow = strict.refresh(refreshToken(first), "orders:read");
        assertThat(scopes(narrow)).containsExactly("orders:read");

        assertRefused(
                OAuthError.INVALID_SCOPE,
                () -> strict.refresh(refreshToken(narrow), "orders:read", "reports:read"));

        assertThat(scopes(strict.refresh(refreshToken(narrow))))
                .containsExactly("orders:read", "orders:write");
    }

    @Test
    void what_was_not_granted_at_first_does_not_come_with_a_refresh() {
        var first = strict.password("alice", "orders:read");

        assertRefused(
                OAuthError.INVALID_SCOPE,
                () -> strict.refresh(refreshToken(first), "orders:write"));
        assertThat(scopes(strict.refresh(refreshToken(first)))).containsExactly("orders:read");
    }

    /// Security: B14
    @Test
    void an_unused_token_ends_after_thirty_days_of_idleness() {
        var one = strict.password("alice");
        site.clock().advance(Duration.ofDays(30).minusSeconds(1));
        var two = strict.refresh(refreshToken(one));
        site.clock().advance(Duration.ofDays(30));

        assertThat(strict.introspect(refreshToken(two))).isInstanceOf(Introspection.Inactive.class);
        assertInvalid(() -> strict.refresh(refreshToken(two)));
    }

    /// Security: B14
    @Test
    void a_family_ends_after_ninety_days_however_busy_it_was() {
        var latest = strict.password("alice");
        for (int day = 0; day < 80; day += 20) {
            site.clock().advance(Duration.ofDays(20));
            latest = strict.refresh(refreshToken(latest));
        }
        site.clock().advance(Duration.ofDays(10));
        String last = refreshToken(latest);

        assertInvalid(() -> strict.refresh(last));
    }

    /// Security: B14, I5
    @Test
    void only_hashes_of_tokens_are_stored() {
        var first = patient.password("alice");
        var second = patient.refresh(refreshToken(first));
        var everything = new StringBuilder();
        for (String table :
                List.of("refresh_tokens", "refresh_families", "tokens", "audit_events")) {
            everything.append(site.storage().rows("select * from " + table));
        }

        assertThat(everything.toString())
                .doesNotContain(
                        refreshToken(first),
                        refreshToken(second),
                        first.accessToken().compact(),
                        second.accessToken().compact());
        assertThat(first + " " + second.accessToken())
                .doesNotContain(refreshToken(first), second.accessToken().compact());
    }

    private static String refreshToken(TokenResponse response) {
        return response.refreshToken().orElseThrow();
    }

    private static List<String> scopes(TokenResponse response) {
        return response.accessToken().scopes().names();
    }

    private static OAuthRefusal assertInvalid(Callable<TokenResponse> call) {
        return assertRefused(OAuthError.INVALID_GRANT, call::call);
    }
}
