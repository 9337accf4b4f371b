package dev.microauth.javalin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.guard.Guard;
import dev.microauth.guard.Public;
import dev.microauth.jose.AuthUser;
import dev.microauth.mounting.Tokens;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.staticfiles.Location;
import io.javalin.security.RouteRole;
import io.javalin.websocket.WsConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What stands when an application is put together, and what only Javalin does.
class GuardPluginTest {
    private final Tokens tokens = new Tokens();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.close();
    }

    @Guard(permission = "orders.cancel")
    static final class Permitting implements Handler {
        @Override
        public void handle(Context ctx) {}
    }

    @Guard
    @Public
    static final class Both implements Handler {
        @Override
        public void handle(Context ctx) {}
    }

    @Public
    static final class Besides implements Handler {
        @Override
        public void handle(Context ctx) {}

        @Guard
        public void get(Context ctx) {}
    }

    @Guard
    static final class Wanting {
        public void get(Context ctx, String name) {}
    }

    @Public
    static final class Presuming {
        public void get(Context ctx, AuthUser user) {}
    }

    @Guard(scope = "orders:read")
    static final class Named {
        public void get(Context ctx, AuthUser user) {
            ctx.result(ctx.pathParam("id") + " of " + user.id());
        }
    }

    private Running run(Consumer<JavalinConfig> make) {
        return Running.on(
                0,
                config -> {
                    config.registerPlugin(
                            new GuardPlugin(tokens.guards()).resource("/named/{id}", new Named()));
                    make.accept(config);
                });
    }

    private HttpResponse<String> send(Running running, String method, String path, String token)
            throws Exception {
        var uri = URI.create("http://127.0.0.1:" + running.port() + path);
        var request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody());
        if (!token.isEmpty()) {
            request.header("authorization", "Bearer " + token);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void an_application_whose_guards_make_no_sense_does_not_start() {
        for (Handler senseless : new Handler[] {new Permitting(), new Both(), new Besides()}) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> run(config -> config.routes.get("/x", senseless)));
        }
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        run(config ->
                                config.routes.get(
                                        "/x",
                                        ctx -> ctx.result("reached"),
                                        GuardRole.open(),
                                        GuardRole.scope("a"))))
                .withMessageContaining("two rules");
    }

    @Test
    void a_resource_that_cannot_work_is_refused_at_the_start() {
        var plugin = new GuardPlugin(tokens.guards());
        assertThatIllegalStateException()
                .isThrownBy(() -> plugin.resource("/x", new Wanting()))
                .withMessageContaining("takes java.lang.String");
        assertThatIllegalStateException()
                .isThrownBy(() -> plugin.resource("/x", new Presuming()))
                .withMessageContaining("take Optional<AuthUser>");
    }

    @Test
    void what_javalin_answers_without_a_handler_is_guarded_too(@TempDir Path files)
            throws Exception {
        Files.writeString(files.resolve("plan.txt"), "the plan");
        try (var running =
                run(config -> config.staticFiles.add(files.toString(), Location.EXTERNAL))) {
            assertThat(send(running, "GET", "/plan.txt", "").statusCode()).isEqualTo(403);
            assertThat(send(running, "HEAD", "/named/7", "").statusCode()).isEqualTo(401);
            String other = tokens.of("reports:read");
            assertThat(send(running, "HEAD", "/named/7", other).statusCode()).isEqualTo(403);
        }
    }

    @Test
    void files_have_their_rule_in_their_roles(@TempDir Path files) throws Exception {
        Files.writeString(files.resolve("plan.txt"), "the plan");
        Set<RouteRole> readers = Set.of(GuardRole.scope("plans:read"));
        try (var running =
                run(config ->
                        config.staticFiles.add(files.toString(), Location.EXTERNAL, readers))) {
            assertThat(send(running, "GET", "/plan.txt", "").statusCode()).isEqualTo(401);
            String reader = tokens.of("plans:read");
            assertThat(send(running, "GET", "/plan.txt", reader).body()).isEqualTo("the plan");
        }
    }

    @Test
    void a_route_has_its_rule_in_its_roles() throws Exception {
        try (var running =
                run(config -> {
                    config.routes.get("/told", ctx -> ctx.result("reached"), GuardRole.open());
                    config.routes.get(
                            "/read", ctx -> ctx.result("reached"), GuardRole.scope("orders:read"));
                    config.routes.get(
                            "/clerks", ctx -> ctx.result("reached"), GuardRole.role("Clerk"));
                    config.routes.sse("/events", sse -> sse.sendEvent("reached"));
                })) {
            String token = tokens.of("orders:read");
            assertThat(send(running, "GET", "/read", "").statusCode()).isEqualTo(401);
            assertThat(send(running, "GET", "/clerks", token).statusCode()).isEqualTo(403);
            assertThat(send(running, "GET", "/events", token).statusCode()).isEqualTo(403);
            assertThat(send(running, "GET", "/told", "").body()).isEqualTo("reached");
            assertThat(send(running, "GET", "/read", token).body()).isEqualTo("reached");
            assertThat(send(running, "GET", "/clerks", tokens.of("", "Clerk")).body())
                    .isEqualTo("reached");
        }
    }

    @Test
    void a_resource_finds_the_parameters_of_its_path() throws Exception {
        try (var running = run(_ -> {})) {
            assertThat(send(running, "GET", "/named/7", tokens.of("orders:read")).body())
                    .isEqualTo("7 of alice");
        }
    }

    @Test
    void what_an_application_has_below_a_path_of_its_own_is_guarded_alike() throws Exception {
        try (var running = run(config -> config.router.contextPath = "/app")) {
            assertThat(send(running, "HEAD", "/app/named/7", "").statusCode()).isEqualTo(401);
            assertThat(send(running, "GET", "/app/named/7", tokens.of("orders:read")).body())
                    .isEqualTo("7 of alice");
        }
    }

    private static void greeting(WsConfig ws) {
        ws.onConnect(ctx -> ctx.send("hello " + AuthUsers.of(ctx).orElseThrow().id()));
    }

    private String firstWord(Running running, String path, String token) throws Exception {
        var said = new CompletableFuture<String>();
        var listener =
                new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(
                            WebSocket socket, CharSequence data, boolean last) {
                        said.complete(data.toString());
                        return CompletableFuture.completedFuture("");
                    }
                };
        var builder = client.newWebSocketBuilder();
        if (!token.isEmpty()) {
            builder.header("authorization", "Bearer " + token);
        }
        var uri = URI.create("ws://127.0.0.1:" + running.port() + path);
        var socket = builder.buildAsync(uri, listener).get(20, TimeUnit.SECONDS);
        try {
            socket.request(1);
            return said.get(20, TimeUnit.SECONDS);
        } finally {
            socket.abort();
        }
    }

    private void refused(Running running, String path, String token, int status) {
        assertThatThrownBy(() -> firstWord(running, path, token))
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        e -> assertThat(e.getResponse().statusCode()).isEqualTo(status));
    }

    @Test
    void a_web_socket_opens_for_those_whom_its_rule_lets_in() throws Exception {
        try (var running =
                run(config -> {
                    config.routes.ws("/silent", GuardPluginTest::greeting);
                    config.routes.ws(
                            "/ticks", GuardPluginTest::greeting, GuardRole.scope("ticks:read"));
                })) {
            refused(running, "/silent", tokens.of("ticks:read"), 403);
            refused(running, "/ticks", "", 401);
            refused(running, "/ticks", tokens.of("orders:read"), 403);
            assertThat(firstWord(running, "/ticks", tokens.of("ticks:read")))
                    .isEqualTo("hello alice");
        }
    }
}
