package dev.microauth.web.admin;

import static dev.microauth.web.admin.OpenApi.object;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the document lists of the admin port beside the API itself: the token endpoint and the signs of life.
final class OutsideApi {
    private static final String JSON = "application/json";
    private static final Map<String, Object> TEXT = Map.of("type", "string");

    private OutsideApi() {}

    static Map<String, Object> paths() {
        var paths = new TreeMap<String, Object>();
        paths.put("/token", object("post", token()));
        paths.put("/ping", sign("ping", "Answers while the process lives.", "status"));
        paths.put(
                "/version",
                sign("getVersion", "Tells the name and the version.", "name", "version"));
        paths.put(
                "/health/live", sign("getLiveness", "Answers while the process lives.", "status"));
        var ready = sign("getReadiness", "Answers 200 while the storage takes writes.", "status");
        responses(ready).put("503", answer("The storage does not take writes.", members("status")));
        paths.put("/health/ready", ready);
        return paths;
    }

    private static Map<String, Object> sign(String id, String summary, String... members) {
        var get = object("operationId", id, "summary", summary, "tags", List.of("server"));
        get.put("security", List.of());
        var responses = new TreeMap<String, Object>();
        responses.put("200", answer("Done.", members(members)));
        get.put("responses", responses);
        return object("get", get);
    }

    private static Map<String, Object> token() {
        var token = object("operationId", "requestToken", "summary", "Gives a token of this port.");
        token.put(
                "description",
                "To people by user name and password, or to whoever has a refresh token; only to those with an"
                        + " administrative permission.");
        token.put("tags", List.of("server"));
        token.put("security", List.of());
        var form =
                members(
                        "grant_type",
                        "username",
                        "password",
                        "totp_code",
                        "refresh_token",
                        "client_id",
                        "client_secret");
        form.remove("required");
        token.put(
                "requestBody",
                object(
                        "required",
                        true,
                        "content",
                        object("application/x-www-form-urlencoded", object("schema", form))));
        var granted = members("access_token", "token_type", "refresh_token", "scope");
        properties(granted).put("expires_in", object("type", "integer", "description", "Seconds."));
        granted.put("required", List.of("access_token", "token_type", "expires_in"));
        var refusal = members("error", "error_description");
        var responses = new TreeMap<String, Object>();
        responses.put("200", answer("A token.", granted));
        responses.put("400", answer("Refused (RFC 6749 §5.2).", refusal));
        responses.put("401", answer("The client is not who it says.", refusal));
        responses.put("413", answer("The body is too large.", refusal));
        responses.put("429", answer("Too many failures: wait.", refusal));
        responses.put("503", answer("Not possible at the moment.", refusal));
        token.put("responses", responses);
        return token;
    }

    private static Map<String, Object> answer(String text, Map<String, Object> schema) {
        return object("description", text, "content", object(JSON, object("schema", schema)));
    }

    private static Map<String, Object> members(String... names) {
        var properties = object();
        List.of(names).forEach(name -> properties.put(name, TEXT));
        return object("type", "object", "properties", properties, "required", List.of(names));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> properties(Map<String, Object> schema) {
        return (Map<String, Object>) schema.getOrDefault("properties", object());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> responses(Map<String, Object> path) {
        var get = (Map<String, Object>) path.getOrDefault("get", object());
        return (Map<String, Object>) get.getOrDefault("responses", object());
    }
}
