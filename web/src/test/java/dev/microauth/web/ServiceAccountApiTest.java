package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.subject.ServiceAccountId;
import dev.microauth.web.http.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Service accounts by both ports: made by an administrator, used and renewed by themselves.
///
/// Trap: 11
class ServiceAccountApiTest {
    private static final String LOGIN =
            """
            {"host":"db.internal","port":5432,"database":"orders","username":"robot","password":"a database password"}
            """;

    @AutoClose private final Site site = Site.open();
    private final Admin admin = Admin.of(site);
    private String id = "";
    private String credential = "";

    @BeforeEach
    void makeOne() {
        var made = admin.post("/service-accounts", "{\"name\":\"Robot\"}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        id = made.text("id");
        assertThat(made.header("location")).hasValue("/api/v1/service-accounts/" + id);
        assertThat(made.header("etag")).hasValue("\"1\"");
        credential = admin.post(credentialOf(id)).succeeds().text("credential");
        site.engine()
                .access()
                .assignScope(Site.ACTOR, new ServiceAccountId(UUID.fromString(id)), "orders:read");
    }

    private static String credentialOf(String id) {
        return "/service-accounts/" + id + "/credential";
    }

    /// Security: H8
    @Test
    void members_are_checked_and_a_stale_change_is_refused() {
        assertThat(admin.post("/service-accounts", "{}").status()).isEqualTo(422);
        assertThat(admin.post("/service-accounts", "{\"name\":\"a b\"}").body())
                .contains("\"name\"");
        assertThat(admin.post("/service-accounts", "{\"name\":\"x\",\"role\":\"y\"}").status())
                .isEqualTo(422);
        assertThat(admin.post("/service-accounts", "{\"name\":\"ROBOT\"}").status()).isEqualTo(409);
        assertThat(admin.post("/service-accounts", "{\"name\":\"shop\"}").status()).isEqualTo(409);

        String path = "/service-accounts/" + id;
        var changed = admin.patch(path, "{\"description\":\"nightly\"}").succeeds();
        assertThat(changed.header("etag")).hasValue("\"2\"");
        for (Method method : List.of(Method.PATCH, Method.DELETE)) {
            var call = admin.call(method, path).header("if-match", "\"1\"");
            var stale = (method == Method.PATCH ? call.json("{\"is_active\":false}") : call).send();
            assertThat(stale.status()).isEqualTo(412);
        }
        var cleared = admin.patch(path, "{\"description\":null}").succeeds();
        assertThat(cleared.json()).containsEntry("description", null);
        assertThat(admin.get("/service-accounts/by-name/ROBOT").succeeds().text("id"))
                .isEqualTo(id);
        assertThat(admin.get("/service-accounts/by-name/nobody").status()).isEqualTo(404);
        assertThat(admin.get("/service-accounts?q=rob&is_active=true").succeeds().json())
                .containsEntry("total", 1L);
    }

    /// Security: B2, B6
    @Test
    void the_credential_buys_a_token_in_both_envelopes_that_works_where_its_scopes_allow() {
        for (Call call :
                List.of(
                        site.auth().post("/token").basic("robot", credential),
                        site.auth()
                                .post("/token")
                                .form("client_id", "robot", "client_secret", credential))) {
            var answer = call.form("grant_type", "client_credentials").send().succeeds();
            assertThat(answer.json()).containsEntry("scope", "orders:read");
            assertThat(answer.json()).doesNotContainKey("refresh_token");
        }
        String token = token();
        site.auth().get("/whoami").bearer(token).send().succeeds();
        var told = introspect(token).succeeds().json();
        assertThat(told)
                .containsEntry("active", true)
                .containsEntry("sub", id)
                .containsEntry("client_id", "robot");
        assertThat(
                        site.auth()
                                .post("/revoke")
                                .basic("robot", credential)
                                .form("token", token)
                                .send()
                                .status())
                .isEqualTo(200);
        assertThat(introspect(token).json()).isEqualTo(Map.of("active", false));
    }

    @Test
    void an_account_renews_its_own_credential_and_the_old_one_dies() {
        String token = token();

        var renewed = site.auth().post("/service-accounts/self/credential").bearer(token).send();

        String fresh = renewed.succeeds().isNotStored().text("credential");
        assertThat(renewed.json()).containsOnlyKeys("credential", "issued_at", "expires_at");
        assertThat(site.auth().get("/whoami").bearer(token).send().status()).isEqualTo(401);
        site.auth()
                .post("/token")
                .basic("robot", credential)
                .form("grant_type", "client_credentials")
                .send()
                .refuses(401, "invalid_client");
        credential = fresh;
        var ended =
                site.auth()
                        .call(Method.DELETE, "/service-accounts/robot/credential")
                        .bearer(token())
                        .send();
        assertThat(ended.status()).isEqualTo(204);
        assertThat(admin.get("/service-accounts/" + id).json())
                .containsEntry("credential_expires_at", null);
    }

    /// Security: G2, H7
    @Test
    void everybody_else_is_refused_alike_whether_the_name_exists_or_not() {
        assertThat(admin.put("/service-accounts/" + id + "/postgres-credentials", LOGIN).status())
                .isEqualTo(204);
        var bodies = new ArrayList<String>();
        for (String token :
                List.of(
                        site.aliceSignsIn("orders:read").text("access_token"),
                        site.clientToken("batch"))) {
            for (String name : List.of("robot", "nobody", "self", "a%20b")) {
                for (Call call :
                        List.of(
                                site.auth().post(at(name, "credential")),
                                site.auth().call(Method.DELETE, at(name, "credential")),
                                site.auth().get(at(name, "postgres-credentials")))) {
                    var answer = call.bearer(token).send();
                    assertThat(answer.status()).as(name).isEqualTo(403);
                    bodies.add(
                            answer.body()
                                    .replaceAll(
                                            "\"request_id\":\"[^\"]*\"|\"instance\":\"[^\"]*\"",
                                            ""));
                }
            }
        }
        assertThat(bodies).containsOnly(bodies.getFirst());
        assertThat(site.auth().post(at("self", "credential")).send().status()).isEqualTo(401);
        // Tokens of the other port are none here, whatever their bearer may do there.
        assertThat(
                        site.auth()
                                .get(at("robot", "postgres-credentials"))
                                .bearer(admin.token())
                                .send()
                                .status())
                .isEqualTo(401);
    }

    /// Security: K1
    @Test
    void the_login_of_a_database_is_for_the_account_its_keepers_and_writers() {
        String path = "/service-accounts/" + id + "/postgres-credentials";
        assertThat(admin.get(path).status()).isEqualTo(404);
        assertThat(admin.put(path, LOGIN.replace("5432", "70000")).status()).isEqualTo(422);
        assertThat(admin.put(path, LOGIN.replace("5432", "\"5432\"")).status()).isEqualTo(422);
        assertThat(admin.put(path, LOGIN).status()).isEqualTo(204);

        var listed = admin.get("/postgres-credentials").succeeds();
        assertThat(listed.body()).contains("db.internal").doesNotContain("a database password");
        var shown = admin.get(path).succeeds();
        assertThat(shown.text("password")).isEqualTo("a database password");
        site.engine().access().assignRole(Site.ACTOR, site.user("alice").id(), "robot");
        for (String token :
                List.of(token(), site.aliceSignsIn("orders:read").text("access_token"))) {
            var read = site.auth().get(at("robot", "postgres-credentials")).bearer(token).send();
            assertThat(read.succeeds().isNotStored().json()).isEqualTo(shown.json());
        }
        // What a person keeps is not for every application that they signed in to.
        String foreign = site.aliceSignsIn("orders:read").text("access_token");
        admin.patch(
                        "/clients/" + admin.get("/clients/by-name/shop").text("id"),
                        "{\"is_first_party\":false,\"grant_types\":[]}")
                .succeeds();
        assertThat(
                        site.auth()
                                .get(at("robot", "postgres-credentials"))
                                .bearer(foreign)
                                .send()
                                .status())
                .isEqualTo(403);
        assertThat(admin.delete(path).status()).isEqualTo(204);
        assertThat(
                        site.auth()
                                .get(at("self", "postgres-credentials"))
                                .bearer(token())
                                .send()
                                .status())
                .isEqualTo(404);
    }

    /// Security: G2, H7
    @Test
    void on_the_admin_port_an_account_that_administers_gets_a_token_and_nobody_else() {
        var bodies = new ArrayList<String>();
        for (String[] proof :
                new String[][] {
                    {"robot", credential},
                    {"robot", "wrong"},
                    {"nobody", credential},
                    {"batch", site.secret("batch")},
                    {"page", "x"}
                }) {
            bodies.add(adminToken(proof[0], proof[1]).refuses(400, "invalid_grant").body());
        }
        bodies.add(
                site.admin()
                        .post("/token")
                        .form("grant_type", "client_credentials")
                        .send()
                        .refuses(400, "invalid_grant")
                        .body());
        assertThat(bodies).containsOnly(bodies.getFirst());

        site.engine()
                .access()
                .assignRole(Site.ACTOR, new ServiceAccountId(UUID.fromString(id)), "MadAuditor");
        var answer = adminToken("robot", credential).succeeds();
        assertThat(answer.json()).doesNotContainKey("refresh_token");
        var robot = new Admin(site, answer.text("access_token"));
        assertThat(robot.get("/me").succeeds().json())
                .containsEntry("kind", "service-account")
                .containsEntry("name", "robot");
        robot.get("/service-accounts").succeeds();
        assertThat(robot.post("/service-accounts", "{\"name\":\"two\"}").status()).isEqualTo(403);
        assertThat(robot.get("/service-accounts/" + id + "/postgres-credentials").status())
                .isEqualTo(403);
        assertThat(site.auth().get("/whoami").bearer(robot.token()).send().status()).isEqualTo(401);

        admin.patch("/service-accounts/" + id, "{\"is_active\":false}").succeeds();
        assertThat(robot.get("/me").status()).isEqualTo(401);
    }

    private static String at(String name, String what) {
        return "/service-accounts/" + name + "/" + what;
    }

    private Answer adminToken(String name, String secret) {
        return site.admin()
                .post("/token")
                .form("grant_type", "client_credentials")
                .basic(name, secret)
                .send();
    }

    private Answer introspect(String token) {
        return site.auth()
                .post("/introspect")
                .basic("robot", credential)
                .form("token", token)
                .send();
    }

    private String token() {
        return site.auth()
                .post("/token")
                .basic("robot", credential)
                .form("grant_type", "client_credentials")
                .send()
                .succeeds()
                .text("access_token");
    }
}
