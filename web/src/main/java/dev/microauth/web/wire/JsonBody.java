package dev.microauth.web.wire;

import dev.microauth.api.WireFormat;
import dev.microauth.json.Json;
import dev.microauth.json.Limits;
import dev.microauth.json.MalformedJson;
import dev.microauth.web.http.Request;
import java.util.List;
import java.util.Map;

/// The body of a request as wire records. A body that is not there has no members.
public final class JsonBody {
    private static final String JSON = "application/json";
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final Request request;
    private final WireFormat format = new WireFormat();

    public JsonBody(Request request) {
        this.request = request;
    }

    /// The record. Throws [ApiRefusal] for another media type and for what is no JSON, [WireProblem] naming every
    /// member that cannot be taken.
    public <R extends Record> R read(Class<R> type) {
        return format.read(type, tree(JSON));
    }

    /// The record that the body of a PATCH makes out of the current one (RFC 7396); throws as [#read] does.
    public <R extends Record> R merged(Class<R> type, Record current) {
        return format.patched(type, current, tree(JSON, MERGE_PATCH));
    }

    private Map<String, Object> tree(String... types) {
        byte[] body = request.body();
        if (body.length == 0) {
            return Map.of();
        }
        // Security H2: a form of another origin can not have this type.
        if (request.contentType().filter(List.of(types)::contains).isEmpty()) {
            throw new ApiRefusal(
                    415,
                    "unsupported_media_type",
                    "Send the body as JSON: Content-Type: " + String.join(" or ", types) + ".");
        }
        try {
            return Json.object(body, Limits.BODY);
        } catch (MalformedJson e) {
            throw new ApiRefusal(
                    400,
                    "malformed",
                    "The body is no JSON object that can be read: " + e.getMessage() + ".");
        }
    }
}
