package dev.microauth.web.admin;

import dev.microauth.MicroAuth;
import dev.microauth.api.WireFormat;
import dev.microauth.web.http.Fence;
import dev.microauth.web.http.PathPattern;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.http.Route;
import java.util.List;

/// The admin API: its operations as rows of the route table, and the fence around them.
public final class AdminApi {
    /// Below this everything is.
    public static final String PATH = "/api/v1";

    private final MicroAuth auth;
    private final String base;
    private final List<Operation> operations;
    private final WireFormat format = new WireFormat();

    /// @param issuerPath the path of the admin issuer, empty for most
    public AdminApi(MicroAuth auth, String issuerPath, List<Resource> resources) {
        this.auth = auth;
        this.base = issuerPath + PATH;
        this.operations =
                resources.stream().flatMap(each -> each.operations().stream()).toList();
    }

    /// Every row.
    public List<Operation> operations() {
        return operations;
    }

    public List<Route<?>> routes() {
        return operations.stream().<Route<?>>map(this::route).toList();
    }

    /// Whoever has no live token learns nothing about any path here.
    public Fence fence() {
        return new Fence(PATH, new AdminGuard(auth, Right.ANY), Problems::of);
    }

    private Route<Administrator> route(Operation operation) {
        return new Route<>(
                operation.method(),
                PathPattern.parse(PATH + operation.path()),
                new AdminGuard(auth, operation.right()),
                (request, administrator) -> handle(operation, request, administrator));
    }

    private Response handle(Operation operation, Request request, Administrator administrator) {
        try {
            var call = new AdminCall(request, administrator, operation, base, format);
            call.refuseBody();
            return operation.handler().handle(call);
        } catch (RuntimeException e) {
            return Problems.answer(request, e);
        }
    }
}
