package dev.microauth.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.subject.ClientId;
import dev.microauth.web.Answer;
import dev.microauth.web.Site;
import dev.microauth.web.http.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Sessions and refresh tokens on the admin port.
///
/// Security: E3
class SessionsResourceTest {
    @AutoClose private final Site site = Site.open();
    private final String token = site.adminToken("admin");

    @Test
    void what_is_not_live_is_not_found() {
        for (String path : List.of("/sessions/", "/refresh-tokens/", "/access-tokens/")) {
            for (String id : List.of("x", UUID.randomUUID().toString())) {
                call(Method.DELETE, path + id).problem(404, "not-found");
            }
        }
        call(Method.GET, "/users/" + UUID.randomUUID() + "/sessions").problem(404, "not-found");
        call(Method.DELETE, "/users/" + UUID.randomUUID() + "/sessions").problem(404, "not-found");
    }

    @Test
    void a_ring_that_is_none_is_refused() {
        for (String path : List.of("/sessions", "/refresh-tokens")) {
            assertThat(call(Method.GET, path + "?ring=both").fields())
                    .containsEntry("ring", "is auth or admin");
        }
    }

    @Test
    void a_session_is_listed_shown_and_ended_with_its_tokens() {
        var answer = site.aliceSignsIn("openid").succeeds();
        var session = items("/sessions?q=alice&ring=auth&client_id=shop").getFirst();
        assertThat(session)
                .containsEntry("user_id", site.user("alice").id().toString())
                .containsEntry("username", "alice")
                .containsEntry("client_id", "shop")
                .containsEntry("ring", "auth")
                .containsEntry("amr", List.of("pwd"));
        String path = "/sessions/" + session.get("id");
        assertThat(call(Method.GET, path).succeeds().json()).isEqualTo(session);
        assertThat(items("/users/" + session.get("user_id") + "/sessions"))
                .containsExactly(session);

        assertThat(call(Method.DELETE, path).status()).isEqualTo(204);

        assertThat(site.auth().get("/whoami").bearer(answer.text("access_token")).send().status())
                .isEqualTo(401);
        call(Method.DELETE, path).problem(404, "not-found");
        assertThat(items("/sessions?ring=auth")).isEmpty();
    }

    /// Security: E2, K1
    @Test
    void what_the_clients_of_a_session_were_told_stays_on_record() {
        site.engine()
                .clients()
                .update(Site.ACTOR, ClientId.of("shop"))
                .backchannelLogoutUri(Optional.of("https://shop.example.com/out"))
                .save();
        site.aliceSignsIn("openid").succeeds();
        String path = "/sessions/" + items("/sessions?q=alice").getFirst().get("id");
        assertThat(items(path + "/clients").getFirst())
                .containsEntry("client_id", "shop")
                .containsEntry("can_be_told", true)
                .containsEntry("ended_at", null)
                .containsEntry("attempts", 0L);
        call(Method.DELETE, path);
        var logouts = site.engine().backChannelLogouts();
        logouts.take(10).forEach(each -> logouts.failed(each, "answered 503"));
        site.advance(Duration.ofSeconds(5));
        logouts.take(10).forEach(logouts::delivered);

        assertThat(items(path + "/clients").getFirst())
                .containsEntry("attempts", 2L)
                .containsEntry("delivered_at", site.now().toString())
                .containsEntry("given_up_at", null)
                .containsEntry("last_problem", "answered 503");
        assertThat(items("/audit-events?action=session.read&limit=1").getFirst())
                .containsEntry("detail", "1 clients listed");
        assertThat(items("/sessions/" + UUID.randomUUID() + "/clients")).isEmpty();
    }

    @Test
    void an_administrator_who_ends_their_own_session_is_out() {
        var own = items("/users/" + site.user("admin").id() + "/sessions").getFirst();
        assertThat(own).containsEntry("ring", "admin").containsEntry("client_id", null);

        assertThat(call(Method.DELETE, "/sessions/" + own.get("id")).status()).isEqualTo(204);

        call(Method.GET, "/sessions").problem(401, "unauthorized");
    }

    @Test
    void every_session_of_a_person_ends_at_once() {
        site.aliceSignsIn("openid").succeeds();
        site.aliceSignsIn("openid").succeeds();
        String path = "/users/" + site.user("alice").id() + "/sessions";
        assertThat(items(path)).hasSize(2);

        assertThat(call(Method.DELETE, path).status()).isEqualTo(204);

        assertThat(items(path)).isEmpty();
        assertThat(items("/refresh-tokens?q=alice")).isEmpty();
    }

    @Test
    void a_refresh_token_is_listed_shown_and_revoked() {
        var answer = site.aliceSignsIn("openid").succeeds();
        var family = items("/refresh-tokens?q=alice").getFirst();
        assertThat(family)
                .containsEntry("scope", "openid")
                .containsEntry("client_id", "shop")
                .containsEntry("session_id", items("/sessions?q=alice").getFirst().get("id"));
        String path = "/refresh-tokens/" + family.get("id");
        assertThat(call(Method.GET, path).succeeds().json()).isEqualTo(family);

        assertThat(call(Method.DELETE, path).status()).isEqualTo(204);

        call(Method.GET, path).problem(404, "not-found");
        assertThat(site.auth().get("/whoami").bearer(answer.text("access_token")).send().status())
                .isEqualTo(401);
    }

    @Test
    void what_ran_out_is_removed() {
        site.aliceSignsIn("openid").succeeds();
        site.advance(Duration.ofDays(91));
        String fresh = site.adminToken("admin");
        for (String noun : List.of("/refresh-tokens", "/sessions")) {
            // The old session of the administrator ran out too.
            assertThat(
                            site.admin()
                                    .post("/api/v1" + noun + "/purge")
                                    .bearer(fresh)
                                    .send()
                                    .succeeds()
                                    .json())
                    .containsEntry("removed", 2L);
        }
    }

    /// Spec: RFC 7662 §2.2
    @Test
    void introspection_tells_of_live_tokens_and_of_nothing_else() {
        var answer = site.aliceSignsIn("openid").succeeds();
        for (String dead : List.of("", "x", token, answer.text("access_token") + "x")) {
            assertThat(introspect(dead).body()).isEqualToIgnoringWhitespace("{\"active\":false}");
        }
        var access = introspect(answer.text("access_token")).json();
        assertThat(access)
                .containsEntry("active", true)
                .containsEntry("sub", site.user("alice").id().toString())
                .containsEntry("username", "alice")
                .containsEntry("client_id", "shop")
                .containsEntry("scope", "openid")
                .containsKeys("exp", "iat", "jti");
        assertThat(introspect(answer.text("refresh_token")).json())
                .containsEntry("active", true)
                .containsEntry("client_id", "shop");

        assertThat(call(Method.DELETE, "/access-tokens/" + access.get("jti")).status())
                .isEqualTo(204);

        assertThat(introspect(answer.text("access_token")).body())
                .isEqualToIgnoringWhitespace("{\"active\":false}");
    }

    private Answer introspect(String presented) {
        return site.admin()
                .post("/api/v1/introspect")
                .bearer(token)
                .json("{\"token\":\"" + presented + "\"}")
                .send()
                .succeeds();
    }

    private Answer call(Method method, String path) {
        return site.admin().call(method, "/api/v1" + path).bearer(token).send();
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> items(String path) {
        return (List<Map<String, Object>>) call(Method.GET, path).succeeds().json().get("items");
    }
}
