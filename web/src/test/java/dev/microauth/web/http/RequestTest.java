package dev.microauth.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RequestTest {
    private static final Caller CALLER = new Caller(InetAddress.ofLiteral("192.0.2.1"), false);

    /// Security: K1, K4
    @Test
    void theUserAgentIsCappedAndEscaped() {
        assertThat(with("user-agent", "a\r\nb\u001b[31m\u202ec\\").userAgent())
                .isEqualTo("a\\r\\nb\\u001b[31m\\u202ec\\\\");
        assertThat(with("user-agent", "a".repeat(1000)).userAgent()).hasSize(256);
        assertThat(with("user-agent", "\u0001".repeat(1000)).userAgent())
                .hasSizeLessThanOrEqualTo(256);
        assertThat(with("accept", "x").userAgent()).isEmpty();
    }

    /// Security: K4
    @Test
    void itsTextHoldsNeitherQueryNorHeaders() {
        Request request =
                new Request(
                        Method.GET,
                        "/a?token=secret",
                        Headers.of("authorization", "Bearer secret"),
                        new byte[0],
                        CALLER);
        assertThat(request.toString()).contains("GET /a").doesNotContain("secret");
        assertThat(request.path()).isEqualTo("/a");
        assertThat(request.query().find("token")).hasValue("secret");
    }

    @Test
    void twoCookiesOfOneNameAndTwoValuesAreNone() {
        assertThat(with("cookie", "a=1; b=2").cookie("b")).hasValue("2");
        assertThat(with("cookie", "a=1; a=1").cookie("a")).hasValue("1");
        assertThat(with("cookie", "a=1; a=2").cookie("a")).isEmpty();
        assertThat(with("cookie", "xa=1; ; =; a").cookie("a")).isEmpty();
    }

    @Test
    void twoContentTypesAreNone() {
        assertThat(with("content-type", "Application/JSON ; charset=x").contentType())
                .hasValue("application/json");
        Headers two = Headers.of("content-type", "application/json", "Content-Type", "text/plain");
        assertThat(new Request(Method.POST, "/", two, new byte[0], CALLER).contentType()).isEmpty();
    }

    @Test
    void theBodyIsReadOnceAndOnlyWhenAskedFor() {
        AtomicInteger reads = new AtomicInteger();
        Headers form = Headers.of("content-type", "application/x-www-form-urlencoded");
        Request request =
                new Request(
                        Method.POST,
                        "/",
                        form,
                        () -> {
                            reads.incrementAndGet();
                            return new byte[] {'a', '=', '1'};
                        },
                        CALLER);
        assertThat(request.header("CONTENT-TYPE")).isPresent();
        assertThat(reads).hasValue(0);
        assertThat(request.form().find("a")).hasValue("1");
        assertThat(request.body()).hasSize(3);
        assertThat(reads).hasValue(1);
    }

    @Test
    void idsAreVersion4Uuids() {
        assertThat(Request.newId())
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
                .isNotEqualTo(Request.newId());
    }

    @Test
    void aPathParameterThatTheRouteLacksIsAMistakeOfOurs() {
        Request request = with("a", "b");
        assertThatThrownBy(() -> request.pathParameter("id"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Request with(String name, String value) {
        return new Request(Method.GET, "/", Headers.of(name, value), new byte[0], CALLER);
    }
}
