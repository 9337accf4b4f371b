package dev.microauth.jose;

import static dev.microauth.jose.TokenVerifierTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.microauth.jose.LoopbackIssuer.Said;
import dev.microauth.jose.TokenRefused.Reason;
import dev.microauth.testkit.Eventually;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a verifier believes of revocations, and what it does when it hears nothing.
class RevocationFeedTest {
    private static final SigningKey KEY = SigningKey.generate(Algorithm.ES256);
    private static final SigningKey OTHER = SigningKey.generate(Algorithm.ES256);
    private static final String LIST = LoopbackIssuer.REVOCATIONS;

    @AutoClose private final LoopbackIssuer issuer = new LoopbackIssuer();
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();

    RevocationFeedTest() {
        issuer.publish(KEY, OTHER);
        tell(claims -> {});
    }

    private static Revocations rules() {
        return Revocations.asClient("orders", "s+crät").silentFor(Duration.ofSeconds(30));
    }

    private TokenVerifier listening() throws Exception {
        var verifier = issuer.verifier().revocations(rules()).build();
        Eventually.holds(verifier::hearsRevocations);
        return verifier;
    }

    private Map<String, Object> answer(Map<String, String> query) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer.issuer());
        claims.put("sub", "revocations");
        claims.put("aud", "orders");
        claims.put("iat", issuer.now().getEpochSecond());
        claims.put("exp", issuer.now().getEpochSecond() + 120);
        claims.put("nonce", query.get("nonce"));
        claims.put("more", false);
        Map<String, Long> list = new LinkedHashMap<>();
        revoked.forEach(id -> list.put(sixteenBytes(id), issuer.now().getEpochSecond() + 600));
        claims.put("revoked", list);
        claims.put("keys", List.of(KEY.keyId(), OTHER.keyId()));
        return claims;
    }

    private static String sixteenBytes(String id) {
        UUID uuid = UUID.fromString(id);
        return Base64Url.encode(
                ByteBuffer.allocate(16)
                        .putLong(uuid.getMostSignificantBits())
                        .putLong(uuid.getLeastSignificantBits())
                        .array());
    }

    private void tell(Consumer<Map<String, Object>> change) {
        issuer.say(
                LIST,
                query -> {
                    Map<String, Object> claims = answer(query);
                    change.accept(claims);
                    return Said.of(KEY.sign("revocations+jwt", claims));
                });
    }

    /// Two more questions, so that the first answer to them has been dealt with.
    private void awaitAnswers() throws Exception {
        long before = issuer.asked(LIST);
        Eventually.holds(() -> issuer.asked(LIST) >= before + 2);
    }

    private String token(String id) {
        var claims = issuer.claims();
        claims.put("jti", id);
        return KEY.sign("at+jwt", claims);
    }

    /// Security: C7
    @Test
    void listening_goes_on_after_a_failure_of_whatever_kind() throws Exception {
        var broken = new AtomicBoolean();
        InstantSource clock =
                () -> {
                    boolean listening =
                            Thread.currentThread().getName().equals("microauth-revocations");
                    if (listening && broken.getAndSet(false)) {
                        throw new LinkageError("a part is missing");
                    }
                    return issuer.now();
                };
        try (var verifier = issuer.verifier().clock(clock).revocations(rules()).build()) {
            Eventually.holds(verifier::hearsRevocations);
            broken.set(true);
            Eventually.holds(() -> !broken.get());
            revoked.add(ID);

            String token = token(ID);
            Eventually.holds(() -> isRevoked(verifier, token));
        }
    }

    private static boolean isRevoked(TokenVerifier verifier, String token) {
        try {
            verifier.verify(token);
            return false;
        } catch (TokenRefused e) {
            return e.reason() == Reason.REVOKED;
        }
    }

    private static final String ID = "01931fd5-0000-7000-8000-00000000abcd";

    /// What is wrong with an answer that says that the token is dead.
    enum Wrong {
        TYPE,
        KEY,
        ISSUER,
        AUDIENCE,
        NONCE,
        NO_NONCE,
        OLD,
        AHEAD,
        NO_LIST,
        LIST_OF_OTHERS,
        LIST_OF_NO_IDS,
        NO_TOKEN
    }

    /// Security: C4, C7
    @ParameterizedTest
    @EnumSource
    void nobody_else_and_nothing_older_is_believed(Wrong wrong) throws Exception {
        try (var verifier = listening()) {
            String token = token(ID);
            verifier.verify(token);
            revoked.add(ID);
            issuer.say(LIST, query -> Said.of(wrong(wrong, answer(query))));
            awaitAnswers();
            verifier.verify(token);
            issuer.advance(Duration.ofSeconds(31));

            assertRefused(verifier, token, Reason.UNDECIDED);
            assertThat(verifier.hearsRevocations()).isFalse();

            tell(claims -> {});
            Eventually.holds(verifier::hearsRevocations);
            assertRefused(verifier, token, Reason.REVOKED);
        }
    }

    private String wrong(Wrong wrong, Map<String, Object> claims) {
        switch (wrong) {
            case TYPE -> {
                return KEY.sign("at+jwt", claims);
            }
            case KEY -> {
                return SigningKey.generate(Algorithm.ES256).sign("revocations+jwt", claims);
            }
            case NO_TOKEN -> {
                return "{\"revoked\":{}}";
            }
            case ISSUER -> claims.put("iss", "https://id.example");
            case AUDIENCE -> claims.put("aud", "shop");
            case NONCE -> claims.put("nonce", "of-another-question");
            case NO_NONCE -> claims.remove("nonce");
            case OLD -> {
                claims.put("iat", issuer.now().getEpochSecond() - 120);
                claims.put("exp", issuer.now().getEpochSecond());
            }
            case AHEAD -> claims.put("iat", issuer.now().getEpochSecond() + 61);
            case NO_LIST -> claims.remove("revoked");
            case LIST_OF_NO_IDS ->
                    claims.put("revoked", Map.of(ID, issuer.now().getEpochSecond() + 600));
            case LIST_OF_OTHERS -> claims.put("revoked", Map.of("a", "b"));
        }
        return KEY.sign("revocations+jwt", claims);
    }

    /// Security: C7
    @Test
    void a_token_that_was_taken_back_is_refused_though_it_was_seen_before() throws Exception {
        try (var verifier = listening()) {
            String token = token(ID);
            String stays = issuer.token(KEY);
            verifier.verify(token);
            revoked.add(ID);

            Eventually.holds(() -> isRefused(verifier, token, Reason.REVOKED));
            assertRefused(verifier, token, Reason.REVOKED);
            verifier.verify(stays);
        }
    }

    private static boolean isRefused(TokenVerifier verifier, String token, Reason reason) {
        try {
            verifier.verify(token);
            return false;
        } catch (TokenRefused e) {
            return e.reason() == reason;
        }
    }

    @Test
    void who_has_never_heard_anything_refuses_and_another_goes_on_as_it_was_told()
            throws Exception {
        issuer.say(LIST, new Said(503, "", Map.of()));
        String token = token(ID);
        var brief = rules().silentFor(Duration.ofSeconds(5));
        try (var strict = issuer.verifier().revocations(brief).build();
                var lenient = issuer.verifier().revocations(brief.goingOnInSilence()).build()) {
            assertRefused(strict, token, Reason.UNDECIDED);
            assertThat(lenient.verify(token).id()).isEqualTo("alice");
            assertThat(lenient.hearsRevocations()).isFalse();
            assertThat(strict.hearsRevocations()).isFalse();
        }
    }

    @Test
    void a_list_counts_once_it_was_read_to_its_end() throws Exception {
        revoked.add(ID);
        issuer.say(
                LIST,
                query -> {
                    Map<String, Object> claims = answer(query);
                    boolean end = "a+b%26".equals(query.get("cursor"));
                    claims.put("cursor", "a b&");
                    claims.put("more", !end);
                    if (!end) {
                        claims.put("revoked", Map.of());
                    }
                    return Said.of(KEY.sign("revocations+jwt", claims));
                });
        try (var verifier = issuer.verifier().revocations(rules()).build()) {
            assertRefused(verifier, token(ID), Reason.REVOKED);
        }
    }

    /// Security: C6
    @Test
    void a_key_that_was_dropped_is_worth_nothing_at_once() throws Exception {
        try (var verifier = listening()) {
            String token = issuer.token(OTHER);
            verifier.verify(token);
            issuer.publish(KEY);
            tell(claims -> claims.put("keys", List.of(KEY.keyId())));
            awaitAnswers();

            assertRefused(verifier, token, Reason.UNKNOWN_KEY);
            verifier.verify(issuer.token(KEY));
        }
    }

    /// Security: C6
    @Test
    void an_answer_by_a_key_that_came_a_moment_ago_is_believed_and_the_key_fetched()
            throws Exception {
        var fresh = SigningKey.generate(Algorithm.ES256);
        try (var verifier = listening()) {
            String token = issuer.token(KEY);
            verifier.verify(token);
            issuer.publish(fresh);
            issuer.say(
                    LIST,
                    query -> {
                        Map<String, Object> claims = answer(query);
                        claims.put("keys", List.of(fresh.keyId()));
                        return Said.of(fresh.sign("revocations+jwt", claims));
                    });

            Eventually.holds(() -> isRefused(verifier, token, Reason.UNKNOWN_KEY));
            verifier.verify(issuer.token(fresh));
        }
    }

    /// Security: C6
    @Test
    void a_key_that_was_dropped_stays_out_while_a_cache_serves_it_until_the_list_names_it_again()
            throws Exception {
        try (var verifier = listening()) {
            String token = issuer.token(OTHER);
            verifier.verify(token);
            tell(claims -> claims.put("keys", List.of(KEY.keyId())));
            awaitAnswers();
            for (int i = 0; i < 2; i++) {
                long before = issuer.asked(LoopbackIssuer.KEYS);
                issuer.advance(RemoteKeys.AGAIN);
                assertRefused(verifier, token, Reason.UNKNOWN_KEY);
                assertThat(issuer.asked(LoopbackIssuer.KEYS)).isGreaterThan(before);
                assertRefused(verifier, token, Reason.UNKNOWN_KEY);
                awaitAnswers();
            }
            verifier.verify(issuer.token(KEY));

            tell(claims -> {});
            awaitAnswers();
            verifier.verify(token);
        }
    }

    /// Security: C6
    @Test
    void the_key_that_came_for_a_dropped_one_is_fetched_past_every_cache() throws Exception {
        var fresh = SigningKey.generate(Algorithm.ES256);
        try (var verifier = listening()) {
            String token = issuer.token(KEY);
            verifier.verify(token);
            issuer.cache(LoopbackIssuer.KEYS);
            issuer.publish(fresh);
            issuer.say(
                    LIST,
                    query -> {
                        Map<String, Object> claims = answer(query);
                        claims.put("keys", List.of(fresh.keyId()));
                        return Said.of(fresh.sign("revocations+jwt", claims));
                    });

            Eventually.holds(() -> isRefused(verifier, token, Reason.UNKNOWN_KEY));
            verifier.verify(issuer.token(fresh));
        }
    }

    /// Security: C6
    @Test
    void a_key_that_the_list_has_not_named_waits_for_its_word_or_for_its_silence()
            throws Exception {
        var fresh = SigningKey.generate(Algorithm.ES256);
        var lenient = rules().goingOnInSilence();
        try (var verifier = issuer.verifier().revocations(lenient).build()) {
            Eventually.holds(verifier::hearsRevocations);
            tell(claims -> claims.put("keys", List.of(KEY.keyId())));
            awaitAnswers();
            issuer.publish(KEY, OTHER, fresh);
            issuer.advance(RemoteKeys.AGAIN);
            String token = issuer.token(fresh);
            assertRefused(verifier, token, Reason.UNDECIDED);
            issuer.say(LIST, new Said(503, "", Map.of()));
            awaitAnswers();
            issuer.advance(Duration.ofSeconds(31));

            verifier.verify(token);
            assertRefused(verifier, issuer.token(OTHER), Reason.UNKNOWN_KEY);
        }
    }

    /// Security: C7
    @Test
    void what_goes_wrong_inside_ends_the_listening_for_a_moment_only() throws Exception {
        var broken = new AtomicBoolean();
        var met = new AtomicInteger();
        InstantSource clock =
                () -> {
                    if (broken.get()) {
                        met.incrementAndGet();
                        throw new IllegalStateException("the clock has stopped");
                    }
                    return issuer.now();
                };
        try (var verifier = issuer.verifier().clock(clock).revocations(rules()).build()) {
            Eventually.holds(verifier::hearsRevocations);
            String token = token(ID);
            verifier.verify(token);
            broken.set(true);
            Eventually.holds(() -> met.get() >= 2);
            revoked.add(ID);
            broken.set(false);

            Eventually.holds(() -> isRefused(verifier, token, Reason.REVOKED));
        }
    }

    /// Security: B2
    /// Spec: RFC 6749 §2.3.1
    @Test
    void the_client_shows_its_secret_and_never_prints_it() throws Exception {
        try (var verifier = listening()) {
            assertThat(verifier.hearsRevocations()).isTrue();
        }
        byte[] pair = Base64.getDecoder().decode(issuer.proofs().getFirst().substring(6));
        assertThat(new String(pair, StandardCharsets.UTF_8)).isEqualTo("orders:s%2Bcr%C3%A4t");
        assertThat(rules().toString()).doesNotContain("s+cr", "Basic").contains("orders");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Revocations.asClient("orders", ""));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> rules().silentFor(Duration.ofSeconds(4)));
    }

    @Test
    void after_the_end_nobody_asks_any_more() throws Exception {
        listening().close();
        long asked = asOrders();
        var others = Revocations.asClient("others", "secret").silentFor(Duration.ofSeconds(5));
        try (var other = issuer.verifier().revocations(others).build()) {
            Eventually.holds(() -> issuer.proofs().size() - asOrders() >= 4);
            assertRefused(other, issuer.token(KEY), Reason.UNDECIDED);
        }
        // One question may have been on its way.
        assertThat(asOrders()).isLessThanOrEqualTo(asked + 1);
    }

    private long asOrders() {
        return issuer.proofs().stream().filter(issuer.proofs().getFirst()::equals).count();
    }
}
