package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.web.http.Method;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What comes to /authorize, before anybody has signed in.
class AuthorizeRequestTest {
    @AutoClose private static final Site SITE = Site.open();

    /// Security: A1, A3
    /// Spec: RFC 6749 §3.1.2.3, RFC 9700 §2.1
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://spa.example.com/callback/",
                "https://spa.example.com/callbac",
                "https://spa.example.com/callback2",
                "https://spa.example.com/Callback",
                "https://spa.example.com/",
                "https://spa.example.com",
                "https://spa.example.com//callback",
                "https://spa.example.com/./callback",
                "https://spa.example.com/x/../callback",
                "https://spa.example.com/callback/..",
                "https://spa.example.com/%63allback",
                "https://spa.example.com/callback%2e",
                "https://spa.example.com/callback%00",
                "https://spa.example.com/callback%0a",
                "https://spa.example.com/callback?",
                "https://spa.example.com/callback?x=1",
                "https://spa.example.com/callback#",
                "https://spa.example.com/callback#x",
                "https://spa.example.com/callback;x",
                "https://spa.example.com/callback ",
                " https://spa.example.com/callback",
                "https://spa.example.com/callback\\",
                "https:\\\\spa.example.com\\callback",
                "https:/spa.example.com/callback",
                "https:spa.example.com/callback",
                "//spa.example.com/callback",
                "/callback",
                "callback",
                "http://spa.example.com/callback",
                "HTTPS://spa.example.com/callback",
                "https://SPA.example.com/callback",
                "https://spa.example.com:443/callback",
                "https://spa.example.com:8443/callback",
                "https://spa.example.com./callback",
                "https://spa.example.com.evil.example/callback",
                "https://evil.example/callback",
                "https://evil.example/https://spa.example.com/callback",
                "https://evil.example#@spa.example.com/callback",
                "https://evil.example\\@spa.example.com/callback",
                "https://user@spa.example.com/callback",
                "https://spa.example.com@evil.example/callback",
                "https://xspa.example.com/callback",
                "https://example.com/callback",
                "https://*.example.com/callback",
                "https://spa。example.com/callback",
                "https://ѕра.example.com/callback",
                "https://xn--spa.example.com/callback",
                "http://127.0.0.1/callback/",
                "http://127.0.0.1:80a/callback",
                "http://127.0.0.1:99999/callback",
                "http://127.0.0.1:8080/callback?x=1",
                "http://127.0.0.1:8080@evil.example/callback",
                "http://127.0.0.1.evil.example/callback",
                "http://127.0.0.2:8080/callback",
                "http://127.1:8080/callback",
                "http://localhost:8080/callback",
                "http://localhost.evil.example/callback",
                "http://[::1]:8080/callback",
                "https://127.0.0.1:8080/callback",
                "com.example.spa:/callback/",
                "com.example.spa:callback",
                "com.example.spa://callback",
                "com.example.spa2:/callback",
                "javascript:alert(1)",
                "data:text/html,x"
            })
    void an_address_that_is_not_registered_is_sent_nothing(String uri) {
        for (Asking asking :
                List.of(
                        Asking.spa(),
                        Asking.spa().with("prompt", "none"),
                        Asking.spa().with("response_type", "token"))) {
            Tab tab = new Tab(SITE.auth());
            var answer = tab.open(asking.with("redirect_uri", uri).url()).page();
            isUnsafe(answer);
            assertThat(tab.cookies()).isEmpty();
            isUnsafe(tab.post("/authorize", asking.parameters()).page());
        }
    }

    /// Security: A1
    /// Spec: RFC 8252 §7.3
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://spa.example.com/callback",
                "http://127.0.0.1/callback",
                "http://127.0.0.1:80/callback",
                "http://127.0.0.1:61234/callback",
                "com.example.spa:/callback"
            })
    void an_address_that_is_registered_is_answered(String uri) {
        var answer =
                new Tab(SITE.auth())
                        .open(Asking.spa().with("redirect_uri", uri, "prompt", "none").url());
        assertThat(answer.page().header("location").orElseThrow()).startsWith(uri + "?");
        assertThat(answer.answered())
                .containsEntry("error", "login_required")
                .containsEntry("state", "of mind")
                .containsEntry("iss", "http://localhost:9040");
    }

    /// Security: A3
    /// Spec: RFC 6749 §4.1.2.1
    @Test
    void a_client_that_is_not_known_is_sent_nothing() {
        for (String client : List.of("", "nobody", "off", "SPA ", "\u0000", "x".repeat(300))) {
            isUnsafe(open(Asking.spa().with("client_id", client)));
        }
        isUnsafe(open(Asking.spa().with("redirect_uri", "")));
    }

    /// Security: A10
    /// Spec: RFC 6749 §3.1
    @Test
    void nothing_stands_twice_and_nothing_is_too_much() {
        for (String name :
                List.of("client_id", "redirect_uri", "state", "scope", "nonce", "whatever")) {
            isUnsafe(get(Asking.spa().url() + "&" + name + "=x&" + name + "=y"));
            isUnsafe(get(Asking.spa().with(name, "x").url() + "&" + name + "="));
        }
        isUnsafe(open(Asking.spa().with("state", "x".repeat(5000))));
        isUnsafe(get(Asking.spa().url() + "&x=%zz"));
        isUnsafe(get(Asking.spa().url() + "&x=%ff"));
        var many = new StringBuilder(Asking.spa().url());
        for (int i = 0; i < 120; i++) {
            many.append("&p").append(i).append("=1");
        }
        isUnsafe(get(many.toString()));
        assertThat(
                        new Tab(SITE.auth())
                                .open(Asking.spa().url() + "&unknown=1&display=&x=")
                                .asks("password"))
                .isTrue();
        assertThat(
                        get(Asking.spa().url()
                                        + "&resource=https://a.example&resource=https://b.example")
                                .status())
                .isEqualTo(303);
    }

    /// Security: A4, A6, A16, A18
    /// Spec: RFC 6749 §4.1.2.1, RFC 9207 §2
    @Test
    void every_other_error_goes_back_with_state_and_issuer() {
        Map.of(
                        Asking.spa().with("response_type", "token"), "unsupported_response_type",
                        Asking.spa().with("response_type", ""), "invalid_request",
                        Asking.spa().with("code_challenge", ""), "invalid_request",
                        Asking.spa().with("code_challenge_method", "plain"), "invalid_request",
                        Asking.spa().with("prompt", "none login"), "invalid_request",
                        Asking.spa().with("request", "x.y.z"), "request_not_supported",
                        Asking.spa().with("request_uri", "https://x.example"),
                                "request_uri_not_supported",
                        Asking.spa().with("max_age", "-1"), "invalid_request")
                .forEach((asking, error) ->
                        assertThat(new Tab(SITE.auth()).open(asking.url()).answered())
                                .as("%s", asking.parameters())
                                .containsEntry("error", error)
                                .containsEntry("state", "of mind")
                                .containsEntry("iss", "http://localhost:9040")
                                .doesNotContainKey("code"));
    }

    /// Security: A12
    @Test
    void no_other_origin_reads_what_is_here() {
        for (String path : List.of("/authorize", "/login", "/consent", "/login/second-factor")) {
            for (Method method : List.of(Method.OPTIONS, Method.GET)) {
                assertThat(
                                SITE.auth()
                                        .call(method, path)
                                        .header("origin", "https://spa.example.com")
                                        .header("access-control-request-method", "POST")
                                        .send()
                                        .headerNames())
                        .as(path)
                        .noneMatch(name -> name.startsWith("access-control-"));
            }
        }
    }

    @Test
    void whoever_comes_from_nowhere_is_told_where_sign_in_begins() {
        for (String path :
                List.of(
                        "/login",
                        "/login/second-factor",
                        "/login/account",
                        "/login/barred",
                        "/consent")) {
            var answer = get(path);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body())
                    .contains("There is nothing to go on with here")
                    .contains(answer.header("x-request-id").orElseThrow());
            assertThat(SITE.auth().post(path).form("x", "y").send().status()).isEqualTo(400);
        }
        assertThat(get("/authorize?sealed_goal=x").body()).contains("This page has expired");
    }

    private static Answer open(Asking asking) {
        return get(asking.url());
    }

    private static Answer get(String target) {
        return SITE.auth().get(target).send();
    }

    private static void isUnsafe(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.header("location")).isEmpty();
        assertThat(answer.headerNames()).doesNotContain("set-cookie");
        assertThat(answer.body())
                .contains("This sign-in cannot begin", "You have not been sent anywhere")
                .contains(answer.header("x-request-id").orElseThrow())
                .doesNotContain("evil.example", "javascript:", "href=", "<form");
    }
}
