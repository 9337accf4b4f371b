package dev.microauth.jdkhttp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.microauth.guard.Guard;
import dev.microauth.guard.Guards;
import dev.microauth.guard.Public;
import dev.microauth.jose.AuthUser;
import dev.microauth.mounting.GuardedHandlersContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

class GuardedHandlersTest extends GuardedHandlersContract {
    @Override
    protected Served serve(Guards guards) throws IOException {
        var loopback = Loopback.open();
        new GuardedServer(loopback.server(), guards)
                .resource("/open", new Open())
                .handle("/any", new Any())
                .resource("/orders", new Orders())
                .handle("/silent", exchange -> answer(exchange, "reached"));
        return new Served(loopback.port(), loopback);
    }

    static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Public
    static final class Open {
        public void get(HttpExchange exchange, Optional<AuthUser> user) throws IOException {
            answer(exchange, "hello " + user.map(AuthUser::id).orElse("nobody"));
        }
    }

    @Guard
    static final class Any implements HttpHandler {
        @Override
        public void handle(HttpExchange exchange) throws IOException {
            answer(exchange, "hello " + AuthUsers.current().orElseThrow().id());
        }
    }

    @Guard(scope = "orders:read")
    static final class Orders {
        public void get(AuthUser user, HttpExchange exchange) throws IOException {
            answer(exchange, "hello " + user.id());
        }

        @Guard(
                scope = "orders:write",
                role = {"Clerk", "Manager"})
        public void post(HttpExchange exchange) throws IOException {
            byte[] body = exchange.getRequestBody().readAllBytes();
            answer(exchange, "placed " + new String(body, StandardCharsets.UTF_8));
        }
    }
}
