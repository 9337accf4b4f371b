package dev.microauth.helidon;

import dev.microauth.guard.Guards;
import dev.microauth.guard.Resource;
import io.helidon.webserver.http.HttpFeature;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.List;

/// Routes whose handlers are reached only by those whom their guards let in: `@Guard` and `@Public` on the class of a
/// handler or on its method `handle`, else on the class of its [HttpService], or the rule of a [Guarded]. What says
/// nothing is reached by nobody. A method of a service that is handed over as `this::list` loses its annotations, and so
/// may have none.
///
/// ```java
/// var guards = new Guards(auth.tokens(), "orders");
/// var routing = HttpRouting.builder()
///         .addFeature(new GuardFeature(guards)
///                 .routes(rules -> rules.get("/orders", new ListOrders()))
///                 .routes("/shop", new Shop())
///                 .resource("/parcels/{id}", new Parcels()));
/// ```
///
/// Only what is added here is guarded: leave the routing's own `get`, `register` and so on alone. Protocols that are
/// upgraded to, such as WebSocket, have a routing of their own, which has no guards.
public final class GuardFeature implements HttpFeature {
    private final Guards guards;
    private final List<HttpService> added = new ArrayList<>();

    public GuardFeature(Guards guards) {
        this.guards = guards;
    }

    /// Adds the routes of a service, which may be a lambda.
    public GuardFeature routes(HttpService service) {
        added.add(new GuardedService(service, guards));
        return this;
    }

    /// Adds the routes of a service below a path.
    public GuardFeature routes(String path, HttpService service) {
        added.add(rules -> rules.register(path, new GuardedService(service, guards)));
        return this;
    }

    /// Serves a path by the public methods `get`, `post`, `put`, `patch` and `delete` of an object. Each takes any of
    /// [ServerRequest], [ServerResponse], `AuthUser` and `Optional<AuthUser>`, returns nothing, and has its own guard or
    /// that of the class. Other request methods are answered 405.
    ///
    /// @param path a pattern of Helidon, with `{parameters}`
    /// @throws IllegalStateException when there is no such method, or one that cannot be called in this way
    public GuardFeature resource(String path, Object resource) {
        var methods = Resource.of(resource, guards, ServerRequest.class, ServerResponse.class);
        return routes(rules -> rules.any(path, new ResourceHandler(methods, new Gate(guards))));
    }

    /// Works out all rules, so that an application whose guards make no sense does not start.
    ///
    /// @throws IllegalStateException when annotations contradict each other, ask what the verifier does not know, or
    ///     stand on methods that nobody would ask
    @Override
    public void setup(HttpRouting.Builder routing) {
        added.forEach(routing::register);
    }
}
