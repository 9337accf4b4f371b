package dev.microauth.jdkhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.microauth.guard.Guard;
import dev.microauth.guard.GuardRule;
import dev.microauth.guard.Public;
import dev.microauth.jose.AuthUser;
import dev.microauth.mounting.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What stands when an application is put together, and what only this server does.
class GuardedServerTest {
    @AutoClose private Loopback loopback;
    private GuardedServer guarded;

    @BeforeEach
    void open() throws IOException {
        loopback = Loopback.open();
        guarded = new GuardedServer(loopback.server(), new Tokens().guards());
    }

    static final class Nothing {
        public void answer(HttpExchange exchange) {}
    }

    @Guard
    static final class Wanting {
        public void get(HttpExchange exchange, String name) {}
    }

    @Guard
    static final class Returning {
        public String get(HttpExchange exchange) {
            return "nobody sends this";
        }
    }

    @Public
    static final class Presuming {
        public void get(HttpExchange exchange, AuthUser user) {}
    }

    @Guard
    static final class Twice {
        public void get(HttpExchange exchange) {}

        public void get(HttpExchange exchange, AuthUser user) {}
    }

    @Guard(permission = "orders.cancel")
    static final class Permitting {
        public void get(HttpExchange exchange) {}
    }

    @Public
    static final class Failing {
        public void get(HttpExchange exchange) throws IOException {
            exchange.sendResponseHeaders(418, -1);
            exchange.close();
        }

        public void post(HttpExchange exchange) throws IOException {
            if (exchange.getRequestBody().read() < 0) {
                throw new IllegalStateException("on purpose");
            }
        }
    }

    @Public
    static final class Mistaken implements HttpHandler {
        @Override
        public void handle(HttpExchange exchange) {}

        @Guard
        public void get(HttpExchange exchange) {}

        @Guard
        public void head(HttpExchange exchange) {}
    }

    private void refused(Object resource, String why) {
        assertThatIllegalStateException()
                .isThrownBy(() -> guarded.resource("/x", resource))
                .withMessageContaining(why);
    }

    @Test
    void a_resource_that_cannot_work_is_refused_at_the_start() {
        refused(new Nothing(), "would answer nothing");
        refused(new Wanting(), "takes java.lang.String");
        refused(new Returning(), "write it to the HttpExchange");
        refused(new Presuming(), "take Optional<AuthUser>");
        refused(new Twice(), "keep one");
        refused(new Permitting(), "ask for a scope or a role");
        refused(new Mistaken(), "head(com.sun.net.httpserver.HttpExchange) says @Guard");
        assertThatIllegalStateException()
                .isThrownBy(() -> guarded.handle("/x", new Mistaken()))
                .withMessageContaining("says @Guard or @Public");
    }

    @Test
    void a_lambda_has_its_rule_said_and_is_shut_without() throws Exception {
        guarded.handle("/shut", exchange -> GuardedHandlersTest.answer(exchange, "reached"));
        guarded.handle(
                "/told",
                new GuardRule.Open(),
                exchange -> GuardedHandlersTest.answer(exchange, "reached"));
        assertThat(send("GET", "/shut").statusCode()).isEqualTo(403);
        assertThat(send("GET", "/told").body()).isEqualTo("reached");
    }

    @Test
    void a_request_method_without_a_method_is_told_which_there_are() throws Exception {
        guarded.resource("/failing", new Failing());
        var answer = send("DELETE", "/failing");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("allow")).hasValue("GET, POST");
        assertThat(send("GET", "/failing").statusCode()).isEqualTo(418);
    }

    @Test
    void what_a_handler_throws_ends_the_connection_as_it_does_without_guards() {
        guarded.resource("/failing", new Failing());
        assertThatThrownBy(() -> send("POST", "/failing")).isInstanceOf(IOException.class);
    }

    @Test
    void nobody_is_signed_in_outside_of_a_request() {
        assertThat(AuthUsers.current()).isEmpty();
    }

    private HttpResponse<String> send(String method, String path)
            throws IOException, InterruptedException {
        var uri = URI.create("http://127.0.0.1:" + loopback.port() + path);
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build(),
                    BodyHandlers.ofString());
        }
    }
}
