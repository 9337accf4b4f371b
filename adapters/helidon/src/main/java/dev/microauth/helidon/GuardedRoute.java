package dev.microauth.helidon;

import dev.microauth.guard.GuardRule;
import io.helidon.http.HttpPrologue;
import io.helidon.http.PathMatcher;
import io.helidon.http.PathMatchers;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRoute;
import java.util.Optional;

/// A route whose handler runs when its rule lets the caller in.
record GuardedRoute(HttpRoute route, Gate gate, GuardRule rule) implements HttpRoute {
    @Override
    public PathMatchers.MatchResult accepts(HttpPrologue prologue) {
        return route.accepts(prologue);
    }

    @Override
    public PathMatchers.MatchResult accepts(HttpPrologue prologue, ServerRequestHeaders headers) {
        return route.accepts(prologue, headers);
    }

    @Override
    public Handler handler() {
        Handler handler = route.handler();
        return (request, response) ->
                gate.pass(rule, request, response, () -> handler.handle(request, response));
    }

    @Override
    public Optional<PathMatcher> pathMatcher() {
        return route.pathMatcher();
    }

    @Override
    public void beforeStart() {
        route.beforeStart();
    }

    @Override
    public void afterStart(WebServer server) {
        route.afterStart(server);
    }

    @Override
    public void afterStop() {
        route.afterStop();
    }
}
