package dev.microauth.guard;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What the type variables stand for in all that a class extends and implements.
record TypeArguments(Map<TypeVariable<?>, Type> known) {
    static TypeArguments of(Class<?> handler) {
        var known = new HashMap<TypeVariable<?>, Type>();
        add(handler, known);
        return new TypeArguments(Map.copyOf(known));
    }

    private static void add(Class<?> type, Map<TypeVariable<?>, Type> known) {
        Stream.concat(
                        Stream.ofNullable(type.getGenericSuperclass()),
                        Arrays.stream(type.getGenericInterfaces()))
                .forEach(above -> addAbove(above, known));
    }

    private static void addAbove(Type above, Map<TypeVariable<?>, Type> known) {
        if (above instanceof Class<?> plain) {
            add(plain, known);
        } else if (above instanceof ParameterizedType generic
                && generic.getRawType() instanceof Class<?> raw) {
            var variables = raw.getTypeParameters();
            for (int i = 0; i < variables.length; i++) {
                known.put(variables[i], generic.getActualTypeArguments()[i]);
            }
            add(raw, known);
        }
    }

    /// The classes of what a method takes here.
    List<Class<?>> taken(Method method) {
        return Arrays.stream(method.getGenericParameterTypes())
                .<Class<?>>map(this::erased)
                .toList();
    }

    private Class<?> erased(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType generic -> erased(generic.getRawType());
            case GenericArrayType array -> erased(array.getGenericComponentType()).arrayType();
            case TypeVariable<?> variable ->
                    erased(known.getOrDefault(variable, variable.getBounds()[0]));
            default -> Object.class;
        };
    }
}
