package dev.microauth.javalin;

import dev.microauth.guard.GuardRule;
import dev.microauth.guard.Guards;
import dev.microauth.guard.Resource;
import dev.microauth.guard.ResourceMethod;
import dev.microauth.guard.Verdict;
import dev.microauth.servlet.GuardFilter;
import io.javalin.config.JavalinState;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.plugin.Plugin;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lets a request through to its endpoint when the guard of the endpoint does: `@Guard` and `@Public` on the class of the
/// handler or on its method `handle`, or a [GuardRole] of the route. An endpoint that says nothing is reached by nobody,
/// and so are static files and WebSockets without such a role.
///
/// ```java
/// var guards = new Guards(auth.tokens(), "orders");
/// var app = Javalin.create(config -> {
///     config.registerPlugin(new GuardPlugin(guards).resource("/parcels/{id}", new Parcels()));
///     config.routes.get("/orders", new ListOrders());
///     config.routes.get("/about", ctx -> ctx.result("…"), GuardRole.open());
/// });
/// ```
///
/// What the application does in handlers of its own that run before endpoints (`before`, and `beforeMatched` that were
/// added first) is done before the guard is asked.
public final class GuardPlugin extends Plugin<Void> {
    private final Guards guards;
    private final Map<String, Resource> resources = new LinkedHashMap<>();
    private Optional<EndpointRules> read = Optional.empty();

    public GuardPlugin(Guards guards) {
        this.guards = guards;
    }

    /// Serves a path by the public methods `get`, `post`, `put`, `patch` and `delete` of an object. Each takes any of
    /// [Context], `AuthUser` and `Optional<AuthUser>`, returns nothing, and has its own guard or that of the class.
    ///
    /// @param path as a route has it, with `{parameters}`
    /// @throws IllegalStateException when there is no such method, or one that cannot be called in this way, or when
    ///     something else was added at this path
    public GuardPlugin resource(String path, Object resource) {
        if (resources.put(path, Resource.of(resource, guards, Context.class)) != null) {
            throw new IllegalStateException("there is another resource at " + path);
        }
        return this;
    }

    @Override
    public void onInitialize(JavalinState state) {
        var rules = new EndpointRules(guards, state.internalRouter);
        read = Optional.of(rules);
        state.routes.beforeMatched(ctx -> judge(rules.of(ctx), ctx));
        state.routes.wsBeforeUpgrade(ctx -> judge(EndpointRules.ofRoles(ctx), ctx));
    }

    /// Reads all rules, so that an application whose guards make no sense does not start.
    @Override
    public void onStart(JavalinState state) {
        resources.forEach((path, resource) ->
                resource.requestMethods()
                        .forEach(
                                name -> add(state, name, path, resource.find(name).orElseThrow())));
        read.ifPresent(EndpointRules::check);
    }

    private static void add(JavalinState state, String name, String path, ResourceMethod method) {
        state.routes.addHttpHandler(
                HandlerType.findOrCreate(name),
                path,
                ctx -> method.call(AuthUsers.of(ctx), ctx),
                new GuardRole(method.rule()));
    }

    private void judge(GuardRule rule, Context ctx) throws IOException {
        List<String> shown = Collections.list(ctx.req().getHeaders("authorization"));
        switch (guards.judge(rule, shown)) {
            case Verdict.Admitted(var user) -> AuthUsers.set(ctx, user);
            case Verdict.Refused refused -> {
                ctx.skipRemainingHandlers();
                // Past Javalin's own way of answering, which knows nothing of an upgrade that is
                // refused.
                GuardFilter.refuse(refused, ctx.res());
            }
        }
    }
}
