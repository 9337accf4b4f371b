package dev.microauth.javalin;

import dev.microauth.guard.GuardRule;
import dev.microauth.guard.Guards;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import io.javalin.router.InternalRouter;
import io.javalin.router.ParsedEndpoint;
import io.javalin.security.Roles;
import io.javalin.security.RouteRole;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The rules of the endpoints of an application, each worked out once.
final class EndpointRules {
    private static final GuardRule CLOSED = new GuardRule.Closed();

    private final Guards guards;
    private final InternalRouter router;
    private final Map<Endpoint, GuardRule> known = new ConcurrentHashMap<>();

    EndpointRules(Guards guards, InternalRouter router) {
        this.guards = guards;
        this.router = router;
    }

    /// @throws IllegalStateException when one of them makes no sense
    void check() {
        for (ParsedEndpoint each : router.allHttpHandlers()) {
            if (each.endpoint.method.isHttpMethod()) {
                of(each.endpoint);
            }
        }
    }

    /// The rule for a request of which Javalin knows whereto it goes.
    GuardRule of(Context ctx) {
        return endpoint(ctx).map(this::of).orElseGet(() -> ofRoles(ctx));
    }

    /// The rule for static files and WebSockets, which are no endpoints but may have roles.
    static GuardRule ofRoles(Context ctx) {
        return of(ctx.routeRoles()).orElse(CLOSED);
    }

    private Optional<Endpoint> endpoint(Context ctx) {
        var matched = Optional.ofNullable(ctx.endpoints().matchedHttpEndpoint());
        // Javalin answers HEAD where there is a handler for GET, without calling it.
        return matched.isEmpty() && ctx.method().equals(HandlerType.HEAD)
                ? Optional.ofNullable(router.findFirstHttpHandlerEntry(HandlerType.GET, path(ctx)))
                        .map(each -> each.endpoint)
                : matched;
    }

    private static String path(Context ctx) {
        return ctx.path().substring(ctx.contextPath().length());
    }

    private GuardRule of(Endpoint endpoint) {
        return known.computeIfAbsent(endpoint, this::read);
    }

    private GuardRule read(Endpoint endpoint) {
        return Optional.ofNullable(endpoint.metadata(Roles.class))
                .flatMap(roles -> of(roles.getRoles()))
                .orElseGet(() -> ofHandler(endpoint.handler));
    }

    private GuardRule ofHandler(Handler handler) {
        try {
            var method = handler.getClass().getMethod("handle", Context.class);
            GuardRule.requireHeeded(handler.getClass(), List.of(method));
            return guards.rule(method, handler.getClass());
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a handler without its method", e);
        }
    }

    private static Optional<GuardRule> of(Set<RouteRole> roles) {
        var rules =
                roles.stream()
                        .filter(GuardRole.class::isInstance)
                        .map(each -> ((GuardRole) each).rule())
                        .distinct()
                        .toList();
        if (rules.size() > 1) {
            throw new IllegalStateException(
                    "a route has two rules, " + rules + ": write them as one");
        }
        return rules.stream().findFirst();
    }
}
