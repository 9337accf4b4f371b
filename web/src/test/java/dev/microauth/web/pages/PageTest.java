package dev.microauth.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.db.StorageException;
import dev.microauth.web.http.Caller;
import dev.microauth.web.http.Headers;
import dev.microauth.web.http.MalformedRequest;
import dev.microauth.web.http.Method;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PageTest {
    private final Pages pages = new Pages("/auth", "Example <Id>");

    /// Security: H1, A14
    @Test
    void a_page_is_allowed_what_it_needs_and_nothing_else() {
        assertThat(policy(visit().page("x")))
                .matches(
                        "default-src 'none'; style-src 'sha256-[^']{44}'; form-action 'self';"
                                + " base-uri 'none'; frame-ancestors 'none';"
                                + " require-trusted-types-for 'script'");
        assertThat(policy(visit().page("x").script(Asset.PASSKEY)))
                .contains("; script-src 'self'; ");
        assertThat(policy(visit().page("x").inlineScript(InlineScript.SUBMIT)))
                .containsPattern("; script-src 'sha256-[^']{44}'; ");
        assertThat(policy(visit().page("x").brand(new Brand("x", Optional.of("/logo")))))
                .contains("; img-src 'self'; ");
        assertThat(visit().page("x").respond().headers().stream().map(Response.Header::name))
                .contains(
                        "referrer-policy",
                        "cross-origin-opener-policy",
                        "cross-origin-resource-policy",
                        "permissions-policy");
    }

    /// Security: H1
    @Test
    void a_form_may_lead_to_one_more_origin() {
        Map.of(
                        "https://app.example.com:8443/cb?x=1", "https://app.example.com:8443",
                        "http://127.0.0.1:7000/cb", "http://127.0.0.1:7000",
                        "http://[::1]:7000/cb", "http:",
                        "com.example.app:/cb", "com.example.app:",
                        "com.example.app://host/cb", "com.example.app:")
                .forEach((address, allowed) ->
                        assertThat(policy(visit().page("x").leadingTo(address)))
                                .as(address)
                                .contains("; form-action 'self' " + allowed + "; base-uri"));
    }

    /// Security: H3
    @Test
    void whoever_speaks_is_shown_as_text_and_apart_from_the_rest() {
        String html =
                html(visit().page("<b>").brand(Brand.of("\u202eevil</title><script>")).respond());
        assertThat(html)
                .contains("<title>&lt;b&gt; · \u202eevil&lt;/title&gt;&lt;script&gt;</title>")
                .contains("<bdi>\u202eevil&lt;/title&gt;")
                .contains("This is a page of <bdi>Example &lt;Id&gt;</bdi>.")
                .doesNotContain("<script");
    }

    /// Security: H6
    @Test
    void what_goes_wrong_is_a_page_with_the_number_of_its_request() {
        Map.<RuntimeException, Integer>of(
                        new IllegalStateException("secret"), 500,
                        new StorageException.Unavailable("secret"), 503,
                        new MalformedRequest(MalformedRequest.Problem.TOO_MUCH, "Too much."), 400)
                .forEach((thrown, status) -> {
                    var request = request("de");
                    var answer =
                            pages.rendered(
                                            (_, _) -> {
                                                throw thrown;
                                            })
                                    .handle(request, "");
                    assertThat(answer.status()).isEqualTo(status);
                    assertThat(html(answer))
                            .contains(request.requestId(), "<html lang=\"de\">")
                            .doesNotContain("secret");
                });
    }

    /// Spec: RFC 8414 §3.1
    @Test
    void paths_stand_below_that_of_the_issuer() {
        assertThat(visit().path("/login")).isEqualTo("/auth/login");
        assertThat(html(visit().page("x").add(visit().form("/login").render()).respond()))
                .contains("<form method=\"post\" action=\"/auth/login\">");
    }

    @Test
    void a_page_is_light() {
        assertThat(visit().page("x").respond().body()).hasSizeLessThan(12_000);
    }

    private Visit visit() {
        return pages.visit(request("en"));
    }

    private static Request request(String language) {
        return new Request(
                Method.GET,
                "/x",
                Headers.of("accept-language", language),
                new byte[0],
                new Caller(InetAddress.ofLiteral("10.0.0.1"), true));
    }

    private static String policy(Page page) {
        return page.respond().header("content-security-policy").orElseThrow();
    }

    private static String html(Response response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
