package dev.microauth.web;

import dev.microauth.json.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// JSON on many lines with its members sorted, so that a review sees what changed.
final class Pretty {
    private final StringBuilder out = new StringBuilder();

    private Pretty() {}

    static String printed(Map<String, Object> object) {
        var pretty = new Pretty();
        pretty.value(object, "\n");
        return pretty.out.append('\n').toString();
    }

    private void value(Object value, String line) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            char before = '{';
            for (var member : new TreeMap<>(map).entrySet()) {
                out.append(before)
                        .append(line)
                        .append("  ")
                        .append(Json.text(member.getKey().toString()));
                out.append(": ");
                value(member.getValue(), line + "  ");
                before = ',';
            }
            out.append(line).append('}');
        } else if (value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance)) {
            char before = '[';
            for (Object each : list) {
                out.append(before).append(line).append("  ");
                value(each, line + "  ");
                before = ',';
            }
            out.append(line).append(']');
        } else {
            out.append(Json.text(value));
        }
    }
}
