package dev.microauth.web;

import static dev.microauth.access.AdminPermission.ROLES_READ;
import static dev.microauth.access.AdminPermission.ROLES_WRITE;
import static dev.microauth.access.AdminPermission.SCOPES_WRITE;
import static dev.microauth.access.AdminPermission.SERVICE_ACCOUNTS_WRITE;
import static dev.microauth.access.AdminPermission.USERS_READ;
import static dev.microauth.access.AdminPermission.USERS_WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.audit.Action;
import dev.microauth.web.http.Method;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Roles, permissions, scopes and who has them, by HTTP.
class RightsApiTest {
    @AutoClose private final Site site = Site.open();
    private final String admin = site.adminToken("admin");

    /// Security: H9
    @Test
    void what_is_protected_taken_or_malformed_is_refused() {
        String madAdmin = id("roles", "MadAdmin");
        String openid = id("scopes", "openid");
        send(Method.PATCH, "/roles/" + madAdmin, "{\"name\":\"Other\"}").problem(409, "protected");
        send(Method.DELETE, "/roles/" + madAdmin).problem(409, "protected");
        send(Method.PUT, "/roles/" + madAdmin + "/permissions", "{\"ids\":[]}")
                .problem(409, "protected");
        send(Method.DELETE, "/scopes/" + openid).problem(409, "protected");
        send(Method.DELETE, "/permissions/" + id("permissions", "users:read"))
                .problem(409, "protected");
        send(Method.POST, "/roles", "{\"name\":\"madadmin\"}").problem(409, "already-exists");
        send(Method.PATCH, "/roles/" + id("roles", "Clerk"), "{\"name\":\"MADAUDITOR\"}")
                .problem(409, "already-exists");
        for (String name : List.of("", "MadAdmin ", "M\u0430dAdmin", "a\\u200bb", "\\u202ex")) {
            assertThat(send(Method.POST, "/roles", "{\"name\":\"" + name + "\"}").fields())
                    .containsOnlyKeys("name");
        }
        assertThat(send(Method.POST, "/scopes", "{\"name\":\"a b\"}").fields())
                .containsOnlyKeys("name");
        assertThat(
                        send(
                                        Method.POST,
                                        "/permissions",
                                        "{\"name\":\"p\",\"description\":\""
                                                + "x".repeat(501)
                                                + "\"}")
                                .fields())
                .containsOnlyKeys("description");
        assertThat(send(Method.POST, "/roles", "{\"name\":\"R\",\"is_protected\":true}").fields())
                .containsOnlyKeys("is_protected");
    }

    @Test
    void what_does_not_exist_is_named() {
        String nothing = UUID.randomUUID().toString();
        String alice = "/users/" + site.user("alice").id();
        for (String path :
                List.of(
                        "/roles/" + nothing,
                        "/roles/by-name/nothing",
                        "/roles/" + nothing + "/permissions",
                        "/permissions/" + nothing,
                        "/scopes/by-name/nothing",
                        "/users/" + nothing + "/roles",
                        "/users/" + nothing + "/permissions",
                        "/service-accounts/" + site.user("alice").id() + "/scopes")) {
            var problem = send(Method.GET, path).problem(404, "not-found");
            assertThat(String.valueOf(problem.get("detail"))).startsWith("there is no ");
        }
        send(Method.POST, alice + "/roles/" + nothing).problem(404, "not-found");
        send(Method.DELETE, alice + "/roles/" + id("roles", "MadAuditor"))
                .problem(404, "not-found");
        for (String set :
                List.of(
                        alice + "/roles",
                        alice + "/scopes",
                        "/roles/" + id("roles", "Clerk") + "/permissions")) {
            assertThat(send(Method.PUT, set, "{\"ids\":[\"" + nothing + "\"]}").fields())
                    .containsOnlyKeys("ids");
        }
        assertThat(names("/users/" + site.user("alice").id() + "/roles")).containsExactly("Clerk");
    }

    /// Security: K1
    @Test
    void who_tries_to_rise_is_written_down() {
        String keeper = site.administrator("keeper", EnumSet.of(USERS_WRITE));
        assertThat(site.engine().audit().has(Action.ADMIN_REFUSE)).isFalse();

        refused(
                keeper,
                Method.POST,
                "/users/" + site.user("keeper").id() + "/roles/" + id("roles", "MadAdmin"),
                "");

        assertThat(site.engine().audit().has(Action.ADMIN_REFUSE)).isTrue();
    }

    /// Security: H7
    /// Trap: 22
    @Test
    void nobody_raises_themselves() {
        String keeper =
                site.administrator(
                        "keeper",
                        EnumSet.of(USERS_READ, USERS_WRITE, ROLES_READ, ROLES_WRITE, SCOPES_WRITE));
        String own = "/users/" + site.user("keeper").id();
        String role = "/roles/" + id("roles", "role of keeper");
        String all = id("roles", "MadAdmin");
        String keys = id("permissions", "keys:write");
        refused(keeper, Method.POST, own + "/roles/" + all, "");
        refused(keeper, Method.PUT, own + "/roles", "{\"ids\":[\"" + all + "\"]}");
        refused(keeper, Method.POST, role + "/permissions/" + keys, "");
        refused(keeper, Method.PUT, role + "/permissions", "{\"ids\":[\"" + keys + "\"]}");
        refused(keeper, Method.DELETE, "/users/" + site.user("admin").id() + "/roles/" + all, "");
        refused(keeper, Method.PUT, "/users/" + site.user("admin").id() + "/roles", "{\"ids\":[]}");

        String mechanic = site.administrator("mechanic", EnumSet.of(SERVICE_ACCOUNTS_WRITE));
        refused(mechanic, Method.POST, own + "/scopes/" + id("scopes", "admin:list_users"), "");
        assertThat(names(own + "/permissions"))
                .containsExactly(
                        "roles:read", "roles:write", "scopes:write", "users:read", "users:write");
        send(Method.DELETE, "/users/" + site.user("admin").id() + "/roles/" + all)
                .problem(409, "protected");
    }

    /// Security: H8
    @Test
    void a_role_is_made_changed_under_a_condition_and_removed() {
        var made = send(Method.POST, "/roles", "{\"name\":\"Reader\",\"description\":\"Reads.\"}");
        assertThat(made.status()).isEqualTo(201);
        String id = made.text("id");
        assertThat(made.header("location")).hasValue("/api/v1/roles/" + id);
        assertThat(made.header("etag")).hasValue("\"1\"");
        assertThat(made.json()).containsEntry("is_protected", false);
        var call = call(Method.PATCH, "/roles/" + id).json("{\"description\":null}");
        call.header("if-match", "\"7\"").send().problem(412, "stale");

        var patched =
                call(Method.PATCH, "/roles/" + id)
                        .json("{\"description\":null}")
                        .header("if-match", "\"1\"")
                        .send()
                        .succeeds();

        assertThat(patched.header("etag")).hasValue("\"2\"");
        assertThat(patched.text("name")).isEqualTo("Reader");
        assertThat(patched.json().get("description")).isNull();
        assertThat(send(Method.GET, "/roles/by-name/READER").succeeds().json())
                .isEqualTo(patched.json());
        assertThat(send(Method.DELETE, "/roles/" + id).status()).isEqualTo(204);
        send(Method.GET, "/roles/" + id).problem(404, "not-found");
    }

    @Test
    void sets_and_single_assignments_lead_to_the_same() {
        String permission =
                send(Method.POST, "/permissions", "{\"name\":\"books:read\"}").text("id");
        String role = send(Method.POST, "/roles", "{\"name\":\"Reader\"}").text("id");
        String scope = send(Method.POST, "/scopes", "{\"name\":\"books\"}").text("id");
        String alice = "/users/" + site.user("alice").id();
        done(Method.POST, "/roles/" + role + "/permissions/" + permission, "");
        done(Method.PUT, "/roles/" + role + "/permissions", "{\"ids\":[\"" + permission + "\"]}");
        done(Method.POST, alice + "/roles/" + role, "");
        done(Method.POST, alice + "/roles/" + role, "");
        done(Method.PUT, alice + "/scopes", "{\"ids\":[\"" + scope + "\"]}");

        assertThat(names("/roles/" + role + "/permissions")).containsExactly("books:read");
        assertThat(names(alice + "/roles")).containsExactly("Clerk", "Reader");
        assertThat(names(alice + "/scopes")).containsExactly("books");
        assertThat(names(alice + "/permissions")).containsExactly("books:read");
        String question =
                "{\"user_id\":\"%s\",\"permission_id\":\"%s\"}"
                        .formatted(site.user("alice").id(), permission);
        assertThat(send(Method.POST, "/check-access", question).json())
                .containsEntry("allowed", true);
        done(Method.DELETE, alice + "/roles/" + role, "");
        assertThat(send(Method.POST, "/check-access", question).json())
                .containsEntry("allowed", false);
        send(
                        Method.POST,
                        "/check-access",
                        question.replace(permission, UUID.randomUUID().toString()))
                .problem(404, "not-found");
        done(Method.DELETE, alice + "/scopes/" + scope, "");
        assertThat(names(alice + "/scopes")).isEmpty();
    }

    @Test
    void lists_are_searched_sorted_filtered_and_paged() {
        assertThat(names("/roles?is_protected=true&sort=-name"))
                .containsExactly("MadAuditor", "MadAdmin");
        assertThat(names("/scopes?q=ORDERS")).containsExactly("orders:read", "orders:write");
        assertThat(names("/permissions?q=KEYS&sort=created_at")).hasSize(2);
        assertThat(send(Method.GET, "/roles?sort=nothing").fields()).containsOnlyKeys("sort");
        var first = send(Method.GET, "/roles?limit=1").succeeds();
        assertThat(first.json()).containsEntry("total", 3L);
        assertThat(names("/roles?limit=1&after=" + first.text("next"))).containsExactly("MadAdmin");
    }

    private void refused(String token, Method method, String path, String body) {
        var call = site.admin().call(method, "/api/v1" + path).bearer(token);
        (body.isEmpty() ? call : call.json(body)).send().problem(403, "not-allowed");
    }

    private void done(Method method, String path, String body) {
        var answer = body.isEmpty() ? send(method, path) : send(method, path, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(204);
    }

    private Answer send(Method method, String path) {
        return call(method, path).send();
    }

    private Answer send(Method method, String path, String body) {
        return call(method, path).json(body).send();
    }

    private Call call(Method method, String path) {
        return site.admin().call(method, "/api/v1" + path).bearer(admin);
    }

    private String id(String nouns, String name) {
        return send(Method.GET, "/" + nouns + "/by-name/" + name.replace(" ", "%20"))
                .succeeds()
                .text("id");
    }

    private List<String> names(String path) {
        var items = (List<?>) send(Method.GET, path).succeeds().json().get("items");
        return items.stream()
                .map(each -> String.valueOf(((Map<?, ?>) each).get("name")))
                .collect(Collectors.toList());
    }
}
