package dev.microauth.guard;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What may speak for a method, the nearest first. The annotations of methods and of interfaces are not inherited, and
/// a guard that an override shakes off would be a hole.
final class Lineage {
    private Lineage() {}

    static AnnotatedElement[] of(Method method, Class<?> handler) {
        var speakers = new LinkedHashSet<AnnotatedElement>();
        speakers.add(method);
        types(handler).forEach(type -> same(method, type).ifPresent(speakers::add));
        speakers.add(handler);
        return speakers.toArray(AnnotatedElement[]::new);
    }

    /// These, and behind each class its own lineage: what a class inherits must not contradict what it says itself.
    static Set<AnnotatedElement> of(AnnotatedElement... nearestFirst) {
        var speakers = new LinkedHashSet<AnnotatedElement>();
        for (AnnotatedElement each : nearestFirst) {
            if (each instanceof Class<?> type) {
                speakers.addAll(types(type));
            } else {
                speakers.add(each);
            }
        }
        return speakers;
    }

    /// The class and those above it, then all interfaces.
    private static Set<Class<?>> types(Class<?> handler) {
        var types = new LinkedHashSet<Class<?>>();
        for (Class<?> each = handler; each != null; each = each.getSuperclass()) {
            types.add(each);
        }
        for (Class<?> each : List.copyOf(types)) {
            addInterfaces(each, types);
        }
        return types;
    }

    private static void addInterfaces(Class<?> of, Set<Class<?>> types) {
        for (Class<?> each : of.getInterfaces()) {
            if (types.add(each)) {
                addInterfaces(each, types);
            }
        }
    }

    private static Optional<Method> same(Method method, Class<?> in) {
        return Arrays.stream(in.getDeclaredMethods())
                .filter(each -> !each.isBridge() && each.getName().equals(method.getName()))
                .filter(each -> Arrays.equals(each.getParameterTypes(), method.getParameterTypes()))
                .findFirst();
    }
}
