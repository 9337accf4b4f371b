package dev.microauth.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.testkit.LogRecords;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {
    private static final Caller CALLER = new Caller(InetAddress.ofLiteral("192.0.2.1"), false);
    private static final Guard<Anyone> OPEN = Guard.open();

    @AutoClose private final LogRecords logged = new LogRecords(Router.class);
    private final List<String> ran = new ArrayList<>();
    private final Router router =
            new Router(
                    List.of(
                            Route.get(
                                    "/ping", OPEN, (request, anyone) -> Response.text(200, "pong")),
                            Route.post("/ping", OPEN, (request, anyone) -> Response.empty(204)),
                            Route.post("/guarded", new Refusing(), this::mark),
                            Route.get(
                                    "/proven",
                                    new Proving(),
                                    (request, proof) -> Response.text(200, proof)),
                            Route.get(
                                    "/users/{id}",
                                    OPEN,
                                    (request, anyone) ->
                                            Response.text(200, request.pathParameter("id"))),
                            Route.get(
                                    "/users/by-name/{name}",
                                    OPEN,
                                    (request, anyone) -> Response.text(200, "by name")),
                            Route.get(
                                    "/users/{id}/roles",
                                    OPEN,
                                    (request, anyone) -> Response.text(200, "roles")),
                            Route.get(
                                    "/page", OPEN, (request, anyone) -> Response.html(200, "<p>")),
                            Route.get(
                                    "/own",
                                    OPEN,
                                    (request, anyone) ->
                                            Response.text(200, "")
                                                    .with("cache-control", "max-age=60")
                                                    .with("x-request-id", "mine")),
                            Route.post(
                                    "/form",
                                    OPEN,
                                    (request, anyone) ->
                                            Response.text(
                                                    200, request.form().find("a").orElse("-"))),
                            Route.get("/error", OPEN, (request, anyone) -> exhaust()),
                            Route.get("/crash", OPEN, (request, anyone) -> crash())));

    @Test
    void theGuardRunsBeforeTheHandler() {
        Response response = router.handle(request(Method.POST, "/guarded"));
        assertThat(response.status()).isEqualTo(401);
        assertThat(ran).containsExactly("guard");
    }

    /// Security: H6
    @Test
    void anUnexpectedExceptionTellsTheIncidentIdOnlyAndItsCauseTheLog() {
        Request request = request(Method.GET, "/crash");
        Response response = router.handle(request);
        assertThat(response.status()).isEqualTo(500);
        assertThat(body(response))
                .contains(request.requestId())
                .doesNotContain("detail", "Illegal");
        assertThat(response.header("x-request-id")).hasValue(request.requestId());
        assertThat(logged.all())
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.getMessage()).contains(request.requestId());
                    assertThat(line.getThrown()).hasMessage("a detail of ours");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/nothing",
                "/ping/",
                "//ping",
                "/PING",
                "/%70ing",
                "/users/",
                "/users/..",
                "/ping;a=b",
                "",
                "*"
            })
    void anUnknownPathIsNotFound(String path) {
        Response response = router.handle(request(Method.GET, path));
        assertThat(response.status()).isEqualTo(404);
        assertThat(body(response)).startsWith("{\"error\":\"not_found\",\"error_description\":");
    }

    /// Spec: RFC 9110 §15.5.6
    /// Security: H5
    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {"PUT", "PATCH", "DELETE", "OTHER"})
    void anotherMethodIsNotAllowedAndTheAllowedAreListed(Method method) {
        Response response = router.handle(request(method, "/ping"));
        assertThat(response.status()).isEqualTo(405);
        assertThat(response.header("allow")).hasValue("GET, HEAD, POST, OPTIONS");
        assertThat(body(response)).startsWith("{\"error\":\"method_not_allowed\"");
    }

    @Test
    void anErrorOfTheMachineIsAnsweredLikeAnException() {
        assertThat(router.handle(request(Method.GET, "/error")).status()).isEqualTo(500);
        assertThat(logged.all()).hasSize(1);
    }

    @Test
    void headNeedsAGetRoute() {
        assertThat(router.handle(request(Method.HEAD, "/guarded")).header("allow"))
                .hasValue("POST, OPTIONS");
        assertThat(router.handle(request(Method.HEAD, "/ping")).status()).isEqualTo(200);
    }

    /// Security: A12
    @Test
    void optionsListsMethodsAndOpensNothingToOtherOrigins() {
        Response response = router.handle(request(Method.OPTIONS, "/ping"));
        assertThat(response.status()).isEqualTo(204);
        assertThat(response.header("allow")).hasValue("GET, HEAD, POST, OPTIONS");
        assertThat(response.headers())
                .noneMatch(header -> header.name().startsWith("access-control"));
    }

    @Test
    void theProofReachesTheHandler() {
        assertThat(body(router.handle(request(Method.GET, "/proven")))).isEqualTo("proof");
    }

    @Test
    void theLeftmostLiteralWins() {
        assertThat(body(router.handle(request(Method.GET, "/users/by-name/roles"))))
                .isEqualTo("by name");
        assertThat(body(router.handle(request(Method.GET, "/users/7/roles")))).isEqualTo("roles");
        assertThat(body(router.handle(request(Method.GET, "/users/a%20b")))).isEqualTo("a b");
    }

    /// Security: A13, A14, H1
    @Test
    void everyAnswerCarriesTheHeadersThatNobodyMayForget() {
        for (String path : List.of("/ping", "/page", "/crash", "/nothing")) {
            Response response = router.handle(request(Method.GET, path));
            assertThat(response.header("x-content-type-options")).hasValue("nosniff");
            assertThat(response.header("referrer-policy")).hasValue("no-referrer");
            assertThat(response.header("cache-control")).hasValue("no-store");
            assertThat(response.header("content-security-policy"))
                    .hasValue("default-src 'none'; frame-ancestors 'none'");
            assertThat(response.header("strict-transport-security")).isEmpty();
        }
        assertThat(router.handle(request(Method.GET, "/page")).header("x-frame-options"))
                .hasValue("DENY");
    }

    /// Security: H1
    @Test
    void strictTransportIsSpokenOfOverTlsOnly() {
        Request request =
                new Request(
                        Method.GET,
                        "/ping",
                        Headers.none(),
                        new byte[0],
                        new Caller(CALLER.address(), true));
        assertThat(router.handle(request).header("strict-transport-security"))
                .hasValue("max-age=31536000");
    }

    @Test
    void aHandlerMayCacheButNotNameTheRequest() {
        Response response = router.handle(request(Method.GET, "/own"));
        assertThat(response.header("cache-control")).hasValue("max-age=60");
        assertThat(response.header("x-request-id").orElseThrow()).isNotEqualTo("mine");
    }

    @Test
    void aMalformedFormIsTheCallersFault() {
        Headers form =
                Headers.of("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8");
        assertThat(body(router.handle(post(form, "a=1")))).isEqualTo("1");
        assertThat(router.handle(post(form, "a=1&a=2")).status()).isEqualTo(400);
        assertThat(router.handle(post(form, "a=%ff")).status()).isEqualTo(400);
        assertThat(
                        router.handle(post(Headers.of("Content-Type", "application/json"), "a=1"))
                                .status())
                .isEqualTo(400);
        assertThat(router.handle(post(Headers.none(), "a=1")).status()).isEqualTo(400);
        assertThat(logged.all()).isEmpty();
    }

    @Test
    void aRefusedBodyIsNoCrash() {
        Request request =
                new Request(
                        Method.POST,
                        "/form",
                        Headers.of("content-type", "application/x-www-form-urlencoded"),
                        () -> {
                            throw BodyRefused.tooLarge(5);
                        },
                        CALLER);
        assertThat(router.handle(request).status()).isEqualTo(413);
        assertThat(logged.all()).isEmpty();
    }

    @Test
    void twoRowsForOnePathAreRefused() {
        Route<Anyone> first =
                Route.get("/users/{id}", OPEN, (request, anyone) -> Response.empty(204));
        Route<Anyone> second =
                Route.get("/users/{name}", OPEN, (request, anyone) -> Response.empty(204));
        assertThatThrownBy(() -> new Router(List.of(first, second)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GET /users/");
    }

    @Test
    void theTableShowsEachRowWithItsGuard() {
        assertThat(router.table())
                .startsWith(
                        "GET /crash open",
                        "GET /error open",
                        "POST /form open",
                        "POST /guarded refusing",
                        "GET /own open")
                .contains("GET /proven proving", "GET /ping open", "POST /ping open");
    }

    private Response mark(Request request, Anyone anyone) {
        ran.add("handler");
        return Response.empty(204);
    }

    private static Response crash() {
        throw new IllegalStateException("a detail of ours");
    }

    private static Response exhaust() {
        throw new AssertionError("a detail of ours");
    }

    private static Request request(Method method, String path) {
        return new Request(method, path, Headers.none(), new byte[0], CALLER);
    }

    private static Request post(Headers headers, String body) {
        return new Request(
                Method.POST,
                "/form",
                headers,
                body.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                CALLER);
    }

    private static String body(Response response) {
        return new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private final class Refusing implements Guard<Anyone> {
        @Override
        public String name() {
            return "refusing";
        }

        @Override
        public Admission<Anyone> admit(Request request) {
            ran.add("guard");
            return Admission.refused(Response.error(401, "invalid_client", "No."));
        }
    }

    private static final class Proving implements Guard<String> {
        @Override
        public String name() {
            return "proving";
        }

        @Override
        public Admission<String> admit(Request request) {
            return Admission.admitted("proof");
        }
    }
}
