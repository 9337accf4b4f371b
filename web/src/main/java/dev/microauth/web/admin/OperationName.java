package dev.microauth.web.admin;

import java.util.List;
import java.util.Locale;

/// The name of an operation for generated clients, made of its method and path: `GET /users/{id}/roles` is
/// `listUserRoles`.
final class OperationName {
    private OperationName() {}

    static String of(Operation operation) {
        var name = new StringBuilder(verb(operation));
        var segments = List.of(operation.path().substring(1).split("/", -1));
        for (int i = 0; i < segments.size(); i++) {
            boolean named = i + 1 < segments.size() && segments.get(i + 1).startsWith("{");
            if (!segments.get(i).startsWith("{")) {
                append(name, named ? singular(segments.get(i)) : segments.get(i));
            }
        }
        return name.toString();
    }

    private static String verb(Operation operation) {
        boolean creates = operation.answer().status() == 201;
        boolean lists = operation.answer() instanceof OperationAnswer.Many;
        return switch (operation.method()) {
            case GET -> lists ? "list" : "get";
            case POST -> creates ? "create" : "post";
            case PUT -> "set";
            case PATCH -> "update";
            case DELETE -> "delete";
            case HEAD, OPTIONS, OTHER -> throw new IllegalStateException("no row has this method");
        };
    }

    private static void append(StringBuilder name, String segment) {
        for (String word : segment.split("[-.]", -1)) {
            name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
    }

    private static String singular(String noun) {
        return noun.endsWith("s") && !noun.endsWith("ss")
                ? noun.substring(0, noun.length() - 1)
                : noun;
    }
}
