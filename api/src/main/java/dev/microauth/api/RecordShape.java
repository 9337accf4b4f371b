package dev.microauth.api;

import dev.microauth.json.Json;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a wire record looks like on the wire: its members in order, those of `@Inline` components among them.
public final class RecordShape {
    static final long LARGEST = Json.MAX_INTEGER;

    private final Constructor<? extends Record> constructor;
    private final List<Component> components = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();

    /// One member by its name on the wire.
    public record Member(String name, Shape shape) {
        /// Whether it has to be there.
        public boolean isRequired() {
            return !(shape instanceof Shape.Maybe);
        }
    }

    /// One component: a member, or a record whose members stand among ours.
    record Component(String name, Shape shape, Optional<RecordShape> inline, Method accessor) {
        Object of(Record record) {
            try {
                return accessor.invoke(record);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("no access to " + accessor, e);
            }
        }
    }

    private RecordShape(Class<? extends Record> type) {
        var parts = type.getRecordComponents();
        try {
            constructor =
                    type.getDeclaredConstructor(
                            Arrays.stream(parts)
                                    .map(RecordComponent::getType)
                                    .toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record without its constructor", e);
        }
        constructor.setAccessible(true);
        for (var part : parts) {
            add(part);
        }
        Set<String> names = new HashSet<>();
        for (var member : members) {
            if (!names.add(member.name())) {
                throw new IllegalArgumentException(type + " has " + member.name() + " twice");
            }
        }
    }

    /// Reads the components of a record class.
    ///
    /// @throws IllegalArgumentException when one has no form on the wire
    public static RecordShape of(Class<? extends Record> type) {
        return new RecordShape(type);
    }

    private void add(RecordComponent part) {
        part.getAccessor().setAccessible(true);
        String name = snake(part.getName());
        Shape shape = Shape.of(part.getGenericType());
        if (part.isAnnotationPresent(Inline.class) && shape instanceof Shape.Nested nested) {
            var inline = of(nested.type());
            members.addAll(inline.members);
            components.add(new Component(name, shape, Optional.of(inline), part.getAccessor()));
        } else {
            members.add(new Member(name, shape));
            components.add(new Component(name, shape, Optional.empty(), part.getAccessor()));
        }
    }

    /// Every member, flattened, in the order of the components.
    public List<Member> members() {
        return List.copyOf(members);
    }

    List<Component> components() {
        return components;
    }

    Record make(Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no access to " + constructor, e);
        }
    }

    private static String snake(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
