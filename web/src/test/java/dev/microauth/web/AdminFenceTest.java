package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.access.AdminPermission;
import dev.microauth.token.Issuers;
import dev.microauth.web.http.BodyRefused;
import dev.microauth.web.http.Caller;
import dev.microauth.web.http.Headers;
import dev.microauth.web.http.Method;
import dev.microauth.web.http.Request;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What stands around the whole admin API, whichever paths it has.
class AdminFenceTest {
    private static final List<String> PATHS =
            List.of(
                    "/api/v1",
                    "/api/v1/",
                    "/api/v1/me",
                    "/api/v1/me/",
                    "/api/v1/me?access_token=x",
                    "/api/v1/nothing/here",
                    "/api/v1/users/%2e%2e",
                    "/api/v1/../token",
                    "/api/v1/me?limit=%zz");

    @AutoClose
    private static final Site SITE =
            Site.open(with ->
                    with.issuers(new Issuers("https://id.example", "https://ad.example/mad")));

    /// Security: H7
    @Test
    void a_stranger_is_told_the_same_at_every_path_with_every_method_and_body() {
        for (Method method : Method.values()) {
            for (String path : PATHS) {
                for (String place : List.of("", "/mad")) {
                    var answer = SITE.admin().call(method, place + path).json("{{{").send();
                    assertThat(answer.problem(401, "unauthorized").get("detail"))
                            .isEqualTo(
                                    "Send a live access token of the admin port: Authorization: Bearer …");
                    assertThat(answer.header("www-authenticate"))
                            .hasValue("Bearer realm=\"microauth admin\"");
                }
            }
        }
    }

    /// Security: H5, H7
    @Test
    void a_stranger_s_body_is_not_even_read() {
        var sent =
                request(
                        "/api/v1/me",
                        Headers.none(),
                        () -> {
                            throw BodyRefused.tooLarge(1);
                        });
        new Answer(SITE.admin().router().handle(sent)).problem(401, "unauthorized");
    }

    @Test
    void a_dead_token_is_told_that_it_is_no_good() {
        String token = SITE.adminToken("admin");
        SITE.admin().get("/api/v1/me").bearer(token).send().succeeds();
        SITE.advance(Duration.ofHours(1));
        var answer = SITE.admin().get("/api/v1/me").bearer(token).send();
        answer.problem(401, "unauthorized");
        assertThat(answer.header("www-authenticate"))
                .hasValue("Bearer realm=\"microauth admin\", error=\"invalid_token\"");
    }

    @Test
    void an_administrator_is_told_what_is_where() {
        String token = SITE.adminToken("admin");
        SITE.admin().get("/api/v1/nothing").bearer(token).send().problem(404, "not-found");
        var wrong = SITE.admin().call(Method.DELETE, "/api/v1/me").bearer(token).send();
        wrong.problem(405, "method-not-allowed");
        assertThat(wrong.header("allow")).hasValue("GET, HEAD, OPTIONS");
        assertThat(SITE.admin().call(Method.OPTIONS, "/api/v1/me").bearer(token).send().status())
                .isEqualTo(204);
        SITE.admin().get("/mad/api/v1/me").bearer(token).send().succeeds();
    }

    @Test
    void one_is_told_who_one_is() {
        String token =
                SITE.administrator(
                        "clara", Set.of(AdminPermission.AUDIT_READ, AdminPermission.KEYS_READ));
        var me = SITE.admin().get("/api/v1/me").bearer(token).send().succeeds();
        assertThat(me.json())
                .containsEntry("id", SITE.user("clara").id().toString())
                .containsEntry("kind", "user")
                .containsEntry("name", "clara")
                .containsEntry("roles", List.of("role of clara"))
                .containsEntry("permissions", List.of("audit:read", "keys:read"));
    }

    /// Security: B9, H7
    @Test
    void a_right_that_was_taken_is_gone_with_the_next_request() {
        String token = SITE.administrator("dan", Set.of(AdminPermission.AUDIT_READ));
        SITE.admin().get("/api/v1/me").bearer(token).send().succeeds();
        SITE.engine().access().unassignRole(Site.ACTOR, SITE.user("dan").id(), "role of dan");
        assertThat(SITE.admin().get("/api/v1/me").bearer(token).send().status()).isIn(401, 403);
    }

    /// Security: H6
    @Test
    void the_unforeseen_is_a_problem_with_an_incident_id() {
        String token = SITE.adminToken("admin");
        var sent =
                request(
                        "/api/v1/openapi.json",
                        name -> {
                            if (name.equals("authorization")) {
                                return List.of("Bearer " + token);
                            }
                            throw new IllegalStateException("a detail of ours");
                        },
                        () -> new byte[0]);
        var problem = new Answer(SITE.admin().router().handle(sent)).problem(500, "server-error");
        assertThat(problem.get("detail").toString())
                .contains(sent.requestId())
                .doesNotContain("ours");
    }

    private static Request request(String path, Headers headers, Supplier<byte[]> body) {
        return new Request(
                Method.GET,
                path,
                headers,
                body,
                new Caller(InetAddress.ofLiteral("192.0.2.1"), false));
    }
}
