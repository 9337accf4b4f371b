package dev.microauth.api;

import dev.microauth.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Turns wire records into trees of JSON and back, by their components: `createdAt` is `created_at`, an empty
/// Optional is `null`, a UUID and a moment are texts.
///
/// A tree has maps, lists, strings, longs, doubles, booleans, and an empty Optional for `null`, as
/// [dev.microauth.json.Json] reads and writes them.
public final class WireFormat {
    private final Map<Class<? extends Record>, RecordShape> shapes = new ConcurrentHashMap<>();

    /// What this record class looks like on the wire.
    ///
    /// @throws IllegalArgumentException when a component has no form there
    public RecordShape shape(Class<? extends Record> type) {
        return shapes.computeIfAbsent(type, RecordShape::of);
    }

    /// The members of a record, in the order of its components.
    public Map<String, Object> tree(Record record) {
        if (record instanceof Listing<?> listing) {
            return listing(listing);
        }
        var members = new LinkedHashMap<String, Object>();
        for (var component : shape(record.getClass()).components()) {
            Object value = component.of(record);
            if (component.inline().isPresent() && value instanceof Record within) {
                members.putAll(tree(within));
            } else {
                members.put(component.name(), written(value));
            }
        }
        return members;
    }

    /// The record as JSON in UTF-8, with a line end.
    public byte[] bytes(Record record) {
        return Json.bytes(tree(record));
    }

    /// The record of this tree.
    ///
    /// @throws WireProblem naming every member that is missing, unknown or mistyped
    public <R extends Record> R read(Class<R> type, Map<String, ?> tree) {
        var reading = new WireReading(this);
        Optional<Record> record = reading.whole(type, tree);
        reading.refuseProblems();
        return type.cast(record.orElseThrow());
    }

    /// One value of this shape.
    ///
    /// @throws WireProblem naming it when it is none
    public Object readValue(String name, Shape shape, Object given) {
        var reading = new WireReading(this);
        Optional<?> value = reading.value(name, shape, given);
        reading.refuseProblems();
        return value.orElseThrow();
    }

    /// A page of records.
    ///
    /// @throws WireProblem naming every member that is missing, unknown or mistyped
    public <R extends Record> Listing<R> readListing(Class<R> type, Map<String, ?> tree) {
        var reading = new WireReading(this);
        Object items = Optional.<Object>ofNullable(tree.get("items")).orElse(Optional.empty());
        Optional<?> read = reading.value("items", new Shape.Many(new Shape.Nested(type)), items);
        reading.refuseProblems();
        List<R> records = new ArrayList<>();
        ((List<?>) read.orElseThrow()).forEach(each -> records.add(type.cast(each)));
        return new Listing<>(
                records,
                tree.get("next") instanceof String next ? Optional.of(next) : Optional.empty(),
                number(tree, "total"),
                number(tree, "total_at_least"));
    }

    /// The record after an RFC 7396 patch: what the patch does not name stays.
    ///
    /// @throws WireProblem naming every member that is unknown, mistyped, or missing once it was removed
    public <R extends Record> R patched(Class<R> type, Record current, Map<String, ?> patch) {
        var reading = new WireReading(this);
        reading.refuseUnknown("", shape(type), patch);
        Optional<Record> record = reading.whole(type, merge(tree(current), patch));
        reading.refuseProblems();
        return type.cast(record.orElseThrow());
    }

    /// RFC 7396 §2: members of the patch replace those of the target, `null` removes, objects are merged.
    public static Map<String, Object> merge(Map<String, ?> target, Map<String, ?> patch) {
        var merged = new LinkedHashMap<String, Object>(target);
        patch.forEach((name, value) -> {
            if (value instanceof Optional<?>) {
                merged.remove(name);
            } else if (value instanceof Map<?, ?> within) {
                Map<String, ?> before =
                        merged.get(name) instanceof Map<?, ?> map ? named(map) : Map.of();
                merged.put(name, merge(before, named(within)));
            } else {
                merged.put(name, value);
            }
        });
        return merged;
    }

    static Map<String, ?> named(Map<?, ?> map) {
        var named = new LinkedHashMap<String, Object>();
        map.forEach((name, value) -> named.put(String.valueOf(name), value));
        return named;
    }

    private static Optional<Long> number(Map<String, ?> tree, String name) {
        return tree.get(name) instanceof Long number ? Optional.of(number) : Optional.empty();
    }

    private Map<String, Object> listing(Listing<?> listing) {
        var members = new LinkedHashMap<String, Object>();
        members.put("items", written(listing.items()));
        members.put("next", listing.next());
        members.put("total", listing.total());
        listing.totalAtLeast().ifPresent(least -> members.put("total_at_least", least));
        return members;
    }

    private Object written(Object value) {
        return switch (value) {
            case UUID id -> id.toString();
            case Instant time -> time.truncatedTo(ChronoUnit.MILLIS).toString();
            case Integer number -> number.longValue();
            case Record record -> tree(record);
            case Optional<?> optional -> optional.isPresent() ? written(optional.get()) : optional;
            case List<?> list -> list.stream().map(this::written).toList();
            case Map<?, ?> map -> {
                var members = new LinkedHashMap<String, Object>();
                map.forEach((name, each) -> members.put(String.valueOf(name), written(each)));
                yield members;
            }
            default -> value;
        };
    }
}
