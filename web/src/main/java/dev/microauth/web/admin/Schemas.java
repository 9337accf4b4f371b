package dev.microauth.web.admin;

import dev.microauth.api.RecordShape;
import dev.microauth.api.Shape;
import dev.microauth.api.WireFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The wire records as JSON Schema 2020-12, each once and under its own name.
final class Schemas {
    private static final String PLACE = "#/components/schemas/";

    private final WireFormat format;
    private final Set<Class<? extends Record>> bodies;
    private final Map<String, Object> all = new TreeMap<>();

    /// @param bodies the records that requests hold: unknown members are refused there
    Schemas(WireFormat format, Set<Class<? extends Record>> bodies) {
        this.format = format;
        this.bodies = bodies;
    }

    /// What was asked for until now, by name.
    Map<String, Object> all() {
        return all;
    }

    Map<String, Object> reference(Class<? extends Record> type) {
        String name = type.getSimpleName();
        if (!all.containsKey(name)) {
            all.put(name, Map.of());
            all.put(name, record(type));
        }
        return Map.of("$ref", PLACE + name);
    }

    /// A page of these.
    Map<String, Object> listing(Class<? extends Record> type) {
        String name = type.getSimpleName() + "Page";
        var properties = new LinkedHashMap<String, Object>();
        properties.put("items", OpenApi.object("type", "array", "items", reference(type)));
        properties.put(
                "next",
                described(
                        of(new Shape.Maybe(new Shape.Text())),
                        "Send it as `after` for the page behind this one; null on the last."));
        properties.put(
                "total",
                described(
                        of(new Shape.Maybe(new Shape.Whole(0, Long.MAX_VALUE))),
                        "How many there are; null where there are too many matches to count."));
        properties.put(
                "total_at_least",
                described(
                        of(new Shape.Whole(0, Long.MAX_VALUE)),
                        "There when `total` is null: how many there are at least."));
        all.put(name, object(properties, List.of("items", "next", "total")));
        return Map.of("$ref", PLACE + name);
    }

    /// The same record in an RFC 7396 patch, where every member may be absent.
    Map<String, Object> patch(Class<? extends Record> type) {
        String name = type.getSimpleName() + "Patch";
        var schema = object(properties(type), List.of());
        schema.put("additionalProperties", false);
        all.put(name, schema);
        return Map.of("$ref", PLACE + name);
    }

    private Map<String, Object> record(Class<? extends Record> type) {
        boolean body = bodies.contains(type);
        var required =
                format.shape(type).members().stream()
                        .filter(member -> !body || member.isRequired())
                        .map(RecordShape.Member::name)
                        .toList();
        var schema = object(properties(type), required);
        if (body) {
            schema.put("additionalProperties", false);
        }
        return schema;
    }

    private Map<String, Object> properties(Class<? extends Record> type) {
        var properties = new LinkedHashMap<String, Object>();
        format.shape(type).members().forEach(each -> properties.put(each.name(), of(each.shape())));
        return properties;
    }

    private static Map<String, Object> object(
            Map<String, Object> properties, List<String> required) {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }

    Map<String, Object> of(Shape shape) {
        return switch (shape) {
            case Shape.Text() -> Map.of("type", "string");
            case Shape.Flag() -> Map.of("type", "boolean");
            case Shape.Whole(long least, long most) -> whole(least, most);
            case Shape.Id() -> text("uuid");
            case Shape.Moment() -> text("date-time");
            case Shape.Free() -> Map.of("type", "object");
            case Shape.Texts() -> {
                var map = new LinkedHashMap<String, Object>();
                map.put("type", "object");
                map.put("additionalProperties", Map.of("type", "string"));
                yield map;
            }
            case Shape.Maybe(Shape some) -> orNull(of(some));
            case Shape.Many(Shape each) -> {
                var list = new LinkedHashMap<String, Object>();
                list.put("type", "array");
                list.put("items", of(each));
                yield list;
            }
            case Shape.Nested(Class<? extends Record> type) -> reference(type);
        };
    }

    private static Map<String, Object> whole(long least, long most) {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", "integer");
        if (most == Integer.MAX_VALUE) {
            schema.put("format", "int32");
        } else if (most >= Integer.MAX_VALUE) {
            schema.put("format", "int64");
        } else {
            schema.put("minimum", least);
            schema.put("maximum", most);
        }
        return schema;
    }

    private static Map<String, Object> text(String form) {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", "string");
        schema.put("format", form);
        return schema;
    }

    private static Map<String, Object> orNull(Map<String, Object> schema) {
        if (schema.get("type") instanceof String type) {
            var either = new LinkedHashMap<>(schema);
            either.put("type", List.of(type, "null"));
            return either;
        }
        return Map.of("anyOf", new ArrayList<>(List.of(schema, Map.of("type", "null"))));
    }

    private static Map<String, Object> described(Map<String, Object> schema, String text) {
        var described = new LinkedHashMap<>(schema);
        described.put("description", text);
        return described;
    }
}
