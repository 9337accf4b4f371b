package dev.microauth.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One tree being read. It goes on after a wrong member, so that all of them are named.
final class WireReading {
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    // RFC 3339 §5.6, in UTC.
    private static final Pattern MOMENT_FORM =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})?Z");
    private static final int NAME_SHOWN = 64;

    private final WireFormat format;
    private final Map<String, String> problems = new LinkedHashMap<>();

    WireReading(WireFormat format) {
        this.format = format;
    }

    void refuseProblems() {
        if (!problems.isEmpty()) {
            throw new WireProblem(problems);
        }
    }

    /// A record, when nothing in it is wrong.
    Optional<Record> whole(Class<? extends Record> type, Map<String, ?> tree) {
        return record("", type, tree);
    }

    void refuseUnknown(String path, RecordShape shape, Map<String, ?> tree) {
        var known = shape.members().stream().map(RecordShape.Member::name).toList();
        for (String name : tree.keySet()) {
            if (!known.contains(name)) {
                String shown = name.length() > NAME_SHOWN ? name.substring(0, NAME_SHOWN) : name;
                problems.put(
                        path + shown,
                        "is not known here; known are "
                                + known.stream().collect(Collectors.joining(", ")));
            }
        }
    }

    private Optional<Record> record(
            String path, Class<? extends Record> type, Map<String, ?> tree) {
        RecordShape shape = format.shape(type);
        int before = problems.size();
        refuseUnknown(path, shape, tree);
        Optional<Record> record = made(path, shape, tree);
        return problems.size() == before ? record : Optional.empty();
    }

    private Optional<Record> made(String path, RecordShape shape, Map<String, ?> tree) {
        var values = new ArrayList<Object>();
        for (var component : shape.components()) {
            Optional<?> value;
            if (component.inline().isPresent()) {
                value = made(path, component.inline().get(), tree);
            } else {
                Object given =
                        Optional.<Object>ofNullable(tree.get(component.name()))
                                .orElse(Optional.empty());
                value = member(path, component, given, tree.containsKey(component.name()));
            }
            value.ifPresent(values::add);
        }
        return values.size() == shape.components().size()
                ? Optional.of(shape.make(values.toArray()))
                : Optional.empty();
    }

    private Optional<?> member(
            String path, RecordShape.Component component, Object given, boolean there) {
        String name = path + component.name();
        if (!there && !(component.shape() instanceof Shape.Maybe)) {
            return wrong(name, "is missing");
        }
        return value(name, component.shape(), given);
    }

    /// The value of this shape; empty, and noted, when it cannot be one.
    Optional<?> value(String name, Shape shape, Object given) {
        if (given instanceof Optional<?> && !(shape instanceof Shape.Maybe)) {
            return wrong(name, "must not be null");
        }
        return switch (shape) {
            case Shape.Text() -> text(name, given);
            case Shape.Flag() ->
                    given instanceof Boolean
                            ? Optional.of(given)
                            : wrong(name, "must be true or false");
            case Shape.Whole(long least, long most) -> whole(name, given, least, most);
            case Shape.Id() -> id(name, given);
            case Shape.Moment() -> moment(name, given);
            case Shape.Free() ->
                    given instanceof Map<?, ?>
                            ? Optional.of(given)
                            : wrong(name, "must be an object");
            case Shape.Texts() -> texts(name, given);
            case Shape.Maybe(Shape some) -> maybe(name, some, given);
            case Shape.Many(Shape each) -> many(name, each, given);
            case Shape.Nested(Class<? extends Record> type) ->
                    given instanceof Map<?, ?> map
                            ? record(name + ".", type, WireFormat.named(map))
                            : wrong(name, "must be an object");
        };
    }

    private Optional<?> maybe(String name, Shape some, Object given) {
        if (given instanceof Optional<?>) {
            return Optional.of(Optional.empty());
        }
        Optional<?> value = value(name, some, given);
        // What is nested is the value: an Optional is the component's type.
        return value.isPresent() ? Optional.of(value) : value;
    }

    private Optional<?> many(String name, Shape each, Object given) {
        if (!(given instanceof List<?> list)) {
            return wrong(name, "must be a list");
        }
        int before = problems.size();
        var values = new ArrayList<Object>();
        for (int i = 0; i < list.size(); i++) {
            value(name + "[" + i + "]", each, list.get(i)).ifPresent(values::add);
        }
        return problems.size() == before ? Optional.of(List.copyOf(values)) : Optional.empty();
    }

    private Optional<?> text(String name, Object given) {
        if (!(given instanceof String text)) {
            return wrong(name, "must be a text");
        }
        // PostgreSQL keeps no NUL, and nobody means one.
        return text.indexOf('\0') < 0 ? Optional.of(text) : wrong(name, "must not hold U+0000");
    }

    private Optional<?> texts(String name, Object given) {
        return given instanceof Map<?, ?> map
                        && map.values().stream().allMatch(String.class::isInstance)
                ? Optional.of(given)
                : wrong(name, "must be an object whose members are texts");
    }

    private Optional<?> whole(String name, Object given, long least, long most) {
        if (!(given instanceof Long number)) {
            return wrong(name, "must be a whole number");
        }
        if (number < least || number > most) {
            return wrong(name, "must be between " + least + " and " + most);
        }
        // No conditional expression: it would make a Long of the Integer.
        if (most == Integer.MAX_VALUE) {
            return Optional.of(number.intValue());
        }
        return Optional.of(number);
    }

    private Optional<?> id(String name, Object given) {
        return given instanceof String text && UUID_FORM.matcher(text).matches()
                ? Optional.of(UUID.fromString(text))
                : wrong(name, "must be a UUID");
    }

    private Optional<?> moment(String name, Object given) {
        if (given instanceof String text && MOMENT_FORM.matcher(text).matches()) {
            try {
                return Optional.of(Instant.parse(text));
            } catch (DateTimeException noSuchDay) {
                return wrong(name, "is no moment of the calendar");
            }
        }
        return wrong(name, "must be a moment in UTC such as 2026-11-22T04:40:00Z");
    }

    private Optional<?> wrong(String name, String what) {
        problems.putIfAbsent(name, what);
        return Optional.empty();
    }
}
