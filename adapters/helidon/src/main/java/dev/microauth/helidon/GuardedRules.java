package dev.microauth.helidon;

import dev.microauth.guard.GuardRule;
import dev.microauth.guard.Guards;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRoute;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;

/// What a service adds its routes to. All other ways of adding one end in these three.
final class GuardedRules implements HttpRules {
    private final HttpRules rules;
    private final Guards guards;
    private final Class<?> service;

    /// @param service speaks for handlers that say nothing themselves
    GuardedRules(HttpRules rules, Guards guards, Class<?> service) {
        this.rules = rules;
        this.guards = guards;
        this.service = service;
        // A method that is handed over as `this::list` comes without its annotations.
        GuardRule.requireHeeded(service, handle(service).stream().toList());
    }

    @Override
    public HttpRules register(HttpService... services) {
        for (HttpService each : services) {
            rules.register(new GuardedService(each, guards));
        }
        return this;
    }

    @Override
    public HttpRules register(String pathPattern, HttpService... services) {
        for (HttpService each : services) {
            rules.register(pathPattern, new GuardedService(each, guards));
        }
        return this;
    }

    @Override
    public HttpRules route(HttpRoute route) {
        Handler handler = route.handler();
        rules.route(
                handler instanceof ResourceHandler
                        ? route
                        : new GuardedRoute(route, new Gate(guards), rule(handler)));
        return this;
    }

    private GuardRule rule(Handler handler) {
        if (handler instanceof Guarded(var rule, _)) {
            return rule;
        }
        var type = handler.getClass();
        var method = handle(type).orElseThrow();
        GuardRule.requireHeeded(type, List.of(method));
        boolean silent = GuardRule.of(method, type) instanceof GuardRule.Closed;
        return silent ? guards.rule(service) : guards.rule(method, type);
    }

    private static Optional<Method> handle(Class<?> type) {
        if (!Handler.class.isAssignableFrom(type)) {
            return Optional.empty();
        }
        try {
            return Optional.of(type.getMethod("handle", ServerRequest.class, ServerResponse.class));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a handler without its method", e);
        }
    }
}
