package dev.microauth.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.web.Answer;
import dev.microauth.web.Site;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Keys, settings and figures on the admin port.
///
/// Security: C6
class KeysResourceTest {
    @AutoClose private final Site site = Site.open();
    private final String token = site.adminToken("admin");

    @Test
    void a_ring_or_an_algorithm_that_is_none_is_refused() {
        post("/keys/rotate", "{\"ring\":\"both\"}").problem(422, "invalid");
        assertThat(post("/keys/rotate", "{\"ring\":\"admin\",\"algorithm\":\"RS256\"}").fields())
                .containsOnlyKeys("algorithm")
                .asString()
                .contains("EdDSA");
        post("/keys/unknown/retire", "").problem(404, "not-found");
    }

    @Test
    void keys_are_listed_without_the_keys() {
        var keys = items(get("/keys"));

        assertThat(keys).hasSize(4);
        assertThat(keys.getFirst())
                .containsOnlyKeys(
                        "kid",
                        "ring",
                        "algorithm",
                        "state",
                        "created_at",
                        "activated_at",
                        "retired_at");
        var first = get("/keys?limit=3").succeeds().json();
        assertThat(first.get("total")).isEqualTo(4L);
        assertThat(items(get("/keys?limit=3&after=" + first.get("next")))).hasSize(1);
        get("/keys?after=unknown").problem(422, "invalid");
    }

    @Test
    void a_rotation_lets_the_old_key_verify_on() {
        String access = site.clientToken("batch");
        post("/keys/rotate", "{\"ring\":\"auth\",\"algorithm\":\"ES256\"}").succeeds();

        assertThat(states("ES256")).containsExactlyInAnyOrder("current", "retired");
        assertThat(site.auth().get("/whoami").bearer(access).send().status()).isEqualTo(200);
        post("/keys/rotate", "{\"ring\":\"admin\"}").succeeds();
        assertThat(states("EdDSA")).containsExactlyInAnyOrder("current", "current", "retired");
    }

    @Test
    void what_a_retired_key_signed_is_believed_no_more() {
        String access = site.clientToken("batch");
        String kid =
                items(get("/keys")).stream()
                        .filter(each -> each.get("algorithm").equals("ES256"))
                        .map(each -> each.get("kid").toString())
                        .findFirst()
                        .orElseThrow();

        assertThat(post("/keys/" + kid + "/retire", "").status()).isEqualTo(204);

        assertThat(site.auth().get("/whoami").bearer(access).send().status()).isEqualTo(401);
        assertThat(site.clientToken("batch")).isNotEmpty();
        assertThat(states("ES256")).containsExactly("current");
    }

    @Test
    void settings_are_shown_with_where_they_came_from() {
        assertThat(items(get("/settings")))
                .contains(
                        Map.of("name", "auth-port", "value", "9040", "origin", "default"),
                        Map.of(
                                "name",
                                "issuer",
                                "value",
                                "https://login.example.com",
                                "origin",
                                "mad.toml:3"));
        assertThat(items(get("/settings?limit=1&after=auth-port"))).hasSize(1);
    }

    @Test
    void figures_tell_how_much_there_is() {
        site.password("shop", "alice", "wrong").send();
        site.aliceSignsIn("openid").succeeds();

        var stats = get("/stats").succeeds().json();

        assertThat(stats)
                .containsEntry("version", "test")
                .containsEntry("started_at", Site.START.toString())
                .containsEntry("users", 4L)
                .containsEntry("clients", 7L)
                .containsEntry("sessions", 2L)
                .containsEntry("refresh_tokens", 2L)
                .containsEntry("audit_events", site.engine().audit().count());
        var days = items(stats, "sign_ins");
        assertThat(days).hasSize(30);
        assertThat(days.getLast())
                .isEqualTo(Map.of("day", "2027-03-01", "done", 2L, "refused", 1L));
        site.advance(Duration.ofDays(1));
        assertThat(site.engine().statistics().signIns().get(28).done()).isEqualTo(2);
    }

    private List<String> states(String algorithm) {
        return items(get("/keys")).stream()
                .filter(each -> each.get("algorithm").equals(algorithm))
                .map(each -> each.get("state").toString())
                .toList();
    }

    private Answer get(String path) {
        return site.admin().get("/api/v1" + path).bearer(token).send();
    }

    private Answer post(String path, String body) {
        var call = site.admin().post("/api/v1" + path).bearer(token);
        return body.isEmpty() ? call.send() : call.json(body).send();
    }

    private static List<Map<String, Object>> items(Answer answer) {
        return items(answer.succeeds().json(), "items");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> items(Map<String, Object> from, String member) {
        return (List<Map<String, Object>>) from.get(member);
    }
}
