package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.web.http.Caller;
import dev.microauth.web.http.Headers;
import dev.microauth.web.http.Method;
import dev.microauth.web.http.Request;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The doors over an engine that was closed.
class OutOfServiceTest {
    @AutoClose private static final Site SITE = Site.open();

    private static String token = "";

    @BeforeAll
    static void closeTheEngine() {
        token = SITE.aliceSignsIn("openid").text("access_token");
        assertThat(SITE.auth().get("/health/ready").send().status()).isEqualTo(200);
        SITE.stop();
    }

    /// Security: H10
    @Test
    void ready_is_not_said_and_the_reason_is_kept() {
        for (Port port : List.of(SITE.auth(), SITE.admin())) {
            var answer = port.get("/health/ready").send();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body().strip()).isEqualTo("{\"status\":\"unavailable\"}");
        }
    }

    @Test
    void what_needs_no_engine_goes_on() {
        for (Port port : List.of(SITE.auth(), SITE.admin())) {
            for (String path : List.of("/ping", "/health/live", "/version")) {
                port.get(path).send().succeeds();
            }
        }
    }

    /// Security: H6
    @Test
    void everything_else_asks_to_come_back_in_a_moment() {
        for (Call call :
                List.of(
                        SITE.auth().get("/jwks.json"),
                        SITE.token("batch", "client_credentials"),
                        SITE.password("shop", "alice", Site.PASSWORD),
                        SITE.as("batch", "/introspect").form("token", token),
                        SITE.as("batch", "/revoke").form("token", token),
                        SITE.auth().get("/whoami").bearer(token),
                        SITE.auth().get("/userinfo").bearer(token),
                        SITE.auth().get("/me").bearer(token),
                        SITE.admin()
                                .post("/token")
                                .form("username", "admin", "password", Site.PASSWORD))) {
            var answer = call.send().refuses(503, "temporarily_unavailable");
            assertThat(answer.header("retry-after")).hasValue("5");
            assertThat(answer.body()).doesNotContainIgnoringCase("database", "storage", "sql");
        }
    }

    /// Security: H6
    @Test
    void the_unforeseen_has_an_incident_id_and_keeps_its_cause() {
        var request =
                new Request(
                        Method.POST,
                        "/token",
                        Headers.of("content-type", "application/x-www-form-urlencoded"),
                        () -> {
                            throw new IllegalStateException("a detail of ours");
                        },
                        new Caller(InetAddress.ofLiteral("192.0.2.1"), false));
        for (Port port : List.of(SITE.auth(), SITE.admin())) {
            var answer = new Answer(port.router().handle(request));
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.text("error")).isEqualTo("server_error");
            assertThat(answer.body()).contains(request.requestId()).doesNotContain("detail");
            assertThat(answer.header("x-request-id")).hasValue(request.requestId());
        }
    }
}
