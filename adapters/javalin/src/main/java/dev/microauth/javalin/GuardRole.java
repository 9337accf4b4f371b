package dev.microauth.javalin;

import dev.microauth.guard.GuardRule;
import io.javalin.security.RouteRole;
import java.util.Set;

/// The rule of a route whose handler cannot carry an annotation: a lambda, a WebSocket, server-sent events, static files.
/// It counts before the annotations of the handler; of a route's other roles none counts here.
///
/// ```java
/// config.routes.get("/about", ctx -> ctx.result("…"), GuardRole.open());
/// config.routes.ws("/ticks", ws -> ws.onConnect(each -> each.send("tick")), GuardRole.scope("ticks:read"));
/// ```
public record GuardRole(GuardRule rule) implements RouteRole {
    /// For anybody, as `@Public`.
    public static GuardRole open() {
        return new GuardRole(new GuardRule.Open());
    }

    /// For whoever shows a live access token, as `@Guard`.
    public static GuardRole anyToken() {
        return new GuardRole(GuardRule.anyToken());
    }

    /// For whoever shows a token with all of these scopes.
    ///
    /// @throws IllegalArgumentException when one of them can be no scope (RFC 6749 §3.3)
    public static GuardRole scope(String... all) {
        return new GuardRole(new GuardRule.Ask(Set.of(all), Set.of(), Set.of()));
    }

    /// For whoever has one of these roles at the issuer.
    ///
    /// @throws IllegalArgumentException when one of them has no name
    public static GuardRole role(String... oneOf) {
        return new GuardRole(new GuardRule.Ask(Set.of(), Set.of(oneOf), Set.of()));
    }
}
