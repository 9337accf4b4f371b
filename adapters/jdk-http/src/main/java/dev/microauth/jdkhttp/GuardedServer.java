package dev.microauth.jdkhttp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.microauth.guard.GuardRule;
import dev.microauth.guard.Guards;
import dev.microauth.guard.Resource;
import dev.microauth.guard.ResourceMethod;
import dev.microauth.guard.Verdict;
import dev.microauth.jose.AuthUser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// A server of the JDK whose handlers are reached only by those whom their guards let in. What says neither
/// `@Guard` nor `@Public` is reached by nobody.
///
/// ```java
/// var guarded = new GuardedServer(server, new Guards(auth.tokens(), "orders"));
/// guarded.handle("/orders", new OrdersHandler());
/// guarded.resource("/parcels", new Parcels());
/// guarded.handle("/about", new GuardRule.Open(), exchange -> about(exchange));
/// ```
///
/// Only what is added here is guarded: leave the server's own `createContext` alone.
public final class GuardedServer {
    private final HttpServer server;
    private final Guards guards;

    /// @param server not started yet, or started: what is added is served from then on
    public GuardedServer(HttpServer server, Guards guards) {
        this.server = server;
        this.guards = guards;
    }

    /// Serves this path and all below it by a handler whose class, or method `handle`, says who may call.
    ///
    /// @throws IllegalStateException when its annotations contradict each other, ask what the verifier does not know, or
    ///     stand on a method besides `handle`
    /// @throws IllegalArgumentException when something is served at this path
    public GuardedServer handle(String path, HttpHandler handler) {
        try {
            var method = handler.getClass().getMethod("handle", HttpExchange.class);
            GuardRule.requireHeeded(handler.getClass(), List.of(method));
            return handle(path, guards.rule(method, handler.getClass()), handler);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a handler without its method", e);
        }
    }

    /// The same for a handler that cannot carry an annotation, such as a lambda.
    public GuardedServer handle(String path, GuardRule rule, HttpHandler handler) {
        server.createContext(
                path, exchange -> guarded(exchange, rule, _ -> handler.handle(exchange)));
        return this;
    }

    /// Serves this path and all below it by the public methods `get`, `post`, `put`, `patch` and `delete` of an object.
    /// Each takes any of [HttpExchange], `AuthUser` and `Optional<AuthUser>`, returns nothing, and has its own guard or
    /// that of the class. Other request methods are answered 405.
    ///
    /// @throws IllegalStateException when there is no such method, or one that cannot be called in this way
    /// @throws IllegalArgumentException when something is served at this path
    public GuardedServer resource(String path, Object resource) {
        var methods = Resource.of(resource, guards, HttpExchange.class);
        server.createContext(
                path,
                exchange -> {
                    var method = methods.find(exchange.getRequestMethod());
                    if (method.isEmpty()) {
                        exchange.getResponseHeaders().set("Allow", methods.allow());
                        answer(exchange, 405, "{\"error\":\"method_not_allowed\"}");
                        return;
                    }
                    var found = method.get();
                    guarded(exchange, found.rule(), user -> call(found, user, exchange));
                });
        return this;
    }

    private static void call(ResourceMethod method, Optional<AuthUser> user, HttpExchange exchange)
            throws IOException {
        try {
            method.call(user, exchange);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private interface Work {
        void run(Optional<AuthUser> user) throws IOException;
    }

    private void guarded(HttpExchange exchange, GuardRule rule, Work work) throws IOException {
        List<String> shown = exchange.getRequestHeaders().get("Authorization");
        switch (guards.judge(rule, shown == null ? List.of() : shown)) {
            case Verdict.Admitted(var user) ->
                    AuthUsers.with(user)
                            .call(() -> {
                                work.run(user);
                                return true;
                            });
            case Verdict.Refused(int status, var challenge, String body) -> {
                challenge.ifPresent(
                        each -> exchange.getResponseHeaders().set("WWW-Authenticate", each));
                answer(exchange, status, body);
            }
        }
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        // RFC 6750 §5.3: what hangs on a token is nobody else's to keep.
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().flush();
        }
        Rest.drop(exchange);
        exchange.close();
    }
}
