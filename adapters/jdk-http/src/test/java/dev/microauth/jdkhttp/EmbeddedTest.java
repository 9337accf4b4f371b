package dev.microauth.jdkhttp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.microauth.actor.Actor;
import dev.microauth.guard.Guard;
import dev.microauth.guard.Guards;
import dev.microauth.jose.AuthUser;
import dev.microauth.mounting.House;
import dev.microauth.user.Username;
import dev.microauth.web.Doors;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One process that gives tokens and takes them.
class EmbeddedTest {
    private static final Actor ACTOR = Actor.system("test");
    private static final Pattern ACCESS_TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");

    @Guard(scope = "orders:read")
    static final class Orders {
        public void get(HttpExchange exchange, AuthUser user) throws IOException {
            GuardedHandlersTest.answer(exchange, "orders of " + user.id());
        }

        @Guard(permission = "orders:cancel")
        public void delete(HttpExchange exchange) throws IOException {
            GuardedHandlersTest.answer(exchange, "cancelled");
        }
    }

    private record Application(House house, int port, HttpClient client) {
        HttpResponse<String> send(String method, String path, String body, String authorization)
                throws IOException, InterruptedException {
            var uri = URI.create("http://127.0.0.1:" + port + path);
            var request =
                    HttpRequest.newBuilder(uri)
                            .method(method, BodyPublishers.ofString(body))
                            .header("authorization", authorization)
                            .header("content-type", "application/x-www-form-urlencoded");
            return client.send(request.build(), BodyHandlers.ofString());
        }

        String clientToken() throws IOException, InterruptedException {
            String form = "grant_type=client_credentials&scope=orders:read";
            var token = ACCESS_TOKEN.matcher(send("POST", "/id/token", form, printer()).body());
            assertThat(token.find()).isTrue();
            return token.group(1);
        }

        String printer() {
            byte[] pair = ("printer:" + house.secret()).getBytes(StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(pair);
        }
    }

    private interface Looking {
        void at(Application application) throws Exception;
    }

    private static void running(Path place, Looking looking) throws Exception {
        try (var loopback = Loopback.open();
                var house = House.open(place.resolve("data"), loopback.port());
                var doors = Doors.of(house.engine()).open();
                var client = HttpClient.newHttpClient()) {
            DoorsHandler.mount(loopback.server(), doors.auth());
            new GuardedServer(loopback.server(), new Guards(house.auth().tokens(), "house"))
                    .resource("/orders", new Orders());
            looking.at(new Application(house, loopback.port(), client));
        }
    }

    @Test
    void a_token_of_the_doors_opens_handlers_until_it_is_revoked(@TempDir Path place)
            throws Exception {
        running(
                place,
                app -> {
                    String token = app.clientToken();
                    assertThat(app.send("GET", "/orders", "", "Bearer " + token).body())
                            .isEqualTo("orders of printer");
                    app.send("POST", "/id/revoke", "token=" + token, app.printer());
                    var refused = app.send("GET", "/orders", "", "Bearer " + token);
                    assertThat(refused.statusCode()).isEqualTo(401);
                    assertThat(refused.body()).contains("invalid_token");
                });
    }

    @Test
    void a_permission_counts_as_it_is_now(@TempDir Path place) throws Exception {
        running(
                place,
                app -> {
                    var engine = app.house().engine();
                    var alice = engine.users().find(Username.of("alice")).orElseThrow();
                    String token = app.house().auth().tokens().issue(alice.id()).save().compact();
                    assertThat(app.send("DELETE", "/orders", "", "Bearer " + token).statusCode())
                            .isEqualTo(403);

                    var clerk = engine.roles().create(ACTOR).name("Clerk").save();
                    var cancel = engine.permissions().create(ACTOR).name("orders:cancel").save();
                    engine.roles().addPermission(ACTOR, clerk.id(), cancel.id());
                    engine.access().assignRole(ACTOR, alice.id(), clerk.id());
                    assertThat(app.send("DELETE", "/orders", "", "Bearer " + token).body())
                            .isEqualTo("cancelled");

                    engine.users().deactivate(ACTOR, alice.id());
                    assertThat(app.send("DELETE", "/orders", "", "Bearer " + token).statusCode())
                            .isEqualTo(401);
                });
    }
}
