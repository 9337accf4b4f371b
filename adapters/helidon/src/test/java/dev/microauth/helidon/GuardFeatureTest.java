package dev.microauth.helidon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.microauth.guard.Guard;
import dev.microauth.guard.GuardRule;
import dev.microauth.guard.Public;
import dev.microauth.mounting.Tokens;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What stands when a routing is put together, and what only Helidon does.
class GuardFeatureTest {
    private final Tokens tokens = new Tokens();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.close();
    }

    @Guard(permission = "orders.cancel")
    static final class Permitting implements Handler {
        @Override
        public void handle(ServerRequest request, ServerResponse response) {}
    }

    @Guard
    @Public
    static final class Both implements Handler {
        @Override
        public void handle(ServerRequest request, ServerResponse response) {}
    }

    @Guard
    static final class Wanting {
        public void get(ServerResponse response, String name) {}
    }

    @Guard(scope = "orders:read")
    static final class Shop implements HttpService {
        @Override
        public void routing(HttpRules rules) {
            rules.get("/list", this::list)
                    .post(
                            "/list",
                            new Guarded(
                                    new GuardRule.Ask(Set.of("orders:write"), Set.of(), Set.of()),
                                    this::list))
                    .get("/hours", new Hours())
                    .register("/cellar", new Cellar());
        }

        private void list(ServerRequest request, ServerResponse response) {
            response.send("list for " + AuthUsers.of(request).orElseThrow().id());
        }
    }

    @Public
    static final class Hours implements Handler {
        @Override
        public void handle(ServerRequest request, ServerResponse response) {
            response.send("always");
        }
    }

    /// Says nothing of its own.
    static final class Cellar implements HttpService {
        @Override
        public void routing(HttpRules rules) {
            rules.any((_, response) -> response.send("reached"));
        }
    }

    /// A method reference leaves the annotation behind.
    @Public
    static final class Mistaken implements HttpService {
        @Override
        public void routing(HttpRules rules) {
            rules.get("/", this::list);
        }

        @Guard
        void list(ServerRequest request, ServerResponse response) {
            response.send("reached");
        }
    }

    @Public
    static final class Besides implements Handler {
        @Override
        public void handle(ServerRequest request, ServerResponse response) {}

        @Guard
        public void get(ServerResponse response) {}
    }

    private GuardFeature feature() {
        return new GuardFeature(tokens.guards());
    }

    private static Running run(GuardFeature feature) {
        return Running.on(0, HttpRouting.builder().addFeature(feature));
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
    void a_routing_whose_guards_make_no_sense_is_refused() {
        for (Handler senseless : new Handler[] {new Permitting(), new Both(), new Besides()}) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> run(feature().routes(rules -> rules.get("/x", senseless))));
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> run(feature().routes("/x", new Mistaken())))
                .withMessageContaining("says @Guard or @Public");
        assertThatIllegalStateException()
                .isThrownBy(() -> feature().resource("/x", new Wanting()))
                .withMessageContaining("takes java.lang.String");
    }

    @Test
    void a_service_speaks_for_its_own_handlers_alone() throws Exception {
        try (var running = run(feature().routes("/shop", new Shop()))) {
            String reader = tokens.of("orders:read");
            assertThat(send(running, "GET", "/shop/list", "").statusCode()).isEqualTo(401);
            assertThat(send(running, "POST", "/shop/list", reader).statusCode()).isEqualTo(403);
            assertThat(send(running, "GET", "/shop/cellar", reader).statusCode()).isEqualTo(403);
            assertThat(send(running, "GET", "/shop/cellar/wine", "").statusCode()).isEqualTo(403);

            assertThat(send(running, "GET", "/shop/hours", "").body()).isEqualTo("always");
            assertThat(send(running, "GET", "/shop/list", reader).body())
                    .isEqualTo("list for alice");
            assertThat(send(running, "POST", "/shop/list", tokens.of("orders:write")).body())
                    .isEqualTo("list for alice");
        }
    }

    @Test
    void a_refusal_of_head_has_no_body() throws Exception {
        try (var running = run(feature().routes(rules -> rules.any("/x", new Cellarman())))) {
            var refused = send(running, "HEAD", "/x", "");
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("content-length")).hasValue("2");
            assertThat(send(running, "HEAD", "/x", "").statusCode()).isEqualTo(401);
        }
    }

    @Guard
    static final class Cellarman implements Handler {
        @Override
        public void handle(ServerRequest request, ServerResponse response) {
            response.send("here");
        }
    }

    @Test
    void a_request_method_without_a_method_is_told_which_there_are() throws Exception {
        try (var running = run(feature().resource("/x", new EmbeddedTest.Orders()))) {
            throw new AssertionError("knows no permissions: " + running);
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("ask for a scope or a role");
        }
        try (var running = run(feature().resource("/x", new GuardedHandlersTest.Orders()))) {
            var answer = send(running, "DELETE", "/x", "");
            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.headers().firstValue("allow")).hasValue("GET, POST");
        }
    }
}
