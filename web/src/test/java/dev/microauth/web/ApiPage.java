package dev.microauth.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The page about the admin API, out of its OpenAPI document.
final class ApiPage {
    private final StringBuilder out = new StringBuilder();
    private final Map<String, Object> document;

    private ApiPage(Map<String, Object> document) {
        this.document = document;
    }

    static String markdown(Map<String, Object> document) {
        var page = new ApiPage(document);
        page.head();
        page.nouns();
        page.records();
        return page.out.toString();
    }

    private void head() {
        out.append(
                """
                # The admin API

                This page is generated from the table of operations, as is the OpenAPI 3.1 document that the admin port serves at
                `/api/v1/openapi.json` to whoever may ask.

                - A token comes from `POST /token`: `username` and `password` as a form. It goes into the header `Authorization: Bearer …`.
                  Without a live token of this port every path below `/api/v1` answers 401.
                - Members are in snake_case, ids are UUIDs, moments RFC 3339 in UTC. A member with `?` may be absent or `null`.
                - A list answers `{"items": […], "next": …, "total": …}`. `limit` is 1 to 500, 50 by itself; `next` goes into `after`. `total` is
                  exact up to 10,000 matches; beyond that it is `null`, and `total_at_least` is there.
                - `PATCH` takes a merge patch (RFC 7396): what it does not name stays, `null` removes. An `ETag` sent back as `If-Match` makes
                  a change conditional: 412 when somebody else was faster.
                - A refusal is a problem document (RFC 9457) in `application/problem+json`. Its `fields` name every member or parameter that
                  cannot be taken.

                | Status | Kind | When |
                |---|---|---|
                | 400 | `malformed` | the request, its JSON or its address cannot be read |
                | 401 | `unauthorized` | no live token of this port |
                | 403 | `not-allowed` | the permission is not held, or one that is to be given away |
                | 404 | `not-found` | no such thing |
                | 405 | `method-not-allowed` | the path has no such method; `Allow` names those it has |
                | 409 | `already-exists`, `protected` | the name is taken; the row is protected or the last administrator |
                | 412 | `stale` | it was changed since it was read |
                | 413 | `content-too-large` | the body is too long |
                | 415 | `unsupported-media-type` | the body is not JSON |
                | 422 | `invalid` | members or parameters that are unknown, missing or wrong |
                | 429 | | too much was asked for; `Retry-After` says when again |
                | 503 | `unavailable`, `busy` | not at the moment; `Retry-After` says when again |

                """);
    }

    private void nouns() {
        var byTag = new TreeMap<String, List<String>>();
        map(document.get("paths"))
                .forEach((path, methods) -> {
                    for (String method : List.of("get", "post", "put", "patch", "delete")) {
                        Optional.ofNullable(map(methods).get(method))
                                .map(ApiPage::map)
                                .ifPresent(operation ->
                                        byTag.computeIfAbsent(
                                                        ((List<?>) operation.get("tags"))
                                                                .getFirst()
                                                                .toString(),
                                                        _ -> new ArrayList<>())
                                                .add(row(method, path, operation)));
                    }
                });
        byTag.forEach((tag, rows) -> {
            out.append("## ").append(tag).append("\n\n");
            out.append("| | | Needs | Takes | Answers |\n|---|---|---|---|---|\n");
            rows.forEach(out::append);
            out.append('\n');
        });
    }

    private static String row(String method, String path, Map<String, Object> operation) {
        String query =
                parameters(operation, "query").isEmpty()
                        ? ""
                        : " Knows `" + String.join("`, `", parameters(operation, "query")) + "`.";
        return "| `"
                + method.toUpperCase(Locale.ROOT)
                + " "
                + path
                + "` | "
                + operation.get("summary")
                + query
                + " | "
                + needs(operation)
                + " | "
                + takes(operation)
                + " | "
                + answers(operation)
                + " |\n";
    }

    private static List<String> parameters(Map<String, Object> operation, String in) {
        return operation.get("parameters") instanceof List<?> all
                ? all.stream()
                        .map(ApiPage::map)
                        .filter(each -> in.equals(each.get("in")))
                        .map(each -> each.get("name").toString())
                        .toList()
                : List.of();
    }

    private static String needs(Map<String, Object> operation) {
        var security = (List<?>) operation.get("security");
        if (security.isEmpty()) {
            return "nothing";
        }
        var permissions = (List<?>) map(security.getFirst()).get("admin");
        return permissions.isEmpty() ? "any" : "`" + permissions.getFirst() + "`";
    }

    private static String takes(Map<String, Object> operation) {
        return operation.get("requestBody") instanceof Map<?, ?> body
                ? content(map(body)).replace("Patch`", "` as a patch")
                : "";
    }

    private static String answers(Map<String, Object> operation) {
        return map(operation.get("responses")).entrySet().stream()
                .filter(each -> each.getKey().startsWith("2"))
                .map(each -> (each.getKey() + " " + content(map(each.getValue()))).strip())
                .collect(Collectors.joining(", "));
    }

    private static String content(Map<String, Object> holder) {
        if (!(holder.get("content") instanceof Map<?, ?> content)) {
            return "";
        }
        var first = map(content).entrySet().iterator().next();
        return map(first.getValue()).get("schema") instanceof Map<?, ?> schema
                        && schema.get("$ref") instanceof String reference
                ? "`" + reference.substring(reference.lastIndexOf('/') + 1) + "`"
                : first.getKey();
    }

    private void records() {
        out.append("## Records\n\n");
        new TreeMap<>(map(map(document.get("components")).get("schemas")))
                .forEach((name, schema) -> {
                    if (name.endsWith("Patch") || name.endsWith("Page")) {
                        return;
                    }
                    out.append("### ").append(name).append("\n\n| Member | |\n|---|---|\n");
                    map(map(schema).get("properties"))
                            .forEach((member, of) ->
                                    out.append("| `")
                                            .append(member)
                                            .append("` | ")
                                            .append(form(map(of)))
                                            .append(" |\n"));
                    out.append('\n');
                });
        out.setLength(out.length() - 1);
    }

    private static String form(Map<String, Object> schema) {
        if (schema.get("$ref") instanceof String reference) {
            return "`" + reference.substring(reference.lastIndexOf('/') + 1) + "`";
        }
        if (schema.get("anyOf") instanceof List<?> either) {
            return form(map(either.getFirst())) + " ?";
        }
        if (schema.get("type") instanceof List<?> types) {
            var some = new TreeMap<>(schema);
            some.put("type", types.getFirst());
            return form(some) + " ?";
        }
        if (schema.get("items") instanceof Map<?, ?> items) {
            return "list of " + form(map(items));
        }
        String type = String.valueOf(schema.get("type"));
        return switch (String.valueOf(schema.get("format"))) {
            case "uuid" -> "UUID";
            case "date-time" -> "moment";
            default ->
                    type.equals("string")
                            ? "text"
                            : type.equals("boolean") ? "`true` or `false`" : type;
        };
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
