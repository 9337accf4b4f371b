package dev.microauth.api;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What one member of a wire record can be.
public sealed interface Shape {
    record Text() implements Shape {}

    record Flag() implements Shape {}

    /// An integer between these, both included.
    record Whole(long least, long most) implements Shape {}

    /// A UUID in its canonical form.
    record Id() implements Shape {}

    /// RFC 3339 in UTC, whole seconds or milliseconds.
    record Moment() implements Shape {}

    /// An object whose members are free.
    record Free() implements Shape {}

    /// An object whose members are texts.
    record Texts() implements Shape {}

    /// May be absent or `null`.
    record Maybe(Shape some) implements Shape {}

    record Many(Shape each) implements Shape {}

    /// A record within.
    record Nested(Class<? extends Record> type) implements Shape {}

    /// The shape of a component of this type.
    ///
    /// @throws IllegalArgumentException for a type that has no form on the wire
    static Shape of(Type type) {
        if (type instanceof ParameterizedType of) {
            return of(of);
        }
        if (type == String.class) {
            return new Text();
        } else if (type == boolean.class || type == Boolean.class) {
            return new Flag();
        } else if (type == int.class || type == Integer.class) {
            return new Whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
        } else if (type == long.class || type == Long.class) {
            return new Whole(-RecordShape.LARGEST, RecordShape.LARGEST);
        } else if (type == UUID.class) {
            return new Id();
        } else if (type == Instant.class) {
            return new Moment();
        } else if (type instanceof Class<?> other && other.isRecord()) {
            return new Nested(other.asSubclass(Record.class));
        }
        throw new IllegalArgumentException("no form on the wire for " + type);
    }

    private static Shape of(ParameterizedType type) {
        Type[] of = type.getActualTypeArguments();
        if (type.getRawType() == Optional.class) {
            return new Maybe(of(of[0]));
        } else if (type.getRawType() == List.class) {
            return new Many(of(of[0]));
        } else if (type.getRawType() == Map.class && of[0] == String.class) {
            return of[1] == String.class ? new Texts() : new Free();
        }
        throw new IllegalArgumentException("no form on the wire for " + type);
    }
}
