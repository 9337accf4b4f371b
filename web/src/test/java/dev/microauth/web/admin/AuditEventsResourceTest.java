package dev.microauth.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.microauth.web.Answer;
import dev.microauth.web.Site;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Security: K1, K3
class AuditEventsResourceTest {
    private static final String EVENTS = "/api/v1/audit-events";

    @AutoClose private final Site site = Site.open();
    private final String token = site.adminToken("admin");

    @Test
    void what_is_no_event_is_not_found() {
        for (String id :
                List.of(
                        "x",
                        UUID.randomUUID().toString(),
                        "00000000-0000-8001-8000-0000000fffff",
                        site.user("alice").id().toString())) {
            get("/" + id).problem(404, "not-found");
        }
    }

    @Test
    void filters_that_cannot_be_are_refused_by_name() {
        assertThat(get("?since=yesterday&limit=0&nothing=1").fields())
                .containsOnlyKeys("since", "limit", "nothing");
        assertThat(get("?outcome=denied").fields()).containsOnlyKeys("outcome");
    }

    @Test
    void an_event_has_its_members_and_can_be_read_by_its_id() {
        var newest = items(get("?limit=1")).getFirst();

        assertThat(newest)
                .containsEntry("action", "token.issue")
                .containsEntry("outcome", "done")
                .containsEntry("chain", 1L)
                .containsKeys(
                        "id",
                        "time",
                        "client_id",
                        "ip",
                        "user_agent",
                        "request_id",
                        "detail",
                        "sequence",
                        "second_target");
        assertThat(newest.get("actor"))
                .isEqualTo(Map.of("kind", "user", "id", site.user("admin").id().toString()));
        assertThat(newest.get("target"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("kind", "token");
        assertThat(get("/" + newest.get("id")).succeeds().json()).isEqualTo(newest);
    }

    @Test
    void filters_and_pages_go_together_and_the_unfiltered_total_is_exact() {
        String alice = site.user("alice").id().toString();
        site.aliceSignsIn("openid").succeeds();
        var first = get("?limit=1&actor_id=" + alice).succeeds().json();
        assertThat(first.get("total")).isEqualTo(2L);
        var second =
                get("?limit=1&actor_id=" + alice + "&after=" + first.get("next")).succeeds().json();
        assertThat(second.get("next")).isNull();
        assertThat(items(second)).isNotEqualTo(items(first));

        long total = site.engine().audit().count();
        assertThat(get("?limit=2").succeeds().json().get("total")).isEqualTo(total);
        assertThat(items(get("?action=user.login&outcome=refused"))).isEmpty();
        assertThat(items(get("?sort=time&limit=1")).getFirst().get("sequence")).isEqualTo(1L);
    }

    /// Security: K1
    @Test
    void an_export_is_lines_of_json_oldest_first_and_an_event_itself() throws ParseException {
        long total = site.engine().audit().count();
        site.advance(Duration.ofSeconds(1));

        var answer = get("/export");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).hasValue("application/jsonl");
        var lines = answer.body().lines().toList();

        assertThat(lines).hasSize((int) total);
        assertThat(JSONObjectUtils.parse(lines.getFirst()).get("sequence")).isEqualTo(1L);
        assertThat(JSONObjectUtils.parse(lines.getLast()).get("sequence")).isEqualTo(total);
        var event = items(get("?action=audit.export")).getFirst();
        assertThat(event.get("detail")).isEqualTo("everything");
        assertThat(get("/export?action=user.login&q=pwd").body().lines()).hasSize(1);
    }

    @Test
    void a_log_that_was_not_touched_is_whole() {
        assertThat(post("/verify", "").succeeds().json())
                .containsEntry("whole", true)
                .containsEntry("problem", null);
    }

    @Test
    void nobody_removes_what_retention_keeps() {
        post("/purge", "{\"before\":\"" + site.now() + "\"}").problem(422, "invalid");
        assertThat(post("/purge", "{}").succeeds().json()).containsEntry("removed", 0L);
    }

    @Test
    void what_retention_does_not_keep_goes_and_the_log_stays_whole() {
        long before = site.engine().audit().count();
        site.advance(Duration.ofDays(401));
        String fresh = site.adminToken("admin");

        var removed =
                site.admin()
                        .post(EVENTS + "/purge")
                        .bearer(fresh)
                        .json("{\"before\":null}")
                        .send()
                        .succeeds()
                        .json();

        assertThat(removed).containsEntry("removed", before);
        assertThat(site.admin().post(EVENTS + "/verify").bearer(fresh).send().succeeds().json())
                .containsEntry("whole", true);
    }

    private Answer get(String rest) {
        return site.admin().get(EVENTS + rest).bearer(token).send();
    }

    private Answer post(String rest, String body) {
        var call = site.admin().post(EVENTS + rest).bearer(token);
        return body.isEmpty() ? call.send() : call.json(body).send();
    }

    private static List<Map<String, Object>> items(Answer answer) {
        return items(answer.succeeds().json());
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> items(Map<String, Object> listing) {
        return (List<Map<String, Object>>) listing.get("items");
    }
}
