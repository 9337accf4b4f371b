package dev.microauth.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.access.AdminPermission;
import dev.microauth.api.RoleEdit;
import dev.microauth.api.RoleView;
import dev.microauth.audit.Action;
import dev.microauth.page.Page;
import dev.microauth.problem.AuthException;
import dev.microauth.web.Call;
import dev.microauth.web.Port;
import dev.microauth.web.Site;
import dev.microauth.web.http.BodyRefused;
import dev.microauth.web.http.Method;
import dev.microauth.web.http.Response;
import dev.microauth.web.http.Router;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What an operation is handed, and what it can answer, on a noun made for it.
class AdminCallTest {
    @AutoClose private static final Site SITE = Site.open();
    private static final UUID ID = new UUID(1, 2);
    private static final String DOOR = "/api/v1/doors/" + ID;

    private final Port port;
    private final String token = SITE.adminToken("admin");

    AdminCallTest() {
        var api = new AdminApi(SITE.engine(), "test", "", List.of(AdminCallTest::doors));
        port = new Port(new Router(api.routes(), List.of(api.fence())));
    }

    private static List<Operation> doors() {
        return List.of(
                Operation.get("/doors", AdminPermission.ROLES_READ, "Lists.")
                        .list(RoleView.class)
                        .query("q", "sort")
                        .flags("is_open")
                        .ids("room_id")
                        .moments("from")
                        .by(AdminCallTest::list),
                Operation.post("/doors", AdminPermission.ROLES_WRITE, "Makes.")
                        .takes(RoleEdit.class)
                        .created(RoleView.class)
                        .by(call ->
                                call.created("/doors/" + ID, view(call.body(RoleEdit.class)), 1)),
                Operation.get("/doors/{id}", AdminPermission.ROLES_READ, "Shows.")
                        .answers(RoleView.class)
                        .by(call -> call.ok(view(call.id("id")), 7)),
                Operation.patch("/doors/{id}", AdminPermission.ROLES_WRITE, "Changes.")
                        .takes(RoleEdit.class)
                        .answers(RoleView.class)
                        .by(AdminCallTest::edit),
                Operation.delete("/doors/{id}", AdminPermission.ROLES_WRITE, "Removes.")
                        .by(AdminCall::noContent),
                Operation.post("/doors/{why}/break", AdminPermission.ROLES_WRITE, "Fails.")
                        .by(AdminCallTest::fail));
    }

    private static RoleView view(RoleEdit edit) {
        return new RoleView(ID, edit.name(), edit.description(), false);
    }

    private static RoleView view(UUID id) {
        return new RoleView(id, "front", Optional.of("of oak"), false);
    }

    private static Response list(AdminCall call) {
        var asked = call.page();
        String seen =
                asked
                        + " "
                        + call.queryFlag("is_open")
                        + call.queryId("room_id")
                        + call.queryMoment("from");
        return call.page(
                new Page<>(List.of(seen), Optional.of("next"), Optional.of(7L), Optional.empty()),
                text -> new RoleView(ID, text, Optional.empty(), false));
    }

    private static Response edit(AdminCall call) {
        if (call.ifMatch().filter(version -> version != 7).isPresent()) {
            throw new AuthException.Stale("door", call.path("id"));
        }
        return call.ok(
                view(call.merged(RoleEdit.class, new RoleEdit("front", Optional.of("of oak")))), 8);
    }

    private static Response fail(AdminCall call) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("a", "is wrong");
        fields.put("b", "is too");
        throw switch (call.path("why")) {
            case "missing" -> new AuthException.NotFound("door", "x");
            case "taken" -> new AuthException.AlreadyExists("door", "x");
            case "protected" -> new AuthException.Protected("this door stays");
            case "denied" -> new AuthException.NotAllowed("you do not hold doors:write");
            case "stale" -> new AuthException.Stale("door", "x");
            case "invalid" -> new AuthException.Invalid(fields);
            case "large" -> BodyRefused.tooLarge(5);
            default -> new IllegalStateException("a detail of ours");
        };
    }

    /// Security: H6
    /// Spec: RFC 9457 §3
    @Test
    void each_refusal_has_its_status_and_kind() {
        var kinds =
                Map.of(
                        "missing", "404 not-found",
                        "taken", "409 already-exists",
                        "protected", "409 protected",
                        "denied", "403 not-allowed",
                        "stale", "412 stale",
                        "large", "413 content-too-large",
                        "other", "500 server-error");
        kinds.forEach((why, expected) -> {
            String[] parts = expected.split(" ", -1);
            var problem =
                    call(Method.POST, "/api/v1/doors/" + why + "/break")
                            .send()
                            .problem(Integer.parseInt(parts[0]), parts[1]);
            assertThat(problem.get("detail").toString()).doesNotContain("ours");
        });
        assertThat(call(Method.POST, "/api/v1/doors/invalid/break").send().fields())
                .containsExactlyInAnyOrderEntriesOf(Map.of("a", "is wrong", "b", "is too"));
    }

    /// Security: K1
    @Test
    void whoever_lacks_the_right_is_refused_and_leaves_an_event() {
        assertThat(SITE.engine().audit().has(Action.ADMIN_REFUSE)).isFalse();
        String keys = SITE.administrator("emil", Set.of(AdminPermission.KEYS_READ));
        port.get(DOOR).bearer(keys).send().problem(403, "not-allowed");
        assertThat(SITE.engine().audit().has(Action.ADMIN_REFUSE)).isTrue();
    }

    /// Security: H2
    @Test
    void a_body_is_json_of_its_own_type_or_is_refused() {
        for (String type :
                List.of("application/x-www-form-urlencoded", "text/plain", "", "text/json")) {
            create("{\"name\":\"a\"}").body(type).send().problem(415, "unsupported-media-type");
        }
        for (String text :
                List.of(
                        "{",
                        "[]",
                        "null",
                        "7",
                        "{} {}",
                        "{\"name\":\"a\",\"name\":\"b\"}",
                        "{'a':1}",
                        "{\"name\":\"\\ud800\"}",
                        "{\"name\":1e999}",
                        "{\"name\":" + "[".repeat(5_000))) {
            create(text).send().problem(400, "malformed");
        }
        create("{\"name\":\"a\"}").body("application/json; charset=utf-8").send();
        call(Method.DELETE, DOOR).json("{}").send().problem(400, "malformed");
    }

    /// Security: H8
    @Test
    void every_member_that_is_missing_unknown_or_mistyped_is_named() {
        assertThat(create("{\"Name\":\"a\",\"description\":7,\"id\":\"x\"}").send().fields())
                .containsOnlyKeys("Name", "id", "name", "description");
        assertThat(call(Method.POST, "/api/v1/doors").send().fields()).containsOnlyKeys("name");
        assertThat(patch("{\"name\":null,\"colour\":null}").send().fields())
                .containsOnlyKeys("name", "colour");
    }

    @Test
    void a_parameter_that_is_unknown_wrong_or_there_twice_is_named() {
        assertThat(
                        get("/api/v1/doors?limit=0&is_open=yes&room_id=1&from=now&x=1&%7b=2")
                                .send()
                                .fields())
                .containsOnlyKeys("limit", "is_open", "room_id", "from", "x", "{");
        assertThat(get("/api/v1/doors?limit=501").send().fields()).containsOnlyKeys("limit");
        assertThat(get("/api/v1/doors?limit=ten").send().fields()).containsOnlyKeys("limit");
        assertThat(get("/api/v1/doors?q=" + "a".repeat(300)).send().fields()).containsOnlyKeys("q");
        assertThat(get(DOOR + "?limit=1").send().fields()).containsOnlyKeys("limit");
        get("/api/v1/doors?limit=1&limit=2").send().problem(400, "malformed");
        get("/api/v1/doors?q=%00").send().problem(400, "malformed");
    }

    @Test
    void what_is_no_id_is_nothing_that_is_there() {
        for (String id : List.of("1", "x", "0000-1", ID + "0", "%F0%9F%94%91")) {
            get("/api/v1/doors/" + id).send().problem(404, "not-found");
        }
    }

    @Test
    void a_page_is_asked_for_and_answered() {
        var answer =
                get("/api/v1/doors?limit=3&after=abc&q=%C3%84&sort=-name&is_open=true&room_id="
                                + ID
                                + "&from=2026-11-22T04:40:00Z")
                        .send()
                        .succeeds();
        assertThat(answer.json()).containsEntry("next", "next").containsEntry("total", 7L);
        assertThat(answer.body())
                .contains("limit=3, after=Optional[abc], q=Optional[ä], sort=Optional[-name]")
                .contains("Optional[true]", ID.toString(), "2026-11-22T04:40:00Z");
        assertThat(get("/api/v1/doors").send().body()).contains("limit=50, after=Optional.empty");
    }

    @Test
    void what_was_made_has_a_place_and_a_version() {
        var made = create("{\"name\":\"a\"}").send();
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("location")).hasValue(DOOR);
        assertThat(made.header("etag")).hasValue("\"1\"");
        assertThat(made.json()).containsEntry("name", "a").containsEntry("description", null);
        assertThat(get(DOOR).send().header("etag")).hasValue("\"7\"");
        assertThat(call(Method.DELETE, DOOR).send().status()).isEqualTo(204);
    }

    /// Spec: RFC 7396 §2, RFC 9110 §13.1.1
    @Test
    void a_patch_changes_what_it_names_and_can_be_made_conditional() {
        assertThat(patch("{\"name\":\"b\"}").send().json())
                .containsEntry("name", "b")
                .containsEntry("description", "of oak");
        assertThat(
                        patch("{\"description\":null}")
                                .body("application/merge-patch+json")
                                .send()
                                .json())
                .containsEntry("name", "front")
                .containsEntry("description", null);
        for (String seen : List.of("\"7\"", "*")) {
            patch("{}").header("if-match", seen).send().succeeds();
        }
        for (String stale : List.of("\"6\"", "\"\"", "\"abc\"", "\"99999999999999999999\"")) {
            patch("{}").header("if-match", stale).send().problem(412, "stale");
        }
        for (String odd : List.of("7", "W/\"7\"", "\"7\", \"8\"", "")) {
            patch("{}").header("if-match", odd).send().problem(400, "malformed");
        }
    }

    private Call get(String target) {
        return call(Method.GET, target);
    }

    private Call create(String json) {
        return call(Method.POST, "/api/v1/doors").json(json);
    }

    private Call patch(String json) {
        return call(Method.PATCH, DOOR).json(json);
    }

    private Call call(Method method, String target) {
        return port.call(method, target).bearer(token);
    }
}
