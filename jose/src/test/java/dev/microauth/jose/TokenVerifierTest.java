package dev.microauth.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.microauth.jose.LoopbackIssuer.Said;
import dev.microauth.jose.TokenRefused.Reason;
import dev.microauth.json.Json;
import dev.microauth.testkit.Eventually;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tokens of a server elsewhere, verified with what it publishes.
class TokenVerifierTest {
    private static final SigningKey KEY = SigningKey.generate(Algorithm.ES256);
    private static final SigningKey NEXT = SigningKey.generate(Algorithm.EdDSA);
    private static final SigningKey FOREIGN = SigningKey.generate(Algorithm.ES256);

    @AutoClose private final LoopbackIssuer issuer = new LoopbackIssuer();

    TokenVerifierTest() {
        issuer.publish(KEY);
    }

    static void assertRefused(TokenVerifier verifier, String token, Reason reason) {
        assertThatExceptionOfType(TokenRefused.class)
                .isThrownBy(() -> verifier.verify(token))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    /// Security: C4, D3
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://id.example",
                "http://127.0.0.1.example",
                "http://localhost.example",
                "https://user@id.example",
                "https://id.example/#there",
                "https://id.example?tenant=1",
                "ftp://id.example",
                "id.example",
                "https:id.example",
                "file:///etc/passwd",
                ""
            })
    void an_issuer_that_nobody_could_trust_makes_no_verifier(String address) {
        var builder = TokenVerifier.builder().issuer(address).audience("a");

        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(builder::build)
                .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class);
    }

    @Test
    void nothing_that_decides_about_trust_has_a_default() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> TokenVerifier.builder().issuer("https://id.example").build())
                .withMessageContaining("audience");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> TokenVerifier.builder().audience("a").build())
                .withMessageContaining("issuer");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> issuer.verifier().jwksUri("http://keys.example"));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() ->
                        TokenVerifier.builder()
                                .issuer("https://id.example")
                                .audience("a")
                                .jwksUri("http://localhost/jwks.json")
                                .build());
    }

    /// Security: D3
    @Test
    void an_http_client_that_follows_redirects_is_not_taken() {
        try (var follows =
                HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build()) {
            var builder = issuer.verifier().httpClient(follows);

            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(builder::build)
                    .withMessageContaining("Redirect.NEVER");
        }
    }

    /// Security: D3
    @Test
    void a_redirect_leads_nowhere() {
        issuer.say("/elsewhere", JwkSet.of(java.util.List.of(FOREIGN.verificationKey())).toJson());
        issuer.say(
                LoopbackIssuer.KEYS,
                new Said(302, "", Map.of("location", issuer.issuer() + "/elsewhere")));
        try (var verifier = issuer.verifier().build()) {
            assertRefused(verifier, issuer.token(FOREIGN), Reason.UNDECIDED);
        }
        assertThat(issuer.asked("/elsewhere")).isZero();
    }

    /// Security: C13
    /// Spec: OIDC Discovery §4.3
    @ParameterizedTest
    @CsvSource({
        "issuer, https://id.example",
        "issuer, /",
        "jwks_uri, http://keys.example/jwks.json",
        "jwks_uri, file:///etc/passwd",
        "jwks_uri, ''"
    })
    void metadata_that_speak_for_another_issuer_or_lead_astray_are_not_believed(
            String member, String value) {
        var members = issuer.members();
        members.put(member, value.equals("/") ? issuer.issuer() + "/" : value);
        issuer.say(LoopbackIssuer.DISCOVERY, Json.text(members));
        try (var verifier = issuer.verifier().build()) {
            assertRefused(verifier, issuer.token(KEY), Reason.UNDECIDED);
        }
        assertThat(issuer.asked(LoopbackIssuer.KEYS)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"keys\":[]}", "{\"keys\":3}", "<html>", "{\"keys\":[}"})
    void a_key_set_without_a_key_of_use_decides_nothing(String body) {
        issuer.say(LoopbackIssuer.KEYS, body);
        try (var verifier = issuer.verifier().build()) {
            assertRefused(verifier, issuer.token(KEY), Reason.UNDECIDED);
        }
    }

    /// Security: D3
    @Test
    void an_answer_without_end_is_cut_off() {
        issuer.say(LoopbackIssuer.KEYS, " ".repeat(Fetch.LONGEST) + "{\"keys\":[]}");
        try (var verifier = issuer.verifier().build()) {
            assertRefused(verifier, issuer.token(KEY), Reason.UNDECIDED);
        }
    }

    /// Security: C1, C4
    /// Spec: RFC 9068 §4
    @Test
    void what_is_no_access_token_of_this_issuer_for_this_application_is_refused() {
        try (var verifier = issuer.verifier().build()) {
            var claims = issuer.claims();
            assertRefused(verifier, KEY.sign("JWT", claims), Reason.WRONG_TYPE);
            assertRefused(verifier, issuer.token(KEY) + "x", Reason.MALFORMED);
            assertRefused(verifier, "", Reason.MALFORMED);
            refuses(verifier, "aud", "https://other.example", Reason.WRONG_AUDIENCE);
            refuses(verifier, "iss", issuer.issuer() + "/", Reason.WRONG_ISSUER);
            refuses(verifier, "exp", issuer.now().getEpochSecond(), Reason.EXPIRED);
            refuses(verifier, "nbf", issuer.now().getEpochSecond() + 1, Reason.NOT_YET_VALID);
            for (String name : Stream.of("jti", "client_id", "sub", "exp", "iat").toList()) {
                var without = issuer.claims();
                without.remove(name);
                assertRefused(verifier, KEY.sign("at+jwt", without), Reason.MISSING_CLAIM);
            }
        }
    }

    private void refuses(TokenVerifier verifier, String claim, Object value, Reason reason) {
        var claims = issuer.claims();
        claims.put(claim, value);
        assertRefused(verifier, KEY.sign("at+jwt", claims), reason);
    }

    @Test
    void a_token_without_all_of_the_scopes_is_refused_and_another_taken() throws Exception {
        try (var verifier = issuer.verifier().scopes("orders:read", "orders:write").build()) {
            refuses(verifier, "scope", "orders:read", Reason.MISSING_SCOPE);
            refuses(verifier, "scope", "orders:read orders:writes", Reason.MISSING_SCOPE);
            assertThat(verifier.verify(issuer.token(KEY)).hasScope("orders:write")).isTrue();
        }
    }

    /// Security: C6
    @Test
    void strangers_with_unknown_keys_make_it_ask_once_in_ten_seconds() throws Exception {
        try (var verifier = issuer.verifier().build();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            verifier.verify(issuer.token(KEY));
            issuer.advance(Duration.ofSeconds(10));
            String unknown = issuer.token(FOREIGN);
            Callable<Reason> attempt = () -> reason(verifier, unknown);
            var answers =
                    threads.invokeAll(IntStream.range(0, 100).mapToObj(i -> attempt).toList());

            for (var answer : answers) {
                assertThat(answer.get()).isIn(Reason.UNKNOWN_KEY, Reason.UNDECIDED);
            }
            assertThat(issuer.asked(LoopbackIssuer.KEYS)).isEqualTo(2);
            assertRefused(verifier, unknown, Reason.UNKNOWN_KEY);
            assertThat(issuer.asked(LoopbackIssuer.KEYS)).isEqualTo(2);
        }
    }

    private static Reason reason(TokenVerifier verifier, String token) {
        try {
            verifier.verify(token);
            throw new AssertionError("taken");
        } catch (TokenRefused e) {
            return e.reason();
        }
    }

    /// Security: C6
    /// Trap: 12
    @Test
    void a_key_that_came_since_is_found_and_one_that_went_is_worth_nothing() throws Exception {
        try (var verifier = issuer.verifier().build()) {
            String old = issuer.token(KEY);
            verifier.verify(old);
            issuer.publish(KEY, NEXT);
            issuer.advance(Duration.ofSeconds(10));
            verifier.verify(issuer.token(NEXT));
            verifier.verify(old);
            issuer.publish(NEXT);
            issuer.advance(Duration.ofSeconds(10));
            assertRefused(verifier, issuer.token(FOREIGN), Reason.UNKNOWN_KEY);

            assertRefused(verifier, old, Reason.UNKNOWN_KEY);
            verifier.verify(issuer.token(NEXT));
        }
    }

    /// Security: C6
    @Test
    void keys_that_grew_old_are_renewed_while_tokens_go_on_being_taken() throws Exception {
        issuer.publish(120, KEY);
        try (var verifier = issuer.verifier().build()) {
            verifier.verify(issuer.token(KEY));
            issuer.advance(Duration.ofSeconds(119));
            verifier.verify(issuer.token(KEY));
            assertThat(issuer.asked(LoopbackIssuer.KEYS)).isEqualTo(1);
            issuer.advance(Duration.ofSeconds(1));
            verifier.verify(issuer.token(KEY));

            Eventually.holds(() -> issuer.asked(LoopbackIssuer.KEYS) == 2);
        }
    }

    @Test
    void an_issuer_that_is_down_stops_nobody_until_the_outage_is_too_long() throws Exception {
        try (var verifier = issuer.verifier().outage(Duration.ofMinutes(30)).build()) {
            verifier.verify(issuer.token(KEY));
            issuer.breakDown();
            issuer.advance(Duration.ofMinutes(44));
            verifier.verify(issuer.token(KEY));
            Eventually.holds(() -> reason(verifier, issuer.token(FOREIGN)) == Reason.UNDECIDED);
            issuer.advance(Duration.ofMinutes(1));

            assertRefused(verifier, issuer.token(KEY), Reason.UNDECIDED);
        }
    }

    @Test
    void an_application_may_start_before_its_issuer() throws Exception {
        issuer.breakDown();
        try (var verifier = issuer.verifier().build()) {
            assertRefused(verifier, issuer.token(KEY), Reason.UNDECIDED);
            issuer.say(LoopbackIssuer.DISCOVERY, issuer.metadata());
            issuer.publish(KEY);
            assertRefused(verifier, issuer.token(KEY), Reason.UNDECIDED);
            issuer.advance(RemoteKeys.AGAIN);

            assertThat(verifier.verify(issuer.token(KEY)).id()).isEqualTo("alice");
        }
    }

    /// Security: C15
    @Test
    void a_token_that_was_seen_before_expires_all_the_same() throws Exception {
        try (var verifier = issuer.verifier().clockTolerance(Duration.ofSeconds(5)).build()) {
            String token = issuer.token(KEY);
            AuthUser user = verifier.verify(token);
            assertThat(verifier.verify(token)).isSameAs(user);
            issuer.advance(Duration.ofSeconds(604));
            assertThat(verifier.verify(token)).isSameAs(user);
            issuer.advance(Duration.ofSeconds(1));

            assertRefused(verifier, token, Reason.EXPIRED);
        }
    }

    @Test
    void what_is_remembered_is_bounded_and_may_be_nothing() throws Exception {
        try (var none = issuer.verifier().cache(0).build()) {
            String token = issuer.token(KEY);
            assertThat(none.verify(token)).isNotSameAs(none.verify(token));
        }
        try (var few = issuer.verifier().cache(4).build()) {
            String first = issuer.token(KEY);
            AuthUser user = few.verify(first);
            for (int i = 0; i < 4; i++) {
                few.verify(issuer.token(KEY));
            }
            assertThat(few.verify(first)).isNotSameAs(user);
        }
    }

    @Test
    void nothing_is_verified_after_the_end() throws Exception {
        var verifier = issuer.verifier().build();
        String token = issuer.token(KEY);
        verifier.verify(token);
        verifier.close();
        verifier.close();

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> verifier.verify(token))
                .withMessageContaining("closed");
    }

    @Test
    void keys_can_be_read_where_there_is_no_discovery() {
        issuer.say(LoopbackIssuer.DISCOVERY, new Said(404, "", Map.of()));
        try (var verifier =
                issuer.verifier().jwksUri(issuer.issuer() + LoopbackIssuer.KEYS).build()) {
            assertThatCode(() -> verifier.verify(issuer.token(KEY))).doesNotThrowAnyException();
        }
        assertThat(issuer.asked(LoopbackIssuer.DISCOVERY)).isZero();
    }

    @Test
    void it_says_who_calls_and_nothing_of_permissions() throws Exception {
        try (var verifier = issuer.verifier().build()) {
            AuthUser user = verifier.verify(issuer.token(KEY));
            assertThat(user.clientId()).hasValue("shop");
            assertThat(user.scopes()).containsExactlyInAnyOrder("orders:read", "orders:write");
            assertThat(user.permissions()).isEmpty();
            assertThat(verifier.knowsPermissions()).isFalse();
            assertThat(verifier.hearsRevocations()).isFalse();
        }
    }
}
