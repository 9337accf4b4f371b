package dev.microauth.web.admin;

import dev.microauth.api.ProblemView;
import dev.microauth.api.WireFormat;
import dev.microauth.web.http.Method;
import dev.microauth.web.wire.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The OpenAPI 3.1 document of the admin port, made of the operations and the wire records.
final class OpenApi {
    private static final Pattern SEGMENT = Pattern.compile("\\{([a-z0-9_]+)}");
    private static final String JSON = "application/json";

    private final List<Operation> operations;
    private final Schemas schemas;

    OpenApi(WireFormat format, List<Operation> operations) {
        this.operations = operations;
        this.schemas =
                new Schemas(
                        format,
                        operations.stream()
                                .flatMap(each -> each.takes().stream())
                                .collect(Collectors.toSet()));
    }

    /// @param issuer the address of the admin port
    Map<String, Object> document(String issuer, String version) {
        var info = object("title", "microauth admin API", "version", version);
        info.put(
                "description",
                "Everything an administrator can do. A token comes from POST /token; each operation names the"
                        + " permission that it needs. Refusals are problem documents (RFC 9457).");
        info.put("license", object("name", "MIT", "identifier", "MIT"));

        var paths = new TreeMap<String, Object>(OutsideApi.paths());
        for (Operation each : operations) {
            place(paths, AdminApi.PATH + each.path())
                    .put(each.method().name().toLowerCase(Locale.ROOT), operation(each));
        }
        schemas.reference(ProblemView.class);
        var components = object("schemas", schemas.all());
        components.put("responses", responses());
        components.put(
                "securitySchemes",
                object(
                        "admin",
                        object(
                                "type",
                                "http",
                                "scheme",
                                "bearer",
                                "bearerFormat",
                                "JWT",
                                "description",
                                "An access token of the admin port, from POST /token.")));

        var document = object("openapi", "3.1.0", "info", info);
        document.put("servers", List.of(object("url", issuer)));
        document.put("security", List.of(object("admin", List.of())));
        document.put("tags", tags());
        document.put("paths", paths);
        document.put("components", components);
        return document;
    }

    private List<Object> tags() {
        return operations.stream()
                .map(OpenApi::tag)
                .distinct()
                .sorted()
                .<Object>map(tag -> object("name", tag))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static String tag(Operation operation) {
        return operation.path().split("/", -1)[1];
    }

    private Map<String, Object> operation(Operation each) {
        var text = new StringBuilder(each.description());
        text.append(text.isEmpty() ? "" : " ").append("Needs ").append(needs(each)).append('.');
        var operation = object("operationId", OperationName.of(each), "summary", each.summary());
        operation.put("description", text.toString());
        operation.put("tags", List.of(tag(each)));
        operation.put(
                "security",
                List.of(
                        object(
                                "admin",
                                each.right()
                                        .permission()
                                        .map(p -> List.of(p.permission()))
                                        .orElse(List.of()))));
        var parameters = parameters(each);
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        each.takes().ifPresent(type -> operation.put("requestBody", body(each, type)));
        if (!each.takesBytes().isEmpty()) {
            operation.put("requestBody", bytes(each));
        }
        operation.put("responses", answers(each));
        return operation;
    }

    private static String needs(Operation each) {
        return each.right()
                .permission()
                .map(permission -> "`" + permission.permission() + "`")
                .orElse("any administrative permission");
    }

    private List<Object> parameters(Operation each) {
        var parameters = new ArrayList<Object>();
        var segments = SEGMENT.matcher(each.path());
        while (segments.find()) {
            String name = segments.group(1);
            boolean id = name.equals("id") || name.endsWith("_id");
            var schema = new LinkedHashMap<String, Object>(Map.of("type", "string"));
            if (id) {
                schema.put("format", "uuid");
            }
            parameters.add(object("name", name, "in", "path", "required", true, "schema", schema));
        }
        for (QueryParameter query : each.query()) {
            parameters.add(
                    object(
                            "name",
                            query.name(),
                            "in",
                            "query",
                            "description",
                            query.description(),
                            "schema",
                            schemas.of(query.shape())));
        }
        if (each.refusals().contains(412)) {
            parameters.add(
                    object(
                            "name",
                            "If-Match",
                            "in",
                            "header",
                            "description",
                            "The `ETag` that was seen: refused with 412 when it has changed since.",
                            "schema",
                            object("type", "string")));
        }
        return parameters;
    }

    private Map<String, Object> body(Operation each, Class<? extends Record> type) {
        boolean patch = each.method() == Method.PATCH;
        var schema = object("schema", patch ? schemas.patch(type) : schemas.reference(type));
        var content = object(JSON, schema);
        if (patch) {
            content.put("application/merge-patch+json", schema);
        }
        return object("required", true, "content", content);
    }

    private static Map<String, Object> bytes(Operation each) {
        var content = object();
        each.takesBytes().forEach(type -> content.put(type, object()));
        return object("required", true, "content", content);
    }

    private Map<String, Object> answers(Operation each) {
        var answers = new TreeMap<String, Object>();
        OperationAnswer answer = each.answer();
        answers.put(
                Integer.toString(answer.status()),
                switch (answer) {
                    case OperationAnswer.One(int status, Class<? extends Record> type) ->
                            one(status, schemas.reference(type));
                    case OperationAnswer.Many(Class<? extends Record> type) ->
                            one(200, schemas.listing(type));
                    case OperationAnswer.Nothing() -> object("description", "Done.");
                    case OperationAnswer.Media(String type) ->
                            object("description", "Done.", "content", object(type, object()));
                });
        each.refusals()
                .forEach(status ->
                        answers.put(
                                status.toString(),
                                object("$ref", "#/components/responses/Problem" + status)));
        return answers;
    }

    private static Map<String, Object> one(int status, Map<String, Object> schema) {
        var answer = object("description", status == 201 ? "Made." : "Done.");
        if (status == 201) {
            answer.put("headers", object("Location", header("Where it is now.")));
        }
        answer.put("content", object(JSON, object("schema", schema)));
        return answer;
    }

    private Map<String, Object> responses() {
        var responses = new TreeMap<String, Object>();
        for (Operation each : operations) {
            for (int status : each.refusals()) {
                responses.put("Problem" + status, problem(status));
            }
        }
        return responses;
    }

    private Map<String, Object> problem(int status) {
        var problem = object("description", Problems.title(status));
        switch (status) {
            case 401 -> problem.put("headers", object("WWW-Authenticate", header("Bearer.")));
            case 429, 503 -> problem.put("headers", object("Retry-After", header("In seconds.")));
            default -> {}
        }
        problem.put(
                "content",
                object(
                        "application/problem+json",
                        object("schema", schemas.reference(ProblemView.class))));
        return problem;
    }

    private static Map<String, Object> header(String text) {
        return object("description", text, "schema", object("type", "string"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> place(Map<String, Object> paths, String path) {
        return (Map<String, Object>)
                paths.computeIfAbsent(path, _ -> new TreeMap<String, Object>());
    }

    /// An object of members, given as `name, value, name, value …`.
    static Map<String, Object> object(Object... members) {
        var object = new LinkedHashMap<String, Object>();
        for (int i = 0; i < members.length; i += 2) {
            object.put(String.valueOf(members[i]), members[i + 1]);
        }
        return object;
    }
}
