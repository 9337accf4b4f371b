package dev.microauth.web.admin;

import dev.microauth.Engine;
import dev.microauth.api.WireFormat;
import dev.microauth.problem.AuthException.NotAllowed;
import dev.microauth.web.http.Fence;
import dev.microauth.web.http.PathPattern;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.http.Route;
import dev.microauth.web.status.Running;
import dev.microauth.web.wire.Problems;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The admin API: its operations as rows of the route table, and the fence around them.
public final class AdminApi {
    /// Below this everything is.
    public static final String PATH = "/api/v1";

    private final Engine auth;
    private final String version;
    private final String base;
    private final List<Operation> operations;
    private final WireFormat format = new WireFormat();

    /// All of it.
    ///
    /// @param issuerPath the path of the admin issuer, empty for most
    public static AdminApi of(Engine auth, Running running, String issuerPath) {
        return new AdminApi(auth, running.version(), issuerPath, Nouns.of(auth, running));
    }

    /// The operations of these nouns, and that of the document.
    ///
    /// @param version of this program, for the document
    AdminApi(Engine auth, String version, String issuerPath, List<Resource> resources) {
        this.auth = auth;
        this.version = version;
        this.base = issuerPath + PATH;
        this.operations =
                Stream.concat(
                                resources.stream().flatMap(each -> each.operations().stream()),
                                Stream.of(
                                        Operation.get(
                                                        "/openapi.json",
                                                        Right.ANY,
                                                        "Shows this document.")
                                                .media("application/json")
                                                .by(_ -> Response.json(200, document()))))
                        .toList();
    }

    /// Every row.
    public List<Operation> operations() {
        return operations;
    }

    /// The OpenAPI document.
    public Map<String, Object> document() {
        return new OpenApi(format, operations).document(auth.issuers().admin(), version);
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
        } catch (NotAllowed e) {
            // Security H7: who tries to rise is seen, also where the guard had no reason to stop
            // them.
            auth.noteRefusal(
                    administrator.actor(),
                    operation.method() + " " + operation.path() + ": " + e.getMessage());
            return Problems.answer(request, e);
        } catch (RuntimeException e) {
            return Problems.answer(request, e);
        }
    }
}
