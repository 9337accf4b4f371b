package dev.microauth.mounting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.guard.Guards;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// What guarded handlers answer in whichever framework they are. The tests of an adapter extend it and serve:
///
/// | Request | Guard | Answer |
/// |---|---|---|
/// | `GET /open` | `@Public` | `hello ` and the user's id, or `nobody` |
/// | `GET /any` | `@Guard` | `hello ` and the user's id |
/// | `GET /orders` | `@Guard(scope = "orders:read")` | `hello ` and the user's id |
/// | `POST /orders` | `@Guard(scope = "orders:write", role = {"Clerk", "Manager"})` | `placed ` and the body |
/// | `GET /silent` | none | must not be reached |
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class GuardedHandlersContract {
    private static final String REALM = "Bearer realm=\"orders\"";

    private final Tokens tokens = new Tokens();
    private Served served;
    private Web web;

    /// A server that runs.
    ///
    /// @param stop ends it
    public record Served(int port, AutoCloseable stop) {}

    /// Serves the handlers above behind these guards on a free port of the loopback address.
    protected abstract Served serve(Guards guards) throws Exception;

    @BeforeAll
    void open() throws Exception {
        served = serve(tokens.guards());
        web = new Web("http://127.0.0.1:" + served.port());
    }

    @AfterAll
    void close() throws Exception {
        web.close();
        served.stop().close();
    }

    private static void refused(Answer answer, int status, String error) {
        answer.refuses(status, error);
        assertThat(answer.header("www-authenticate"))
                .startsWith(REALM + ", error=\"" + error + "\"");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
    }

    /// Security: H7
    @Test
    void what_says_nothing_is_shut_to_all() {
        web.get("/silent").send().refuses(403, "access_denied");
        web.get("/silent").bearer(tokens.of("orders:read", "Clerk")).send().is(403);
        web.post("/silent").form("a=b").send().is(403);
    }

    /// Spec: RFC 6750 §3.1
    @Test
    void who_shows_no_token_is_told_no_error() {
        for (var asked :
                List.of(
                        web.get("/any"),
                        web.get("/orders"),
                        web.post("/orders").form("a=b"),
                        web.get("/any").basic("alice", "secret"))) {
            var answer = asked.send().is(401);
            assertThat(answer.header("www-authenticate")).isEqualTo(REALM);
            assertThat(answer.json()).isEmpty();
        }
    }

    /// Spec: RFC 6750 §3.1
    @Test
    void bad_tokens_are_refused() {
        refused(web.get("/any").bearer(tokens.expired()).send(), 401, "invalid_token");
        refused(web.get("/any").bearer("x").send(), 401, "invalid_token");
        refused(web.get("/any").bearer("a b").send(), 400, "invalid_request");
        String good = tokens.of("orders:read");
        refused(web.get("/any").bearer(good).bearer(good).send(), 400, "invalid_request");
        refused(web.get("/open").bearer(tokens.expired()).send(), 401, "invalid_token");
    }

    /// Spec: RFC 6750 §2.3
    @Test
    void a_token_in_the_address_or_a_form_is_not_looked_at() {
        String good = tokens.of("orders:read");
        web.get("/any?access_token=" + good).send().is(401);
        web.post("/orders").form("access_token=" + good).send().is(401);
    }

    /// Spec: RFC 6750 §3.1
    @Test
    void a_token_that_opens_too_little_is_refused() {
        var scope = web.get("/orders").bearer(tokens.of("reports:read")).send();
        refused(scope, 403, "insufficient_scope");
        assertThat(scope.header("www-authenticate")).endsWith(", scope=\"orders:read\"");
        var role = web.post("/orders").bearer(tokens.of("orders:write", "Packer")).form("a=b");
        refused(role.send(), 403, "insufficient_scope");
        var method = web.post("/orders").bearer(tokens.of("orders:read", "Clerk")).form("a=b");
        refused(method.send(), 403, "insufficient_scope");
    }

    @Test
    void while_nobody_can_tell_the_answer_is_503() {
        web.get("/any").bearer(Tokens.UNDECIDED).send().refuses(503, "temporarily_unavailable");
    }

    /// Where it is served at all.
    @Test
    void head_is_guarded_as_get() {
        web.ask("HEAD", "/any").send().is(401);
        web.ask("HEAD", "/silent").send().is(403);
        assertThat(web.ask("HEAD", "/orders").send().status()).isIn(401, 405);
        var tooLittle = web.ask("HEAD", "/orders").bearer(tokens.of("reports:read")).send();
        assertThat(tooLittle.status()).isIn(403, 405);
    }

    @Test
    void a_request_method_without_a_handler_is_not_let_in() {
        for (String method : List.of("PUT", "DELETE", "PATCH", "OPTIONS", "BREW")) {
            assertThat(web.ask(method, "/silent").send().status()).as(method).isBetween(400, 501);
        }
    }

    @Test
    void an_open_handler_takes_everybody() {
        assertThat(web.get("/open").send().is(200).body()).isEqualTo("hello nobody");
        assertThat(web.get("/open").bearer(tokens.of("")).send().is(200).body())
                .isEqualTo("hello alice");
    }

    @Test
    void a_guarded_handler_knows_its_caller() {
        assertThat(web.get("/any").bearer(tokens.of("")).send().is(200).body())
                .isEqualTo("hello alice");
        assertThat(web.get("/orders").bearer(tokens.of("orders:read")).send().is(200).body())
                .isEqualTo("hello alice");
        assertThat(
                        web.post("/orders")
                                .bearer(tokens.of("orders:write", "Manager"))
                                .form("three=pears")
                                .send()
                                .is(200)
                                .body())
                .isEqualTo("placed three=pears");
    }

    @Test
    void callers_are_not_mixed_up_when_many_come_at_once() throws Exception {
        String token = tokens.of("orders:read");
        var seen = new HashMap<String, Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> calls =
                    IntStream.range(0, 100)
                            .<Callable<String>>mapToObj(i ->
                                    () ->
                                            i % 2 == 0
                                                    ? i % 2 + web.get("/open").send().body()
                                                    : i % 2
                                                            + web.get("/open")
                                                                    .bearer(token)
                                                                    .send()
                                                                    .body())
                            .toList();
            for (var call : threads.invokeAll(calls)) {
                seen.merge(call.get(), 1, Integer::sum);
            }
        }
        assertThat(seen)
                .containsOnly(Map.entry("0hello nobody", 50), Map.entry("1hello alice", 50));
    }
}
