package dev.microauth.web;

import dev.microauth.web.http.Caller;
import dev.microauth.web.http.Headers;
import dev.microauth.web.http.MalformedRequest;
import dev.microauth.web.http.Method;
import dev.microauth.web.http.ProxyTrust;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.http.Router;
import dev.microauth.web.http.StandardHeaders;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// One of the [Doors], as an adapter hangs it into a server: where it stands, and the answer to each request.
///
/// ```java
/// if (mount.serves(rawPath)) {
///     Response response = mount.answer(method, rawTarget, headers, body, new Caller(peer, tls));
/// }
/// ```
///
/// An adapter passes on paths and queries as they were sent, never decoded or tidied, since what the table of routes
/// does not know is refused. It sends no body with the answer to HEAD, and neither adds nor changes headers.
public final class Mount {
    private static final List<String> WELL_KNOWN =
            List.of("/.well-known/openid-configuration", "/.well-known/oauth-authorization-server");

    private final Router router;
    private final String path;
    private final int mostBody;
    private final ProxyTrust trust;
    private final BooleanSupplier open;

    Mount(Router router, String path, int mostBody, ProxyTrust trust, BooleanSupplier open) {
        this.router = router;
        this.path = path;
        this.mostBody = mostBody;
        this.trust = trust;
        this.open = open;
    }

    /// The path of the issuer, which begins with a slash and ends without one; empty when the door has the whole
    /// host. All that is served stands below it, save [#wellKnown()].
    public String path() {
        return path;
    }

    /// Paths of the door outside of [#path()]: RFC 8414 §3.1 puts `.well-known` before the path of the issuer. Empty for
    /// a door with the whole host.
    public List<String> wellKnown() {
        return path.isEmpty() ? List.of() : WELL_KNOWN.stream().map(each -> each + path).toList();
    }

    /// The longest body that is taken, in bytes.
    public int mostBody() {
        return mostBody;
    }

    /// Whether a raw path, without its query, is for this door to answer.
    public boolean serves(String rawPath) {
        return path.isEmpty()
                || rawPath.equals(path)
                || rawPath.startsWith(path + "/")
                || wellKnown().contains(rawPath);
    }

    /// The answer; never throws. For a path that is not this door's it is 404, after [Doors#close()] 503.
    ///
    /// @param target the raw path, then `?` and the raw query when there is one
    /// @param body reads the whole body, asked at most once; see [dev.microauth.web.http.BoundedBody]
    /// @param wire the other end of the connection, as the connection shows it; which forwarding headers are believed
    ///     is decided here
    public Response answer(
            Method method, String target, Headers headers, Supplier<byte[]> body, Caller wire) {
        try {
            Caller caller = trust.resolve(wire.address(), wire.secure(), headers);
            Request request = new Request(method, target, headers, body, caller);
            if (!open.getAsBoolean()) {
                return own(503, "unavailable", "This service has ended.", caller);
            }
            return serves(request.path())
                    ? router.handle(request)
                    : own(404, "not_found", "There is nothing at this path.", caller);
        } catch (MalformedRequest e) {
            return own(400, "invalid_request", e.publicText(), wire);
        }
    }

    private static Response own(int status, String error, String text, Caller caller) {
        return StandardHeaders.on(
                Response.error(status, error, text), Request.newId(), caller.secure());
    }

    /// One line per route, `POST /token client`.
    public List<String> table() {
        return router.table();
    }

    @Override
    public String toString() {
        return "Mount[" + (path.isEmpty() ? "/" : path) + "]";
    }
}
