package dev.microauth.guard;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What may speak for a method, the nearest first. The annotations of methods and of interfaces are not inherited, and
/// a guard that an override shakes off would be a hole.
final class Lineage {
    private Lineage() {}

    static AnnotatedElement[] of(Method method, Class<?> handler) {
        var speakers = new LinkedHashSet<AnnotatedElement>(methods(method, handler));
        speakers.add(handler);
        return speakers.toArray(AnnotatedElement[]::new);
    }

    /// The method, and those that it overrides or implements in this class, whatever their type variables stand for.
    static Set<Method> methods(Method method, Class<?> handler) {
        var arguments = TypeArguments.of(handler);
        var taken = arguments.taken(method);
        var methods = new LinkedHashSet<Method>();
        methods.add(method);
        for (Class<?> type : types(handler)) {
            declared(type)
                    .filter(each -> each.getName().equals(method.getName()))
                    .filter(each ->
                            taken.equals(arguments.taken(each))
                                    || Arrays.equals(
                                            each.getParameterTypes(), method.getParameterTypes()))
                    .forEach(methods::add);
        }
        return methods;
    }

    /// All methods of the class and of what it extends and implements.
    static Stream<Method> methods(Class<?> handler) {
        return types(handler).stream().flatMap(Lineage::declared);
    }

    /// Without bridges, which repeat what stands elsewhere.
    private static Stream<Method> declared(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods()).filter(each -> !each.isSynthetic());
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
}
