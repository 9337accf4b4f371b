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
        var status = answers("200", "Done.", record("status"));
        var ready = answers("200", "Done.", record("status"));
        ready.put("503", answer("The storage does not take writes.", record("status")));
        var version = answers("200", "Done.", record("name", "version"));

        var paths = new TreeMap<String, Object>();
        paths.put("/token", object("post", token()));
        paths.put("/ping", sign("ping", "Answers while the process lives.", status));
        paths.put("/version", sign("getVersion", "Tells the name and the version.", version));
        paths.put("/health/live", sign("getLiveness", "Answers while the process lives.", status));
        paths.put(
                "/health/ready",
                sign("getReadiness", "Answers 200 while the storage takes writes.", ready));
        return paths;
    }

    private static Map<String, Object> sign(
            String id, String summary, Map<String, Object> answers) {
        var get = object("operationId", id, "summary", summary, "tags", List.of("server"));
        get.put("security", List.of());
        get.put("responses", answers);
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
                texts(
                        "grant_type",
                        "username",
                        "password",
                        "totp_code",
                        "refresh_token",
                        "client_id",
                        "client_secret");
        token.put(
                "requestBody",
                object(
                        "required",
                        true,
                        "content",
                        object(
                                "application/x-www-form-urlencoded",
                                object("schema", schema(form, List.of())))));
        var granted = texts("access_token", "token_type", "refresh_token", "scope");
        granted.put("expires_in", object("type", "integer", "description", "Seconds."));
        var refusal = record("error", "error_description");
        var answers =
                answers(
                        "200",
                        "A token.",
                        schema(granted, List.of("access_token", "token_type", "expires_in")));
        answers.put("400", answer("Refused (RFC 6749 §5.2).", refusal));
        answers.put("401", answer("The client is not who it says.", refusal));
        answers.put("413", answer("The body is too large.", refusal));
        answers.put("429", answer("Too many failures: wait.", refusal));
        answers.put("503", answer("Not possible at the moment.", refusal));
        token.put("responses", answers);
        return token;
    }

    private static Map<String, Object> answers(
            String status, String text, Map<String, Object> schema) {
        var answers = new TreeMap<String, Object>();
        answers.put(status, answer(text, schema));
        return answers;
    }

    private static Map<String, Object> answer(String text, Map<String, Object> schema) {
        return object("description", text, "content", object(JSON, object("schema", schema)));
    }

    /// An object that has all of these texts.
    private static Map<String, Object> record(String... names) {
        return schema(texts(names), List.of(names));
    }

    private static Map<String, Object> texts(String... names) {
        var properties = object();
        List.of(names).forEach(name -> properties.put(name, TEXT));
        return properties;
    }

    private static Map<String, Object> schema(
            Map<String, Object> properties, List<String> required) {
        var schema = object("type", "object", "properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }
}
