package dev.microauth.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.MicroAuth;
import dev.microauth.guard.Guard;
import dev.microauth.jose.AccessVerifier;
import dev.microauth.jose.AuthUser;
import dev.microauth.jose.TokenVerifier;
import dev.microauth.oauth.GrantType;
import dev.microauth.problem.AuthException;
import dev.microauth.testkit.OwnPorts;
import dev.microauth.web.Doors;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The engine inside an application, and another application that takes its tokens.
class EmbeddedTest {
    private static final String PASSWORD = "a lantern over seven stones";

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Orders.class)
    static class Shop {}

    @RestController
    static class Orders {
        @GetMapping("/orders")
        @Guard
        String orders(AuthUser user) {
            return "orders of " + user.id();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Cancelling.class)
    static class Permitting {}

    @RestController
    static class Cancelling {
        @GetMapping("/cancel")
        @Guard(permission = "orders.cancel")
        String cancel() {
            return "cancelled";
        }
    }

    @Test
    void with_nothing_said_there_is_an_engine_in_memory() {
        var kept = new AtomicReference<MicroAuth>();
        try (var app = Apps.start(Shop.class, "without-security", "spring.application.name=shop");
                var asking = new Asking(app)) {
            var auth = app.getBean(MicroAuth.class);
            kept.set(auth);
            var alice =
                    auth.users().create().username("alice").password(PASSWORD.toCharArray()).save();
            String token = auth.tokens().issue(alice.id()).save().compact();
            asking.refuses(asking.get("/orders"), 401, "Bearer realm=\"shop\"");
            assertThat(asking.as(token, "/orders").body()).isEqualTo("orders of " + alice.id());
            assertThat(asking.get("/id/jwks.json").statusCode()).isEqualTo(404);
            auth.tokens().revoke(token);
            asking.refuses(
                    asking.as(token, "/orders"),
                    401,
                    "Bearer realm=\"shop\", error=\"invalid_token\"");
        }
        assertThatThrownBy(() -> kept.get().users().find("alice"))
                .isInstanceOf(AuthException.Closed.class);
    }

    @Test
    void permissions_are_known_to_the_engine_inside() {
        try (var app = Apps.start(Permitting.class);
                var asking = new Asking(app)) {
            var auth = app.getBean(MicroAuth.class);
            var alice =
                    auth.users().create().username("alice").password(PASSWORD.toCharArray()).save();
            String token = auth.tokens().issue(alice.id()).save().compact();
            asking.refuses(
                    asking.as(token, "/cancel"),
                    403,
                    "Bearer realm=\"microauth\", error=\"insufficient_scope\"");
        }
    }

    @Test
    void what_the_doors_give_opens_handlers_here_and_elsewhere(@TempDir Path place)
            throws IOException {
        Path data = place.resolve("data");
        int port = OwnPorts.next();
        try (var app =
                        Apps.start(
                                Shop.class,
                                beans ->
                                        beans.registerBean(
                                                MicroAuthCustomizer.class,
                                                () -> options -> options.maxClients(1)),
                                "server.port=" + port,
                                "microauth.embedded.directory=" + data,
                                "microauth.embedded.token-expiry=5m",
                                "microauth.doors.mount[0]=auth");
                var asking = new Asking(app)) {
            assertThat(Files.exists(data.resolve("microauth.db"))).isTrue();
            String issuer = "http://localhost:" + port + "/id";
            String token = clientToken(app, asking);
            assertThat(asking.as(token, "/orders").body()).isEqualTo("orders of robot");
            assertThat(asking.get("/id-admin/jwks.json").statusCode()).isEqualTo(404);
            var auth = app.getBean(MicroAuth.class);
            assertThatThrownBy(() ->
                            auth.clients()
                                    .create()
                                    .name("Second")
                                    .redirectUri("https://x.example")
                                    .save())
                    .isInstanceOf(AuthException.LimitReached.class);
            try (var other =
                            Apps.start(
                                    Shop.class,
                                    "microauth.remote.issuer=" + issuer,
                                    "microauth.remote.audience=" + issuer,
                                    "microauth.name=elsewhere");
                    var askingOther = new Asking(other)) {
                assertThat(other.getBeansOfType(MicroAuth.class)).isEmpty();
                assertThat(other.getBean(AccessVerifier.class)).isInstanceOf(TokenVerifier.class);
                assertThat(askingOther.as(token, "/orders").body()).isEqualTo("orders of robot");
                askingOther.refuses(askingOther.get("/orders"), 401, "Bearer realm=\"elsewhere\"");
            }
        }
    }

    @Test
    void doors_stand_in_the_context_of_the_application() throws IOException {
        int port = OwnPorts.next();
        try (var app =
                        Apps.start(
                                Shop.class,
                                "server.port=" + port,
                                "server.servlet.context-path=/app",
                                "microauth.doors.mount=auth,admin",
                                "microauth.doors.health=false");
                var asking = new Asking(app)) {
            assertThat(asking.get("/app/id/.well-known/openid-configuration").body())
                    .contains("\"issuer\":\"http://localhost:" + port + "/app/id\"");
            assertThat(asking.get("/app/id-admin/jwks.json").statusCode()).isEqualTo(200);
            assertThat(asking.get("/app/id/ping").statusCode()).isEqualTo(404);
            assertThat(asking.get("/id/jwks.json").statusCode()).isEqualTo(404);
            asking.refuses(asking.get("/app/orders"), 401, "Bearer realm=");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class OneMayWait {
        @Bean
        Doors doors(MicroAuth auth) {
            return Doors.of(auth.engine()).waiters(1, 1).open();
        }
    }

    /// Security: H5
    @Test
    void who_waits_at_the_doors_goes_home_before_the_server_stops() throws Exception {
        int port = OwnPorts.next();
        var app = Apps.start(OneMayWait.class, "server.port=" + port, "microauth.doors.mount=auth");
        try (var client = HttpClient.newHttpClient()) {
            var request = waiting(app, port);
            var one = client.sendAsync(request, BodyHandlers.ofString());
            var other = client.sendAsync(request, BodyHandlers.ofString());
            CompletableFuture.anyOf(one, other).get(10, TimeUnit.SECONDS);
            assertThat(one.isDone()).isNotEqualTo(other.isDone());
            long began = System.nanoTime();
            app.close();
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(15));
            for (var each : List.of(one, other)) {
                assertThat(each.get(1, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            }
        } finally {
            app.close();
        }
    }

    /// Security: C7
    @Test
    void who_comes_after_a_restart_may_wait_again() throws Exception {
        int port = OwnPorts.next();
        try (var app =
                        Apps.start(
                                OneMayWait.class,
                                "server.port=" + port,
                                "microauth.doors.mount=auth");
                var client = HttpClient.newHttpClient()) {
            app.stop();
            app.start();
            var waiting = client.sendAsync(waiting(app, port), BodyHandlers.ofString());
            assertThatThrownBy(() -> waiting.get(1, TimeUnit.SECONDS))
                    .isInstanceOf(TimeoutException.class);

            var auth = app.getBean(MicroAuth.class);
            var alice =
                    auth.users().create().username("alice").password(PASSWORD.toCharArray()).save();
            auth.tokens().revoke(auth.tokens().issue(alice.id()).save().compact());
            assertThat(waiting.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    private static HttpRequest waiting(ConfigurableApplicationContext app, int port) {
        var robot =
                app.getBean(MicroAuth.class)
                        .clients()
                        .create()
                        .clientId("robot")
                        .name("Robot")
                        .grants(GrantType.CLIENT_CREDENTIALS)
                        .save();
        String pair = "robot:" + robot.secret().orElseThrow().revealText();
        var uri = URI.create("http://127.0.0.1:" + port + "/id/revocations?wait=30");
        return HttpRequest.newBuilder(uri)
                .header(
                        "authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)))
                .build();
    }

    private static String clientToken(ConfigurableApplicationContext app, Asking asking) {
        var robot =
                app.getBean(MicroAuth.class)
                        .clients()
                        .create()
                        .clientId("robot")
                        .name("Robot")
                        .grants(GrantType.CLIENT_CREDENTIALS)
                        .save();
        var answer =
                asking.ask(
                        "POST",
                        "/id/token",
                        "grant_type=client_credentials&client_id=robot&client_secret="
                                + robot.secret().orElseThrow().revealText(),
                        "content-type",
                        "application/x-www-form-urlencoded");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body().replaceFirst("(?s).*\"access_token\":\"([^\"]*)\".*", "$1");
    }
}
