package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.access.AdminPermission;
import dev.microauth.web.http.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class UsersResourceTest {
    private static final String PATH = "/api/v1/users";

    @AutoClose private final Site site = Site.open();
    private final String admin = site.adminToken("admin");

    /// Security: H8
    @Test
    void what_cannot_be_taken_is_named() {
        for (var wrong :
                List.of(
                        Map.entry("{\"email\":\"x@example.com\"}", "username"),
                        Map.entry("{\"username\":\"a b\"}", "username"),
                        Map.entry("{\"username\":\"admin \"}", "username"),
                        Map.entry("{\"username\":\"\u0430dmin\"}", "username"),
                        Map.entry("{\"username\":\"dora\",\"email\":\"x\"}", "email"),
                        Map.entry("{\"username\":\"dora\",\"name\":\" \"}", "name"),
                        Map.entry("{\"username\":\"dora\",\"password\":\"short\"}", "password"),
                        Map.entry("{\"username\":\"dora\",\"is_active\":false}", "is_active"),
                        Map.entry("{\"username\":\"dora\",\"attributes\":[]}", "attributes"),
                        Map.entry(
                                "{\"username\":\"dora\",\"attributes\":{\"a\":{\"b\":{\"c\":{\"d\":{}}}}}}",
                                "attributes"))) {
            var answer = post(PATH, wrong.getKey());
            answer.problem(422, "invalid");
            assertThat(answer.fields()).as(wrong.getKey()).containsKey(wrong.getValue());
        }
        post(PATH, "{\"username\":\"ALICE\"}").problem(409, "already-exists");
        post(PATH, "{\"username\":\"al\",\"email\":\"Alice@Example.com\"}")
                .problem(409, "already-exists");
        assertThat(get(PATH + "?q=dora").text("total")).isEqualTo("0");
    }

    /// Security: F10, F11
    @Test
    void who_is_made_without_a_password_is_invited_by_a_link() {
        var made =
                post(
                        PATH,
                        """
                        {"username": "Dora", "email": "Dora@example.com", "name": "Dora D.",
                         "attributes": {"team": "blue", "tags": ["a", "b"]}}
                        """);
        assertThat(made.status()).isEqualTo(201);
        String id = made.text("id");
        assertThat(made.header("location")).hasValue(PATH + "/" + id);
        assertThat(made.header("etag")).hasValue("\"1\"");
        assertThat(made.text("username")).isEqualTo("dora");
        assertThat(made.text("url")).matches("http://localhost:9040/setup/[\\w-]{43}");
        assertThat(made.text("expires_at"))
                .isEqualTo(site.now().plusSeconds(7 * 86_400).toString());

        var shown = get(PATH + "/" + id).succeeds();
        assertThat(shown.json())
                .containsEntry("email", "dora@example.com")
                .containsEntry("email_verified", false)
                .containsEntry("attributes", Map.of("team", "blue", "tags", List.of("a", "b")))
                .containsEntry("lockout_until", null)
                .doesNotContainKeys("url", "password");
        assertThat(get(PATH + "/by-name/DORA").succeeds().json()).isEqualTo(shown.json());

        var withPassword =
                post(PATH, "{\"username\":\"eve\",\"password\":\"nine grey herons at noon\"}");
        assertThat(withPassword.json()).containsEntry("url", null);
        assertThat(
                        post(PATH + "/" + withPassword.text("id") + "/invite", "")
                                .problem(409, "protected"))
                .isNotNull();
        assertThat(post(PATH + "/" + id + "/invite", "").succeeds().text("url"))
                .isNotEqualTo(made.text("url"));
    }

    /// Security: H8
    @Test
    void a_change_needs_the_version_that_was_seen_where_one_is_given() {
        String path = PATH + "/" + site.user("alice").id();
        String seen = get(path).header("etag").orElseThrow();
        var changed =
                patch(path, "{\"name\":\"Alice A.\",\"attributes\":{\"team\":\"red\"}}", seen)
                        .succeeds();
        assertThat(changed.json())
                .containsEntry("name", "Alice A.")
                .containsEntry("username", "alice");
        assertThat(changed.header("etag")).isPresent().isNotEqualTo(java.util.Optional.of(seen));
        patch(path, "{\"name\":\"B\"}", seen).problem(412, "stale");
        var again = changed.header("etag").orElseThrow();
        assertThat(patch(path, "{}", again).header("etag")).hasValue(again);
        assertThat(
                        patch(path, "{\"name\":null,\"attributes\":{\"team\":null,\"x\":1}}", again)
                                .json())
                .containsEntry("name", null)
                .containsEntry("attributes", Map.of("x", 1L));
        var missing = patch(path, "{\"username\":null}", "*");
        missing.problem(422, "invalid");
        assertThat(missing.fields()).containsKey("username");
    }

    /// Security: H8
    @Test
    void what_a_change_leaves_alone_stays_as_somebody_else_made_it_meanwhile() throws Exception {
        String path = PATH + "/" + site.user("alice").id();
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 25; round++) {
                var start = new CyclicBarrier(2);
                String name = "Alice " + round;
                String email = "alice" + round + "@example.com";
                var first =
                        threads.submit(() -> {
                            start.await(10, TimeUnit.SECONDS);
                            return patch(path, "{\"name\":\"" + name + "\"}", "*").status();
                        });
                var second =
                        threads.submit(() -> {
                            start.await(10, TimeUnit.SECONDS);
                            return patch(path, "{\"email\":\"" + email + "\"}", "*").status();
                        });
                assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo(200);
                assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo(200);
                assertThat(get(path).json())
                        .containsEntry("name", name)
                        .containsEntry("email", email);
            }
        }
    }

    @Test
    void actions_change_what_they_say() {
        String path = PATH + "/" + site.user("alice").id();
        assertThat(post(path + "/verify-email", "").status()).isEqualTo(204);
        assertThat(post(path + "/deactivate", "").status()).isEqualTo(204);
        assertThat(get(path).json())
                .containsEntry("email_verified", true)
                .containsEntry("is_active", false);
        assertThat(post(path + "/activate", "").status()).isEqualTo(204);
        for (String body :
                List.of(
                        "",
                        "{}",
                        "{\"permanent\":false}",
                        "{\"until\":\"2020-01-01T00:00:00Z\"}",
                        "{\"until\":\"2099-01-01T00:00:00Z\",\"permanent\":true}")) {
            var refused = post(path + "/lockout", body);
            refused.problem(422, "invalid");
            assertThat(refused.fields()).containsKey("until");
        }
        assertThat(post(path + "/lockout", "{\"permanent\":true}").status()).isEqualTo(204);
        assertThat(get(path).text("lockout_until")).isEqualTo("9999-12-31T23:59:59Z");
        assertThat(get(PATH + "?locked=true&q=alice").text("total")).isEqualTo("1");
        assertThat(call(Method.DELETE, path + "/lockout").send().status()).isEqualTo(204);
        assertThat(get(path).json()).containsEntry("lockout_until", null);
        assertThat(call(Method.DELETE, path).send().status()).isEqualTo(204);
        get(path).problem(404, "not-found");
    }

    /// Security: B9, F10
    /// Trap: 8
    @Test
    void a_reset_takes_the_password_and_the_tokens_and_gives_a_link() {
        String token = site.aliceSignsIn("openid").text("access_token");
        var reset = post(PATH + "/" + site.user("alice").id() + "/reset", "").succeeds();
        assertThat(reset.json()).containsOnlyKeys("url", "expires_at");
        assertThat(reset.text("expires_at")).isEqualTo(site.now().plusSeconds(3600).toString());
        assertThat(site.auth().get("/whoami").bearer(token).send().status()).isEqualTo(401);
        site.aliceSignsIn("openid").refuses(400, "invalid_grant");
    }

    /// Security: E5
    @Test
    void nobody_reaches_their_own_way_in_by_a_right_over_others() {
        String own = PATH + "/" + site.user("admin").id();
        for (Call each :
                List.of(
                        call(Method.POST, own + "/reset"),
                        call(Method.DELETE, own + "/totp"),
                        call(Method.DELETE, own + "/passkeys/" + UUID.randomUUID()))) {
            var answer = each.send();
            assertThat(answer.status()).as(answer.body()).isEqualTo(403);
            assertThat(answer.body()).contains("/me");
        }
        assertThat(get(PATH).status()).isEqualTo(200);
    }

    /// Security: H7, H9
    /// Trap: 22
    @Test
    void nobody_acts_on_somebody_above_them_nor_on_the_last_administrator() {
        String clerk =
                site.administrator(
                        "clerk", Set.of(AdminPermission.USERS_READ, AdminPermission.USERS_WRITE));
        String path = PATH + "/" + site.user("admin").id();
        for (String action : List.of("activate", "deactivate", "verify-email", "reset", "invite")) {
            site.admin().post(path + "/" + action).bearer(clerk).send().problem(403, "not-allowed");
        }
        site.admin().call(Method.DELETE, path).bearer(clerk).send().problem(403, "not-allowed");
        site.admin()
                .call(Method.PATCH, path)
                .bearer(clerk)
                .json("{\"email\":\"mine@example.com\"}")
                .send()
                .problem(403, "not-allowed");
        post(path + "/deactivate", "").problem(409, "protected");
        post(path + "/lockout", "{\"permanent\":true}").problem(409, "protected");
        call(Method.DELETE, path).send().problem(409, "protected");
    }

    @Test
    void what_is_not_there_is_not_found() {
        for (String id : List.of(UUID.randomUUID().toString(), "x", "..%2f")) {
            get(PATH + "/" + id).problem(404, "not-found");
            post(PATH + "/" + id + "/reset", "").problem(404, "not-found");
        }
        get(PATH + "/by-name/nobody").problem(404, "not-found");
        get(PATH + "/by-name/a%20b").problem(404, "not-found");
    }

    private Call call(Method method, String path) {
        return site.admin().call(method, path).bearer(admin);
    }

    private Answer get(String path) {
        return call(Method.GET, path).send();
    }

    private Answer post(String path, String body) {
        var call = call(Method.POST, path);
        return body.isEmpty() ? call.send() : call.json(body).send();
    }

    private Answer patch(String path, String body, String version) {
        return call(Method.PATCH, path).header("if-match", version).json(body).send();
    }
}
