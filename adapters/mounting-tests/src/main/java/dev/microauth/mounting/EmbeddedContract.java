package dev.microauth.mounting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.actor.Actor;
import dev.microauth.guard.Guards;
import dev.microauth.testkit.OwnPorts;
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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// One process that gives tokens at its doors and takes them at its handlers. The tests of an adapter extend it.
@Timeout(60)
public abstract class EmbeddedContract {
    private static final Actor ACTOR = Actor.system("test");
    private static final Pattern ACCESS_TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");

    /// Mounts both doors, and serves at `/orders` behind these guards:
    ///
    /// | Request | Guard | Answer |
    /// |---|---|---|
    /// | `GET /orders` | `@Guard(scope = "orders:read")` | `orders of ` and the user's id |
    /// | `DELETE /orders` | `@Guard(permission = "orders:cancel")` | `cancelled` |
    ///
    /// @return stops the server, which listens on this port of the loopback address
    protected abstract AutoCloseable serve(Doors doors, Guards guards, int port) throws Exception;

    private record Application(House house, int port, HttpClient client) {
        HttpResponse<String> send(String method, String path, String body, String authorization)
                throws IOException, InterruptedException {
            var uri = URI.create("http://127.0.0.1:" + port + path);
            var request =
                    HttpRequest.newBuilder(uri)
                            .method(method, BodyPublishers.ofString(body))
                            .header("content-type", "application/x-www-form-urlencoded");
            if (!authorization.isEmpty()) {
                request.header("authorization", authorization);
            }
            return client.send(request.build(), BodyHandlers.ofString());
        }

        String clientToken() throws IOException, InterruptedException {
            String form = "grant_type=client_credentials&scope=orders:read";
            return accessToken(send("POST", "/id/token", form, printer()));
        }

        String adminToken() throws IOException, InterruptedException {
            String form = "username=root&password=" + House.PASSWORD.replace(' ', '+');
            return accessToken(send("POST", "/id-admin/token", form, ""));
        }

        private static String accessToken(HttpResponse<String> answer) {
            var token = ACCESS_TOKEN.matcher(answer.body());
            assertThat(token.find()).as(answer.body()).isTrue();
            return token.group(1);
        }

        CompletableFuture<HttpResponse<String>> waiting() {
            var uri = URI.create("http://127.0.0.1:" + port + "/id/revocations?wait=30");
            var request = HttpRequest.newBuilder(uri).header("authorization", printer());
            return client.sendAsync(request.build(), BodyHandlers.ofString());
        }

        String printer() {
            byte[] pair = ("printer:" + house.secret()).getBytes(StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(pair);
        }
    }

    private interface Looking {
        void at(Application application) throws Exception;
    }

    private void running(Path place, Looking looking) throws Exception {
        int port = OwnPorts.next();
        try (var house = House.open(place.resolve("data"), port);
                var doors = Doors.of(house.engine()).open();
                var _ = serve(doors, new Guards(house.auth().tokens(), "house"), port);
                var client = HttpClient.newHttpClient()) {
            looking.at(new Application(house, port, client));
        }
    }

    /// Security: C7
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

    /// Security: H7
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

    /// The guards know nothing of the tokens of the admin ring.
    ///
    /// Security: H7
    @Test
    void the_doors_judge_for_themselves_before_guarded_handlers(@TempDir Path place)
            throws Exception {
        running(
                place,
                app -> {
                    String token = app.adminToken();
                    String users = "/id-admin/api/v1/users";
                    var told = app.send("GET", users, "", "Bearer " + token);
                    assertThat(told.body()).contains("\"alice\"");
                    assertThat(told.statusCode()).isEqualTo(200);
                    assertThat(app.send("GET", users, "", "").statusCode()).isEqualTo(401);
                    String other = "Bearer " + app.clientToken();
                    assertThat(app.send("GET", users, "", other).statusCode()).isEqualTo(401);
                    assertThat(app.send("GET", "/orders", "", "Bearer " + token).statusCode())
                            .isEqualTo(401);
                });
    }

    /// Security: H5
    @Test
    void few_may_wait_at_the_doors_and_go_home_when_these_close(@TempDir Path place)
            throws Exception {
        int port = OwnPorts.next();
        try (var house = House.open(place.resolve("data"), port);
                var client = HttpClient.newHttpClient()) {
            var doors = Doors.of(house.engine()).waiters(1, 1).open();
            try (var _ = serve(doors, new Guards(house.auth().tokens(), "house"), port)) {
                var app = new Application(house, port, client);
                var one = app.waiting();
                var other = app.waiting();
                CompletableFuture.anyOf(one, other).get(10, TimeUnit.SECONDS);
                assertThat(one.isDone()).isNotEqualTo(other.isDone());
                doors.close();
                for (var each : List.of(one, other)) {
                    assertThat(each.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
                }
            }
        }
    }
}
