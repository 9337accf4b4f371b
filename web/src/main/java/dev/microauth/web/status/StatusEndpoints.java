package dev.microauth.web.status;

import dev.microauth.web.http.Anyone;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// GET /ping, /version, /health/live and /health/ready.
public final class StatusEndpoints {
    private static final System.Logger LOG = System.getLogger(StatusEndpoints.class.getName());

    private final String version;
    private final Supplier<Optional<String>> unready;

    /// `unready` tries the storage and says what is wrong, if something is.
    public StatusEndpoints(String version, Supplier<Optional<String>> unready) {
        this.version = version;
        this.unready = unready;
    }

    public Response ping(Request request, Anyone anyone) {
        return Response.json(200, Map.of("status", "ok"));
    }

    public Response version(Request request, Anyone anyone) {
        return Response.json(200, Map.of("name", "microauth", "version", version));
    }

    public Response live(Request request, Anyone anyone) {
        return Response.json(200, Map.of("status", "live"));
    }

    /// 503 while storage does not take writes; why is in the log alone.
    public Response ready(Request request, Anyone anyone) {
        Optional<String> problem = unready.get();
        if (problem.isEmpty()) {
            return Response.json(200, Map.of("status", "ready"));
        }
        LOG.log(Level.ERROR, "not ready: " + problem.get());
        return Response.json(503, Map.of("status", "unavailable"));
    }
}
