package dev.microauth.helidon;

import dev.microauth.guard.GuardRule;
import dev.microauth.guard.Guards;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRoute;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

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
        try {
            var method =
                    handler.getClass()
                            .getMethod("handle", ServerRequest.class, ServerResponse.class);
            boolean silent = GuardRule.of(method, handler.getClass()) instanceof GuardRule.Closed;
            return silent ? guards.rule(service) : guards.rule(method, handler.getClass());
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a handler without its method", e);
        }
    }
}
