package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.audit.Action;
import dev.microauth.audit.AuditQuery;
import dev.microauth.audit.StoredEvent;
import dev.microauth.oauth.GrantType;
import dev.microauth.page.PageRequest;
import dev.microauth.secret.Secret;
import dev.microauth.subject.ClientId;
import dev.microauth.token.Issuers;
import dev.microauth.web.http.Method;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// User management on the auth port, by tokens with one of the five protected scopes.
class DelegationTest {
    private static final List<String> SCOPES =
            List.of(
                    "admin:provision_users",
                    "admin:read_user",
                    "admin:list_users",
                    "admin:reset_passwords",
                    "admin:deactivate_users");

    @AutoClose private final Site site = Site.open();
    private int robots;

    record Door(String scope, Method method, String path, String body) {}

    private static Stream<Door> doors() {
        return Stream.of(
                new Door(
                        "admin:provision_users",
                        Method.POST,
                        "/user",
                        "{\"username\":\"fresh\",\"email\":\"fresh@example.com\"}"),
                new Door("admin:read_user", Method.GET, "/user/{somebody}", ""),
                new Door("admin:list_users", Method.GET, "/users", ""),
                new Door("admin:reset_passwords", Method.POST, "/user/{somebody}/reset", ""),
                new Door("admin:deactivate_users", Method.POST, "/user/{somebody}/deactivate", ""));
    }

    /// Security: H7
    @ParameterizedTest
    @MethodSource("doors")
    void every_other_scope_and_no_token_is_refused(Door door) {
        assertThat(call(door, "nonsense").send().status()).isEqualTo(401);
        for (String other : SCOPES) {
            if (!other.equals(door.scope())) {
                call(door, clientToken(other)).send().refuses(403, "insufficient_scope");
            }
        }
    }

    /// Security: H7
    /// Trap: 22
    @Test
    void nothing_is_done_to_an_administrator() {
        String admin = site.user("admin").id().toString();
        String token = clientToken("admin:reset_passwords", "admin:deactivate_users");

        assertThat(post("/user/" + admin + "/reset", token, "").status()).isEqualTo(403);
        assertThat(post("/user/" + admin + "/deactivate", token, "").status()).isEqualTo(403);
        assertThat(site.user("admin").isActive()).isTrue();
        assertThat(site.password("shop", "alice", Site.PASSWORD).send().status()).isEqualTo(200);
    }

    /// Security: H7, K1
    @Test
    void whoever_reaches_for_an_administrator_is_seen() {
        String admin = site.user("admin").id().toString();
        String token = clientToken("admin:reset_passwords", "admin:deactivate_users");

        post("/user/" + admin + "/reset", token, "");
        post("/user/" + admin + "/deactivate", token, "");

        assertThat(refusals())
                .allSatisfy(event -> assertThat(event.actorId()).hasValue("robot-1"))
                .extracting(StoredEvent::detail)
                .containsExactlyInAnyOrder(
                        "POST /user/"
                                + admin
                                + "/reset: this user has administrative permissions that you do not have",
                        "POST /user/"
                                + admin
                                + "/deactivate: this user has administrative permissions that you do not have");
    }

    /// Security: H7
    @ParameterizedTest
    @MethodSource("doors")
    void a_scope_that_was_taken_from_a_client_opens_nothing_with_the_tokens_that_have_it(
            Door door) {
        String token = clientToken(door.scope());
        site.engine().clients().removeScope(Site.ACTOR, ClientId.of("robot-1"), door.scope());

        call(door, token).send().refuses(403, "insufficient_scope");
    }

    /// Security: H7
    @ParameterizedTest
    @MethodSource("doors")
    void so_does_one_that_was_taken_from_a_user(Door door) {
        var alice = site.user("alice").id();
        String token = aliceAtTheDesk(door.scope());
        site.engine().access().unassignScope(Site.ACTOR, alice, door.scope());
        call(door, token).send().refuses(403, "insufficient_scope");

        site.engine().access().assignScope(Site.ACTOR, alice, door.scope());
        site.engine().clients().removeScope(Site.ACTOR, ClientId.of("desk"), door.scope());
        call(door, token).send().refuses(403, "insufficient_scope");
    }

    /// Trap: 11
    @ParameterizedTest
    @MethodSource("doors")
    void a_client_with_the_scope_gets_in(Door door) {
        assertThat(call(door, clientToken(door.scope())).send().status()).isBetween(200, 204);
    }

    /// Trap: 11
    @ParameterizedTest
    @MethodSource("doors")
    void so_does_a_user(Door door) {
        assertThat(call(door, aliceAtTheDesk(door.scope())).send().status()).isBetween(200, 204);
    }

    /// Trap: 8
    @Test
    void a_reset_ends_the_old_password_and_gives_a_link() {
        String alice = site.aliceSignsIn("openid").text("access_token");
        var answer =
                post(
                        "/user/" + site.user("alice").id() + "/reset",
                        clientToken("admin:reset_passwords"),
                        "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("url")).startsWith(site.engine().issuers().auth() + "/setup/");
        site.password("shop", "alice", Site.PASSWORD).send().refuses(400, "invalid_grant");
        assertThat(site.auth().call(Method.GET, "/whoami").bearer(alice).send().status())
                .isEqualTo(401);
    }

    @Test
    void a_new_user_without_a_password_gets_an_invitation() {
        var answer =
                post(
                        "/user",
                        clientToken("admin:provision_users"),
                        "{\"username\":\"Fresh\",\"email\":\"fresh@example.com\"}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text("username")).isEqualTo("fresh");
        assertThat(answer.text("url")).contains("/setup/");
        assertThat(answer.header("location").orElseThrow()).isEqualTo("/user/" + answer.text("id"));
    }

    /// Trap: 13
    @Test
    void the_answer_says_where_a_new_user_is_below_the_path_of_the_issuer() {
        String host = "https://app.example.com";
        try (var below = Site.open(with -> with.issuers(new Issuers(host + "/id", host + "/ad")))) {
            var answer =
                    below.auth()
                            .post("/id/user")
                            .bearer(clientToken(below, "admin:provision_users"))
                            .json("{\"username\":\"fresh\"}")
                            .send();
            assertThat(answer.header("location")).hasValue("/id/user/" + answer.text("id"));
        }
    }

    /// Security: H8
    @Test
    void odd_requests_name_what_is_wrong() {
        String token = clientToken(SCOPES.toArray(String[]::new));

        var unknown = post("/user", token, "{\"username\":\"fresh\",\"is_admin\":true}");
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.body()).contains("is_admin");
        assertThat(post("/user", token, "{\"username\":\"alice\"}").status()).isEqualTo(409);
        assertThat(post("/user/none/deactivate", token, "").status()).isEqualTo(404);
        assertThat(get("/user/" + Site.class.getName(), token).status()).isEqualTo(404);
        var page = get("/users?limit=0", token);
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.body()).contains("limit");
        assertThat(get("/users?page=1", token).status()).isEqualTo(422);
    }

    @Test
    void users_are_listed_in_pages() {
        var first = get("/users?limit=2&sort=username", clientToken("admin:list_users")).json();

        assertThat(first.get("items")).asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(2);
        assertThat(first.get("total")).isEqualTo(4L);
        assertThat(String.valueOf(first.get("next"))).isNotBlank();
    }

    private List<StoredEvent> refusals() {
        var all = new PageRequest(100, Optional.empty(), Optional.empty(), Optional.empty());
        return site.engine().audit().list(all, AuditQuery.ALL).items().stream()
                .filter(event -> event.action().equals(Action.ADMIN_REFUSE.label()))
                .toList();
    }

    private String aliceAtTheDesk(String scope) {
        site.engine().access().assignScope(Site.ACTOR, site.user("alice").id(), scope);
        String secret =
                site.engine()
                        .clients()
                        .create(Site.ACTOR)
                        .clientId("desk")
                        .grants(GrantType.PASSWORD)
                        .firstParty()
                        .scopes(scope)
                        .save()
                        .secret()
                        .map(Secret::revealText)
                        .orElseThrow();
        return site.auth()
                .call(Method.POST, "/token")
                .basic("desk", secret)
                .form("grant_type", "password", "username", "alice")
                .form("password", Site.PASSWORD)
                .send()
                .succeeds()
                .text("access_token");
    }

    private Call call(Door door, String token) {
        String path = door.path().replace("{somebody}", site.user("locked").id().toString());
        var call = site.auth().call(door.method(), path).bearer(token);
        return door.body().isEmpty() ? call : call.json(door.body());
    }

    private Answer post(String path, String token, String body) {
        var call = site.auth().call(Method.POST, path).bearer(token);
        return (body.isEmpty() ? call : call.json(body)).send();
    }

    private Answer get(String path, String token) {
        return site.auth().call(Method.GET, path).bearer(token).send();
    }

    private String clientToken(String... scopes) {
        return clientToken(site, scopes);
    }

    private String clientToken(Site at, String... scopes) {
        String id = "robot-" + ++robots;
        String secret =
                at.engine()
                        .clients()
                        .create(Site.ACTOR)
                        .clientId(id)
                        .grants(GrantType.CLIENT_CREDENTIALS)
                        .scopes(scopes)
                        .save()
                        .secret()
                        .map(Secret::revealText)
                        .orElseThrow();
        return at.auth()
                .call(Method.POST, "/token")
                .basic(id, secret)
                .form("grant_type", "client_credentials")
                .send()
                .succeeds()
                .text("access_token");
    }
}
