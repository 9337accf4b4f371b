package dev.microauth.bridge;

import static dev.microauth.bridge.OtherServer.with;
import static dev.microauth.bridge.Visitor.answered;
import static dev.microauth.bridge.Visitor.header;
import static dev.microauth.bridge.Visitor.location;
import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.bridge.BridgeResult.Change;
import dev.microauth.bridge.BridgeResult.Passed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The way to the sign-in and back, and whose word is taken for it.
class SignInTest {
    private final Shop shop = new Shop();
    private final OtherServer server = shop.server;

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void whoever_is_no_page_is_told_instead_of_led() {
        var visitor = shop.visitor();
        for (var request :
                List.of(
                        visitor.send("GET", "/data", "", List.of("sec-fetch-mode", "cors")),
                        visitor.send("GET", "/data", "", List.of("accept", "application/json")),
                        visitor.send("DELETE", "/data", "", List.of("sec-fetch-mode", "navigate")),
                        visitor.post("/orders", "what=tea"))) {
            assertThat(answered(request, 401).body()).contains("/signin");
            assertThat(header(request, "WWW-Authenticate")).isNotEmpty();
        }
        assertThat(visitor.cookies).isEmpty();
    }

    /// Security: A20, E6
    /// Spec: RFC 6749 §10.12
    @Test
    void an_answer_is_taken_only_in_the_browser_that_asked() {
        var victim = shop.visitor();
        var attacker = shop.visitor();
        Map<String, String> asked = attacker.begin(server, "/");

        answered(victim.comeBack(server, asked), 400);
        victim.begin(server, "/");
        answered(victim.comeBack(server, asked), 400);

        assertThat(server.tokenRequests).isEmpty();
        assertThat(victim.isSignedIn()).isFalse();
    }

    /// Spec: RFC 6749 §10.12, RFC 9207 §2.4
    @ParameterizedTest
    @ValueSource(
            strings = {
                "code=abc&iss=ISS",
                "code=abc&state=STATE",
                "code=abc&state=STATE&iss=https%3A%2F%2Fevil.example",
                "code=abc&state=STATE&iss=ISS%2F",
                "code=abc&code=def&state=STATE&iss=ISS",
                "code=abc&state=STATE&state=STATE&iss=ISS",
                "code=abc&state=STATEx&iss=ISS",
                "code=abc&state=STAT&iss=ISS",
                "code=abc&state=%0d%0aSet-Cookie%3aa%3db&iss=ISS",
                "state=STATE&iss=ISS",
                "code=%zz&state=STATE&iss=ISS",
                "error=invalid_scope&state=STATE&iss=ISS",
                ""
            })
    void an_answer_that_is_not_whole_is_refused(String query) {
        var visitor = shop.visitor();
        Map<String, String> asked = visitor.begin(server, "/");
        String sent =
                query.replace("STATE", asked.get("state"))
                        .replace("ISS", Form.encode(server.issuer()));

        answered(visitor.get("/callback?" + sent), 400);

        assertThat(server.tokenRequests).isEmpty();
        assertThat(visitor.isSignedIn()).isFalse();
    }

    @Test
    void what_the_person_or_the_server_refused_is_said() {
        var visitor = shop.visitor();
        Map<String, String> asked = visitor.begin(server, "/");
        String rest = "&state=" + asked.get("state") + "&iss=" + Form.encode(server.issuer());
        answered(visitor.get("/callback?error=access_denied" + rest), 403);
        var later = answered(visitor.get("/callback?error=temporarily_unavailable" + rest), 503);
        assertThat(header(later, "Retry-After")).isEqualTo("5");
    }

    @Test
    void an_attempt_does_not_wait_for_ever() {
        var visitor = shop.visitor();
        Map<String, String> asked = visitor.begin(server, "/");
        shop.advance(Duration.ofMinutes(30));
        answered(visitor.comeBack(server, asked), 400);
    }

    static Stream<Arguments> lies() {
        return Stream.of(
                lie("a nonce of another attempt", it -> it.idClaims = with("nonce", "other")),
                lie("no nonce", it -> it.idClaims = with("nonce", "")),
                lie("for another client", it -> it.idClaims = with("aud", "bakery")),
                lie(
                        "for others too",
                        it -> it.idClaims = with("aud", List.of(OtherServer.CLIENT, "bakery"))),
                lie("given to another party", it -> it.idClaims = with("azp", "bakery")),
                lie("of another issuer", it -> it.idClaims = with("iss", it.issuer() + "/")),
                lie("expired", it -> it.idClaims = with("exp", 1_700_000_000L)),
                lie("from the future", it -> it.idClaims = with("iat", 4_000_000_000L)),
                lie("without a subject", it -> it.idClaims = with("sub", "")),
                lie(
                        "of another access token",
                        it -> it.idClaims = with("at_hash", "AAAAAAAAAAAAAAAAAAAAAA")),
                lie("an access token", it -> it.type = "at+jwt"),
                lie("a logout token", it -> it.type = "logout+jwt"),
                lie("signed by nobody known", it -> it.signer = OtherServer.FOREIGN),
                lie("userinfo of another", it -> it.userInfo = with("sub", "somebody else")),
                lie("userinfo of nobody", it -> it.userInfo = with("sub", "")),
                lie(
                        "unsigned",
                        it -> it.tokenAnswer = with("id_token", "eyJhbGciOiJub25lIn0.e30.")));
    }

    private static Arguments lie(String what, Consumer<OtherServer> told) {
        return Arguments.of(what, told);
    }

    /// Security: C4
    /// Spec: OIDC Core §3.1.3.7
    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void an_id_token_is_not_believed(String what, Consumer<OtherServer> told) {
        told.accept(server);
        var visitor = shop.visitor();
        answered(visitor.signIn(server, "/"), 400);
        assertThat(visitor.isSignedIn()).as(what).isFalse();
    }

    static Stream<Arguments> breakdowns() {
        return Stream.of(
                lie("another issuer", it -> it.metadata = with("issuer", "https://id.example.com")),
                lie("no token endpoint", it -> it.metadata = with("token_endpoint", "")),
                lie(
                        "an endpoint in the clear",
                        it -> it.metadata = with("token_endpoint", "http://id.example.com/token")),
                lie("no ID token", it -> it.tokenAnswer = with("id_token", "")),
                lie("an endless answer", it -> it.tokenAnswer = with("more", "a".repeat(300_000))),
                lie(
                        "wrong secret",
                        it -> {
                            it.tokenStatus = 401;
                            it.tokenAnswer = with("error", "invalid_client");
                        }),
                lie("no userinfo", it -> it.userInfoStatus = 500),
                lie("out of order", it -> it.tokenStatus = 500));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breakdowns")
    void a_server_out_of_order_is_asked_again_later(String what, Consumer<OtherServer> broken) {
        broken.accept(server);
        var visitor = shop.visitor();
        var first = visitor.get("/");
        if (first instanceof BridgeResult.Answered answer && answer.status() == 303) {
            Map<String, String> asked =
                    Form.parse(java.net.URI.create(location(first)).getRawQuery())
                            .orElseThrow()
                            .fields();
            server.nonce = asked.get("nonce");
            answered(visitor.comeBack(server, asked), 503);
        } else {
            answered(first, 503);
        }
        assertThat(visitor.cookies.keySet()).as(what).doesNotContain("microauth");
    }

    @Test
    void the_callback_changes_nothing_for_other_methods() {
        var visitor = shop.visitor();
        Map<String, String> asked = visitor.begin(server, "/");
        String target = "/callback?code=abc&state=" + asked.get("state");
        answered(visitor.send("HEAD", target, "", List.of()), 405);
        answered(visitor.post(target, ""), 405);
        answered(visitor.send("GET", "/backchannel-logout", "", List.of()), 405);
        answered(visitor.send("PUT", "/signout", "", List.of()), 405);
        assertThat(server.tokenRequests).isEmpty();
    }

    /// Security: A4, E4
    /// Spec: OIDC Core §3.1.2.1, RFC 7636 §4, RFC 6749 §2.3.1
    @Test
    void a_page_leads_to_the_sign_in_and_back_to_itself() {
        var visitor = shop.visitor();
        Map<String, String> asked = visitor.begin(server, "/orders?page=2&sort=a%20b");
        assertThat(asked)
                .containsEntry("client_id", OtherServer.CLIENT)
                .containsEntry("redirect_uri", Shop.BASE + "/callback")
                .containsEntry("scope", "openid profile email")
                .containsEntry("response_type", "code")
                .containsEntry("code_challenge_method", "S256");

        var back = visitor.comeBack(server, asked);

        assertThat(location(back)).isEqualTo(Shop.BASE + "/orders?page=2&sort=a%20b");
        assertThat(back.change()).isEqualTo(Change.SIGNED_IN);
        assertThat(visitor.user().id()).isEqualTo(OtherServer.PERSON);
        assertThat(visitor.user().name()).contains("Alice Liddell");
        assertThat(visitor.user().scopes()).containsExactlyInAnyOrder("openid", "profile");
        assertThat(visitor.cookies.keySet()).as("the attempt is over").containsOnly("microauth");
        Map<String, String> redeemed = server.tokenRequests.getFirst();
        assertThat(redeemed)
                .containsEntry("code", "abc")
                .containsEntry("redirect_uri", Shop.BASE + "/callback")
                .containsEntry("authorization", "Basic c2hvcDphJTNBc2VjcmV0");
        assertThat(new Attempt("", "", redeemed.get("code_verifier"), "/", shop.now()).challenge())
                .isEqualTo(asked.get("code_challenge"));
        // The way back is taken once.
        answered(visitor.comeBack(server, asked), 400);
    }

    @Test
    void somebody_who_signs_in_again_or_as_another_gets_a_session_of_its_own() {
        var visitor = shop.signedIn();
        var copy = visitor.before(shop.bridge);
        assertThat(visitor.signIn(server, "/signin").change()).isEqualTo(Change.SIGNED_IN);
        assertThat(copy.isSignedIn()).as("the session before").isFalse();

        server.idClaims = with("sub", "somebody else");
        assertThat(visitor.signIn(server, "/signin?return_to=/x").change())
                .isEqualTo(Change.REPLACED);
        assertThat(visitor.user().id()).isEqualTo("somebody else");
    }

    /// Security: E6
    @Test
    void nobody_inherits_what_was_kept_for_one_whose_session_is_over_or_cannot_be_read() {
        var over = shop.signedIn();
        var copy = over.before(shop.bridge);
        answered(over.post("/signout", "", "origin", Shop.BASE), 303);
        server.idClaims = with("sub", "somebody else");
        assertThat(copy.signIn(server, "/signin").change()).isEqualTo(Change.REPLACED);

        var late = new Visitor(shop.bridge(more -> more.sessionLifetime(Duration.ofMinutes(1))));
        late.signIn(server, "/");
        shop.advance(Duration.ofMinutes(1));
        assertThat(late.signIn(server, "/signin").change()).isEqualTo(Change.REPLACED);

        var unreadable = shop.visitor();
        unreadable.cookies.put("microauth", "1.AAAA");
        assertThat(unreadable.signIn(server, "/signin").change()).isEqualTo(Change.REPLACED);
        assertThat(shop.visitor().signIn(server, "/signin").change()).isEqualTo(Change.SIGNED_IN);
    }

    @Test
    void open_paths_are_for_everybody() {
        var visitor = shop.visitor();
        assertThat(((Passed) visitor.get("/health")).user()).isEmpty();
        answered(visitor.get("/assets/../orders"), 303);
        var member = shop.signedIn();
        assertThat(((Passed) member.get("/health")).user()).isPresent();
        server.close();
        shop.advance(Duration.ofHours(1));
        assertThat(((Passed) member.get("/health")).user()).as("nobody can tell").isEmpty();
        answered(member.get("/orders"), 503);
    }
}
