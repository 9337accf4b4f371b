package dev.microauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.audit.AuditQuery;
import dev.microauth.client.ClientCredentials;
import dev.microauth.credential.Attempt;
import dev.microauth.credential.SignIn;
import dev.microauth.grant.TokenRequest;
import dev.microauth.grant.TokenResponse;
import dev.microauth.jose.Algorithm;
import dev.microauth.key.KeyRings;
import dev.microauth.key.Ring;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.OAuthError;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.page.PageRequest;
import dev.microauth.problem.AuthException;
import dev.microauth.secret.Secret;
import dev.microauth.subject.ClientId;
import dev.microauth.token.Issuers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What an application can choose when it opens an engine, each at its effect.
class OptionsTest {
    @TempDir Path directory;
    private final TestClock clock = new TestClock();

    private MicroAuthBuilder builder() {
        return MicroAuth.builder().clock(clock).persistTo(directory.resolve("data"));
    }

    private static ClientCredentials demo(Engine engine) {
        var created =
                engine.clients()
                        .create(Installation.ACTOR)
                        .clientId("demo")
                        .grants(GrantType.CLIENT_CREDENTIALS)
                        .save();
        return new ClientCredentials.Post("demo", created.secret().orElseThrow());
    }

    private static TokenResponse ask(Engine engine, ClientCredentials credentials) {
        return engine.tokenService()
                .grant(
                        engine.clientAuthenticator().authenticate(credentials, Origin.NONE),
                        new TokenRequest.ClientCredentials(Optional.empty()),
                        Origin.NONE);
    }

    @Nested
    class token_expiry {
        /// Security: C6
        @Test
        void a_life_that_no_key_outlives_and_one_of_nothing_are_refused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> builder().tokenExpiry(KeyRings.PUBLISHED_AFTER.plusSeconds(1)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder().tokenExpiry(Duration.ofMillis(999)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder().tokenExpiry(Duration.ofSeconds(-1)));
        }

        @Test
        void a_token_is_good_until_then_and_no_longer() {
            try (var auth = builder().tokenExpiry(Duration.ofSeconds(90)).open()) {
                var token = ask(auth.engine(), demo(auth.engine())).accessToken();

                assertThat(token.lifetime()).isEqualTo(Duration.ofSeconds(90));
                clock.advance(Duration.ofSeconds(89));
                assertThat(auth.engine().accessTokens().find(Ring.AUTH, token.compact()))
                        .isPresent();
                clock.advance(Duration.ofSeconds(1));
                assertThat(auth.engine().accessTokens().find(Ring.AUTH, token.compact())).isEmpty();
            }
        }
    }

    @Nested
    class limits {
        @Test
        void none_is_less_than_one() {
            assertThatIllegalArgumentException().isThrownBy(() -> builder().maxClients(0));
            assertThatIllegalArgumentException().isThrownBy(() -> builder().maxTokensPerUser(0));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder().rateLimit(0, Duration.ofMinutes(1)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder().rateLimit(1, Duration.ZERO));
        }
    }

    @Nested
    class audit_retention {
        /// A span of less than nothing would let go of all that was noted.
        ///
        /// Security: K1
        @ParameterizedTest
        @ValueSource(longs = {-1, 0, 86_399, 3651 * 86_400L, Long.MAX_VALUE})
        void less_than_a_day_and_more_than_ten_years_are_refused(long seconds) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder().auditRetention(Duration.ofSeconds(seconds)))
                    .withMessageContaining("a day to ten years");
        }
    }

    @Nested
    class rate_limit {
        /// Security: F5, K1
        @Test
        void who_asks_too_often_waits_with_a_right_secret_too_and_the_first_refusal_is_an_event() {
            try (var auth = builder().rateLimit(3, Duration.ofMinutes(1)).open()) {
                Engine engine = auth.engine();
                var credentials = demo(engine);
                for (int i = 0; i < 3; i++) {
                    ask(engine, credentials);
                }

                for (int i = 0; i < 5; i++) {
                    assertThatExceptionOfType(OAuthRefusal.class)
                            .isThrownBy(() -> ask(engine, credentials))
                            .satisfies(refusal -> {
                                assertThat(refusal.error()).isEqualTo(OAuthError.SLOW_DOWN);
                                assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(20));
                            });
                }
                assertThat(refusals(engine, "client.authenticate")).isEqualTo(1);

                clock.advance(Duration.ofSeconds(20));
                ask(engine, credentials);
            }
        }

        /// Security: F5
        @Test
        void wrong_codes_that_nobody_says_the_network_of_stop_nobody() {
            try (var auth = builder().rateLimit(2, Duration.ofMinutes(1)).open()) {
                var client = demo(auth.engine()).clientId();
                for (int i = 0; i < 10; i++) {
                    assertThatExceptionOfType(AuthException.Refused.class)
                            .isThrownBy(() ->
                                    auth.flows()
                                            .redeem("no code", ClientId.of(client), "no verifier"))
                            .satisfies(refused ->
                                    assertThat(refused.error()).isEqualTo("invalid_grant"));
                }
            }
        }

        /// Security: F5
        @Test
        void wrong_codes_of_a_network_are_counted() throws UnknownHostException {
            var browser =
                    new Origin(
                            Optional.of(InetAddress.getByName("192.0.2.7")),
                            Optional.empty(),
                            Optional.empty());
            try (var auth = builder().rateLimit(2, Duration.ofMinutes(1)).open()) {
                var client = ClientId.of(demo(auth.engine()).clientId());
                var flows =
                        auth.as(
                                        new Actor(
                                                Actor.Kind.SYSTEM,
                                                Optional.of("shop"),
                                                Set.of(),
                                                browser))
                                .flows();
                for (int i = 0; i < 2; i++) {
                    assertThatExceptionOfType(AuthException.Refused.class)
                            .isThrownBy(() -> flows.redeem("no code", client, "no verifier"));
                }

                assertThatExceptionOfType(AuthException.TryLater.class)
                        .isThrownBy(() -> flows.redeem("no code", client, "no verifier"))
                        .withMessage("Too many requests; wait before the next one.")
                        .satisfies(later ->
                                assertThat(later.retryAfter()).isEqualTo(Duration.ofSeconds(30)));
            }
        }

        /// Security: F6
        @Test
        void a_sign_in_that_comes_too_often_is_not_even_hashed() {
            try (var auth = builder().rateLimit(2, Duration.ofMinutes(1)).open()) {
                Engine engine = auth.engine();
                assertThat(signIn(engine)).isInstanceOf(SignIn.Refused.class);
                assertThat(signIn(engine)).isInstanceOf(SignIn.Refused.class);
                long hashes = engine.passwordHashes();

                assertThat(signIn(engine)).isEqualTo(new SignIn.Throttled(Duration.ofSeconds(30)));

                assertThat(engine.passwordHashes()).isEqualTo(hashes);
                // Those who sign in do not stand in the way of clients.
                ask(engine, demo(engine));
            }
        }

        @Test
        void by_default_nobody_waits_who_does_not_fail() {
            try (var auth = builder().open()) {
                var credentials = demo(auth.engine());
                for (int i = 0; i < 200; i++) {
                    auth.engine().clientAuthenticator().authenticate(credentials, Origin.NONE);
                }
            }
        }

        private static SignIn signIn(Engine engine) {
            return engine.signIns()
                    .withPassword(
                            "nobody", "not a password".toCharArray(), Attempt.from(Origin.NONE));
        }

        private static long refusals(Engine engine, String action) {
            var query =
                    new AuditQuery(
                            Optional.of(action),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of("refused"),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty());
            return engine.audit().list(PageRequest.first(), query).items().size();
        }
    }

    @Nested
    class clean_up {
        private final CountDownLatch done = new CountDownLatch(1);

        /// A checkpoint, where there is none, is the last of the chores.
        private MicroAuthBuilder watched() throws IOException {
            Files.delete(directory.resolve("data").resolve(Opening.CHECKPOINT));
            return builder().auditCheckpoints(_ -> done.countDown());
        }

        private void leaveAnOldToken() {
            try (var auth = builder().autoCleanup(false).open()) {
                ask(auth.engine(), demo(auth.engine()));
            }
            clock.advance(Duration.ofDays(3));
        }

        private List<List<String>> tokens() {
            return new Storage.OnSqlite(directory.resolve("data"))
                    .rows("select count(*) from tokens");
        }

        /// Trap: 20
        @Test
        void unless_it_is_off_it_happens_by_itself_from_the_opening_on()
                throws InterruptedException, IOException {
            leaveAnOldToken();
            assertThat(tokens()).containsExactly(List.of("1"));

            try (var _ = watched().open()) {
                assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
            }

            assertThat(tokens()).containsExactly(List.of("0"));
        }

        @Test
        void when_it_is_off_it_happens_when_it_is_called() throws IOException {
            leaveAnOldToken();

            try (var auth = builder().autoCleanup(false).open()) {
                ask(auth.engine(), new ClientCredentials.Post("demo", secret(auth.engine())));
            }
            assertThat(tokens()).containsExactly(List.of("2"));

            try (var auth = watched().autoCleanup(false).open()) {
                assertThat(done.getCount()).isEqualTo(1);
                auth.cleanUp();
                assertThat(done.getCount()).isZero();
            }
            assertThat(tokens()).containsExactly(List.of("1"));
        }

        private static Secret secret(Engine engine) {
            return engine.clients()
                    .addSecret(Installation.ACTOR, ClientId.of("demo"), Optional.empty())
                    .secret();
        }
    }

    @Nested
    class keys {
        private static List<String> of(Engine engine) {
            return engine.keys().ring(Ring.AUTH).keys().stream()
                    .map(each -> each.key().algorithm() + " " + each.state().label())
                    .sorted()
                    .toList();
        }

        /// Trap: 12
        @Test
        void those_that_nobody_asked_for_are_made_when_somebody_does() {
            try (var auth = builder().autoCleanup(false).open()) {
                Engine engine = auth.engine();
                assertThat(of(engine)).containsExactly("ES256 current");
                assertThat(engine.keys().ring(Ring.ADMIN).keys()).isEmpty();

                var key = engine.keys().signing(Ring.ADMIN, Algorithm.EdDSA);

                assertThat(engine.keys().ring(Ring.ADMIN).find(key.keyId())).isPresent();
                assertThat(engine.keys().signing(Ring.ADMIN, Algorithm.EdDSA).keyId())
                        .isEqualTo(key.keyId());
            }
        }

        @Test
        void after_a_minute_all_are_there_and_a_daemon_has_them_at_once() {
            try (var auth = builder().autoCleanup(false).open()) {
                auth.cleanUp();
                assertThat(of(auth.engine())).containsExactly("ES256 current");

                clock.advance(Duration.ofMinutes(1));
                auth.cleanUp();

                assertThat(of(auth.engine()))
                        .containsExactly("ES256 current", "EdDSA current", "RS256 current");
                assertThat(auth.engine().keys().ring(Ring.ADMIN).keys()).hasSize(1);
            }
        }

        @Test
        void one_that_many_ask_for_at_once_is_made_once() throws InterruptedException {
            try (var auth = builder().autoCleanup(false).open()) {
                Thread[] threads = new Thread[8];
                for (int i = 0; i < threads.length; i++) {
                    threads[i] =
                            Thread.ofVirtual()
                                    .start(() ->
                                            auth.engine()
                                                    .keys()
                                                    .signing(Ring.AUTH, Algorithm.EdDSA));
                }
                for (Thread each : threads) {
                    each.join();
                }

                assertThat(of(auth.engine())).containsExactly("ES256 current", "EdDSA current");
            }
        }

        @Test
        void the_chosen_algorithm_has_its_key_for_whoever_looks_where_that_is_quick() {
            try (var auth = builder().signingAlgorithm(Algorithm.EdDSA).autoCleanup(false).open()) {
                assertThat(of(auth.engine())).containsExactly("EdDSA current");
                var token = ask(auth.engine(), demo(auth.engine())).accessToken();
                assertThat(auth.engine().accessTokens().find(Ring.AUTH, token.compact()))
                        .isPresent();
            }
        }
    }

    @Test
    void names_issuers_and_lives_that_cannot_be_are_refused_at_once() {
        for (String issuer :
                List.of(
                        "nonsense",
                        "http://id.example.com",
                        "https://id.example.com/",
                        "https://ID.example.com")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Issuers(issuer, "http://localhost:9041"))
                    .withMessageContaining(issuer);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Issuers("http://localhost:9040", issuer));
        }
        for (String name : List.of("", " ", "a\nb")) {
            assertThatIllegalArgumentException().isThrownBy(() -> builder().appName(name));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().auditRetention(Duration.ofDays(1).minusMillis(1)));
    }
}
