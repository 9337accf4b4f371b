package dev.microauth.bridge;

import static dev.microauth.bridge.OtherServer.with;
import static dev.microauth.bridge.Visitor.answered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.jose.Algorithm;
import dev.microauth.jose.SigningKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What the server tells over the back channel, and what others pretend it tells.
class BackChannelTest {
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
    private static final UnaryOperator<Map<String, Object>> AS_IT_IS = UnaryOperator.identity();

    private final Shop shop = new Shop();
    private final OtherServer server = shop.server;

    @AfterEach
    void close() {
        shop.close();
    }

    private String token(SigningKey key, String type, UnaryOperator<Map<String, Object>> change) {
        var claims = server.claims();
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("events", Map.of(EVENT, Map.of()));
        claims.put("sid", OtherServer.SID);
        claims.put("exp", shop.now().plusSeconds(120).getEpochSecond());
        return key.sign(type, change.apply(claims));
    }

    private BridgeResult tell(String token) {
        return shop.visitor().post("/backchannel-logout", "logout_token=" + token);
    }

    static Stream<Arguments> forgeries() {
        return Stream.of(
                Arguments.of("for another client", "logout+jwt", with("aud", "bakery")),
                Arguments.of("for nobody", "logout+jwt", with("aud", "")),
                Arguments.of(
                        "of another issuer", "logout+jwt", with("iss", "https://evil.example")),
                Arguments.of("without a time", "logout+jwt", with("iat", "")),
                Arguments.of("without an end", "logout+jwt", with("exp", "")),
                Arguments.of("from the future", "logout+jwt", with("iat", 4_000_000_000L)),
                Arguments.of("long ago", "logout+jwt", with("exp", 1_700_000_000L)),
                Arguments.of("living for ever", "logout+jwt", with("exp", 4_000_000_000L)),
                Arguments.of("without an id", "logout+jwt", with("jti", "")),
                Arguments.of("without a subject", "logout+jwt", with("sub", "")),
                Arguments.of("without an event", "logout+jwt", with("events", "")),
                Arguments.of(
                        "of another event", "logout+jwt", with("events", Map.of("a", Map.of()))),
                Arguments.of("events as a list", "logout+jwt", with("events", List.of(EVENT))),
                Arguments.of(
                        "an event of text", "logout+jwt", with("events", Map.of(EVENT, "yes"))),
                Arguments.of("with a nonce", "logout+jwt", with("nonce", "n")),
                Arguments.of("a sid that is a number", "logout+jwt", with("sid", 7L)),
                Arguments.of("an ID token", "JWT", AS_IT_IS),
                Arguments.of("an access token", "at+jwt", AS_IT_IS));
    }

    /// Security: E2, C4, E6
    /// Spec: Back-Channel §2.4, Back-Channel §2.6
    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void a_token_ends_nothing(String what, String type, UnaryOperator<Map<String, Object>> change) {
        var visitor = shop.signedIn();
        answered(tell(token(OtherServer.KEY, type, change)), 400);
        assertThat(visitor.isSignedIn()).as(what).isTrue();
    }

    /// Security: E2, C4, E6
    @Test
    void a_token_of_another_key_a_changed_one_and_none_end_nothing() {
        var visitor = shop.signedIn();
        answered(tell(token(OtherServer.FOREIGN, "logout+jwt", AS_IT_IS)), 400);
        String good = token(OtherServer.KEY, "logout+jwt", AS_IT_IS);
        answered(tell(good.substring(0, good.length() - 4) + "AAAA"), 400);
        answered(tell(good.substring(0, good.lastIndexOf('.') + 1)), 400);
        answered(tell(""), 400);
        answered(
                shop.visitor().post("/backchannel-logout", "logout_token=a&logout_token=" + good),
                400);
        answered(shop.visitor().post("/backchannel-logout", "a=" + "b".repeat(20_000)), 400);
        answered(
                shop.visitor()
                        .send(
                                "POST",
                                "/backchannel-logout",
                                "logout_token=" + good,
                                List.of("content-type", "text/plain")),
                400);
        assertThat(visitor.isSignedIn()).isTrue();
    }

    @Test
    void unknown_keys_do_not_make_the_application_ask_without_end() {
        shop.signedIn();
        for (int i = 0; i < 50; i++) {
            answered(tell(token(OtherServer.FOREIGN, "logout+jwt", AS_IT_IS)), 400);
        }
        assertThat(server.keyRequests.get()).isLessThanOrEqualTo(2);
    }

    /// Security: E2, E6
    /// Spec: Back-Channel §2.6
    @Test
    void a_session_that_is_over_at_the_server_is_over_here() {
        var visitor = shop.signedIn();
        server.idClaims = with("sid", "another session");
        var other = shop.signedIn();
        String token = token(OtherServer.KEY, "logout+jwt", AS_IT_IS);

        answered(tell(token), 200);

        assertThat(visitor.isSignedIn()).isFalse();
        assertThat(other.isSignedIn()).as("another session of the same person").isTrue();
        answered(tell(token), 400);
        assertThat(server.renewals()).as("nobody had to ask").isEmpty();
    }

    @Test
    void a_session_that_is_renewed_while_it_ends_is_over() {
        var visitor = shop.signedIn();
        shop.advance(Duration.ofMinutes(9));
        server.idClaims =
                claims -> {
                    answered(tell(token(OtherServer.KEY, "logout+jwt", AS_IT_IS)), 200);
                    return claims;
                };
        assertThat(visitor.isSignedIn()).isFalse();
    }

    /// Spec: Back-Channel §2.7
    @Test
    void without_a_session_all_of_the_person_are_over_and_later_ones_are_not() {
        var first = shop.signedIn();
        var second = shop.signedIn();
        answered(tell(token(OtherServer.KEY, "logout+jwt", with("sid", ""))), 200);
        assertThat(first.isSignedIn()).isFalse();
        assertThat(second.isSignedIn()).isFalse();
        shop.advance(Duration.ofSeconds(1));
        assertThat(shop.signedIn().isSignedIn()).isTrue();
    }

    /// Security: E2, E6
    @Test
    void an_older_notice_that_comes_late_revives_nobody() {
        var visitor = shop.signedIn();
        shop.advance(Duration.ofSeconds(30));
        answered(tell(token(OtherServer.KEY, "logout+jwt", with("sid", ""))), 200);
        long before = shop.now().minusSeconds(60).getEpochSecond();
        answered(
                tell(
                        token(
                                OtherServer.KEY,
                                "logout+jwt",
                                claims ->
                                        with("iat", before).apply(with("sid", "").apply(claims)))),
                200);
        assertThat(visitor.isSignedIn()).isFalse();
    }

    /// Security: E6
    @Test
    void a_made_up_key_keeps_nobody_from_a_new_one() {
        shop.signedIn();
        shop.advance(Duration.ofSeconds(11));
        answered(tell(token(OtherServer.FOREIGN, "logout+jwt", AS_IT_IS)), 400);
        var next = SigningKey.generate(Algorithm.ES256);
        server.published = List.of(OtherServer.KEY, next);
        server.signer = next;
        assertThat(shop.signedIn().isSignedIn()).isTrue();
    }

    @Test
    void what_had_to_be_forgotten_is_asked_of_the_server() {
        var ended = new EndedSessions(shop::now, Duration.ofDays(1), 3);
        var visitor = shop.signedIn();
        var session = Session.begun("one", shop.now(), tokensOf(visitor.user().accessToken()));
        assertThat(ended.knows(session)).isTrue();
        ended.end(session);
        shop.advance(Duration.ofSeconds(1));
        for (int i = 0; i < 3; i++) {
            ended.end(new LogoutTokenRules.Notice("p", Optional.of("sid " + i), shop.now()));
        }
        assertThat(ended.knows(session)).isFalse();
        assertThat(ended.knows(session.renewed(shop.now(), session.tokens()))).isTrue();
    }

    private Tokens tokensOf(String accessToken) {
        return new Tokens(
                OtherServer.KEY.sign("JWT", server.claims()),
                accessToken,
                shop.now().plusSeconds(600),
                Optional.empty(),
                "openid",
                Map.of());
    }
}
