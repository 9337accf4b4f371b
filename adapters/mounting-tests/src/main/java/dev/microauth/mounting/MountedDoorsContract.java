package dev.microauth.mounting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.testkit.OwnPorts;
import dev.microauth.web.Doors;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What doors answer whichever server they are mounted in. The tests of an adapter extend it and say how to serve.
///
/// ```java
/// class MountedDoorsTest extends MountedDoorsContract {
///     @Override
///     protected AutoCloseable serve(Doors doors, int port) {
///         var server = MyServer.on(port).mount(doors.auth()).mount(doors.admin()).start();
///         return server::stop;
///     }
/// }
/// ```
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class MountedDoorsContract {
    private static final String API = "/id-admin/api/v1";

    private House house;
    private Doors doors;
    private AutoCloseable server;
    private Web web;
    private Printer printer;
    private String origin;

    /// Mounts both doors at their paths in a server on this port of the loopback address, and starts it.
    ///
    /// @return stops the server
    protected abstract AutoCloseable serve(Doors doors, int port) throws Exception;

    @BeforeAll
    void open(@TempDir Path place) throws Exception {
        int port = OwnPorts.next();
        origin = "http://localhost:" + port;
        house = House.open(Files.createDirectory(place.resolve("data")), port);
        doors = Doors.of(house.engine()).open();
        server = serve(doors, port);
        web = new Web("http://127.0.0.1:" + port);
        printer = new Printer(web, house.secret());
    }

    @AfterAll
    void close() throws Exception {
        web.close();
        doors.close();
        server.close();
        house.close();
    }

    private String adminToken() {
        return web.post("/id-admin/token")
                .form(Map.of("username", "root", "password", House.PASSWORD))
                .send()
                .is(200)
                .text("access_token");
    }

    private Web.Asked api(String method, String path) {
        return web.ask(method, API + path).bearer(adminToken());
    }

    private static void carriesTheHeadersOfEveryAnswer(Answer answer) {
        assertThat(answer.header("x-request-id")).hasSize(36);
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.header("referrer-policy")).isEqualTo("no-referrer");
        assertThat(answer.header("content-security-policy")).contains("frame-ancestors 'none'");
        assertThat(answer.header("cache-control")).isNotEmpty();
        assertThat(answer.header("date")).isNotEmpty();
        assertThat(answer.headers().map().keySet())
                .doesNotContain("server", "x-powered-by", "strict-transport-security");
    }

    @Test
    void nothing_is_served_beside_the_doors() {
        for (String target :
                List.of("/token", "/ping", "/idle", "/.well-known/openid-configuration", "/")) {
            web.get(target).send().is(404);
        }
    }

    @Test
    void a_path_has_one_spelling() {
        for (String target :
                List.of(
                        "/id/%70ing",
                        "/id//ping",
                        "/id/./ping",
                        "/id/x/../ping",
                        "/id/x/%2e%2e/ping",
                        "/id/ping/",
                        "/id/ping;a=b",
                        "/id%2Fping",
                        "/id-admin/../id/ping")) {
            assertThat(web.get(target).send().status()).as(target).isIn(400, 404);
        }
        web.get("/id/ping").send().is(200);
    }

    @Test
    void unknown_paths_and_methods_are_refused_in_our_words() {
        var unknown = web.get("/id/nothing").send().refuses(404, "not_found");
        carriesTheHeadersOfEveryAnswer(unknown);
        var wrong = web.ask("DELETE", "/id/jwks.json").send();
        wrong.refuses(405, "method_not_allowed");
        assertThat(wrong.header("allow")).isEqualTo("GET, HEAD, OPTIONS");
        carriesTheHeadersOfEveryAnswer(wrong);
        for (String odd : List.of("BREW", "TRACE")) {
            assertThat(web.ask(odd, "/id/jwks.json").send().status()).as(odd).isIn(400, 405, 501);
        }
    }

    @Test
    void the_admin_api_is_shut_without_a_token() {
        for (String path : List.of("/users", "/nothing")) {
            var refused = web.get(API + path).send().is(401);
            assertThat(refused.header("content-type")).isEqualTo("application/problem+json");
            assertThat(refused.header("www-authenticate")).startsWith("Bearer");
            carriesTheHeadersOfEveryAnswer(refused);
        }
        web.get(API + "/users").bearer(printer.token()).send().is(401);
    }

    @Test
    void a_wrong_secret_is_refused() {
        var refused =
                web.post("/id/token")
                        .basic("printer", "guessed")
                        .form(Map.of("grant_type", "client_credentials"))
                        .send();
        refused.refuses(401, "invalid_client");
        assertThat(refused.header("www-authenticate")).startsWith("Basic");
    }

    @Test
    void parameters_are_taken_from_where_they_belong() {
        printer.post("/id/token?grant_type=client_credentials")
                .form("")
                .send()
                .refuses(400, "invalid_request");
        printer.post("/id/token")
                .form("grant_type=client_credentials&grant_type=client_credentials")
                .send()
                .refuses(400, "invalid_request");
    }

    @Test
    void two_credentials_at_once_are_none() {
        String token = printer.token();
        web.get("/id/whoami").bearer(token).send().is(200);
        web.get("/id/whoami").bearer(token).bearer(token).send().refuses(401, "invalid_token");
    }

    @Test
    void long_bodies_are_taken_up_to_the_limit() {
        String start = "grant_type=client_credentials&more=";
        String fits = start + "x".repeat(8_000);
        printer.post("/id/token").form(fits).send().is(200);
        printer.post("/id/token")
                .chunked(() -> new ByteArrayInputStream(fits.getBytes(StandardCharsets.US_ASCII)))
                .send()
                .is(200);
        String tooLong = start + "x".repeat(65 * 1024);
        printer.post("/id/token").form(tooLong).send().is(413);
        printer.post("/id/token")
                .chunked(
                        () -> new ByteArrayInputStream(tooLong.getBytes(StandardCharsets.US_ASCII)))
                .send()
                .is(413);
        web.get("/id/ping").send().is(200);
    }

    @Test
    void the_admin_door_takes_longer_bodies() {
        String description = "x".repeat(100 * 1024);
        api("POST", "/roles")
                .json("{\"name\":\"Long\",\"description\":\"" + description + "\"}")
                .send()
                .is(422);
        api("POST", "/roles")
                .json("{\"name\":\"Long\",\"description\":\"" + "x".repeat(1100 * 1024) + "\"}")
                .send()
                .is(413);
    }

    @Test
    void head_is_answered_as_get_without_a_body() {
        var get = web.get("/id/jwks.json").send().is(200);
        var head = web.ask("HEAD", "/id/jwks.json").send().is(200);
        assertThat(head.bytes()).isEmpty();
        assertThat(head.header("content-length")).isEqualTo(get.header("content-length"));
        assertThat(head.header("content-type")).isEqualTo(get.header("content-type"));
        carriesTheHeadersOfEveryAnswer(head);
        web.ask("HEAD", "/id/nothing").send().is(404);
    }

    @Test
    void options_are_told() {
        var options = web.ask("OPTIONS", "/id/introspect").send().is(204);
        assertThat(options.header("allow")).isEqualTo("POST, OPTIONS");
        assertThat(options.bytes()).isEmpty();
    }

    @Test
    void metadata_is_found_below_the_issuer_and_before_its_path() {
        for (String target :
                List.of(
                        "/id/.well-known/openid-configuration",
                        "/.well-known/openid-configuration/id",
                        "/.well-known/oauth-authorization-server/id")) {
            var metadata = web.get(target).send().is(200);
            assertThat(metadata.text("issuer")).isEqualTo(origin + "/id");
            assertThat(metadata.text("token_endpoint")).isEqualTo(origin + "/id/token");
            assertThat(metadata.header("cache-control")).isEqualTo("public, max-age=300");
            carriesTheHeadersOfEveryAnswer(metadata);
        }
        assertThat(
                        web.get("/.well-known/oauth-authorization-server/id-admin")
                                .send()
                                .is(200)
                                .text("issuer"))
                .isEqualTo(origin + "/id-admin");
        assertThat(web.get("/id/jwks.json").send().is(200).body()).startsWith("{\"keys\":[");
    }

    @Test
    void pages_find_their_scripts_and_tell_browsers_what_they_may() {
        var page = web.get("/id/authorize").send();
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.header("content-type").replace(" ", "").toLowerCase(Locale.ROOT))
                .isEqualTo("text/html;charset=utf-8");
        assertThat(page.header("x-frame-options")).isEqualTo("DENY");
        carriesTheHeadersOfEveryAnswer(page);
        String form = new Tab(web, origin).open(printer.authorize()).page().is(200).body();
        var script = Pattern.compile("src=\"(/id/assets/[^\"]+)\"").matcher(form);
        assertThat(script.find()).as(form).isTrue();
        assertThat(web.get(script.group(1)).send().is(200).header("content-type"))
                .startsWith("text/javascript");
    }

    @Test
    void the_whole_way_from_a_client_to_its_tokens() {
        var tab = new Tab(web, origin);
        tab.open(printer.authorize());
        assertThat(tab.page().body()).contains("<h1>Sign in</h1>", "Photo Printer");
        tab.submit(Map.of("username", "alice", "password", "wrong"));
        assertThat(tab.page().body()).contains("name=\"password\"");
        tab.submit(Map.of("username", "alice", "password", House.PASSWORD));
        assertThat(tab.page().body()).contains("<bdi>Photo Printer</bdi>");
        assertThat(tab.isSignedIn()).isTrue();
        tab.submit(Map.of("decision", "allow"));
        var sent = tab.sentAway();
        assertThat(sent)
                .containsEntry("from", "here")
                .containsEntry("state", "of mind")
                .containsEntry("iss", origin + "/id");

        var answer = printer.redeem(sent);
        var tokens = answer.send().is(200);
        assertThat(tokens.header("cache-control")).isEqualTo("no-store");
        assertThat(tokens.json()).containsKeys("id_token", "refresh_token");
        answer.send().refuses(400, "invalid_grant");

        String refresh = signIn(tab).text("refresh_token");
        var fresh =
                printer.token(Map.of("grant_type", "refresh_token", "refresh_token", refresh))
                        .send()
                        .is(200);
        var userinfo = web.get("/id/userinfo").bearer(fresh.text("access_token")).send().is(200);
        assertThat(userinfo.json()).containsEntry("email", "alice@example.com");
        assertThat(userinfo.json()).containsEntry("name", "alice ø");
        leave(tab);
    }

    /// A second sign-in, for which nobody is asked again.
    private Answer signIn(Tab tab) {
        tab.open(printer.authorize());
        return printer.redeem(tab.sentAway()).send().is(200);
    }

    private void leave(Tab tab) {
        tab.open("/id/account");
        assertThat(tab.page().status()).isEqualTo(200);
        tab.open("/id/end-session").submit(Map.of());
        assertThat(tab.isSignedIn()).isFalse();
    }

    @Test
    void a_noun_of_the_admin_api_is_made_changed_and_removed() {
        var made =
                api("POST", "/roles")
                        .json("{\"name\":\"Clerk\",\"description\":\"Bürodienst ✓\"}")
                        .send()
                        .is(201);
        assertThat(made.text("description")).isEqualTo("Bürodienst ✓");
        String path = "/roles/" + made.text("id");
        assertThat(api("GET", "/roles/by-name/%43lerk").send().is(200).text("id"))
                .isEqualTo(made.text("id"));
        assertThat(api("GET", "/roles?q=Clerk").send().is(200).body()).contains("Bürodienst ✓");
        assertThat(
                        api("PATCH", path)
                                .json("{\"description\":\"\"}")
                                .header("if-match", made.header("etag"))
                                .send()
                                .status())
                .isIn(200, 204);
        api("DELETE", path).send().is(204);
        api("GET", path).send().is(404);
    }

    @Test
    void an_answer_in_parts_arrives_whole() {
        var export = api("GET", "/audit-events/export").send().is(200);
        assertThat(export.body().lines().count()).isGreaterThan(5);
        assertThat(export.body()).endsWith("\n").contains("server.start");
        carriesTheHeadersOfEveryAnswer(export);
    }

    @Test
    void many_at_once_each_get_their_own_answer() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> calls =
                    IntStream.range(0, 100)
                            .<Callable<String>>mapToObj(i ->
                                    () -> web.get("/id/ping").send().is(200).header("x-request-id"))
                            .toList();
            var ids = new HashSet<String>();
            for (var call : threads.invokeAll(calls)) {
                ids.add(call.get());
            }
            assertThat(ids).hasSize(100);
        }
    }
}
