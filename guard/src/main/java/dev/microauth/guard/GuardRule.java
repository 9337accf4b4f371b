package dev.microauth.guard;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a handler asks of its callers.
///
/// ```java
/// GuardRule rule = GuardRule.of(Orders.class.getMethod("place"), Orders.class);
/// boolean forgotten = rule instanceof GuardRule.Closed;
/// ```
public sealed interface GuardRule {
    /// Anybody may call. A token that comes is looked at all the same, so that the handler can greet its bearer; a bad
    /// one is refused, so that its sender learns of it.
    record Open() implements GuardRule {}

    /// Nobody may: the handler says nothing of its callers, and what was forgotten stays shut.
    record Closed() implements GuardRule {}

    /// All of the scopes and permissions, and one of the roles where any are named.
    ///
    /// @param scopes each a scope-token of RFC 6749 §3.3; several are several members, not one with spaces
    /// @param roles names as the server keeps them
    /// @param permissions names as the server keeps them
    record Ask(Set<String> scopes, Set<String> roles, Set<String> permissions)
            implements GuardRule {
        /// @throws IllegalArgumentException when a name cannot be one
        public Ask {
            scopes = Set.copyOf(scopes);
            roles = Set.copyOf(roles);
            permissions = Set.copyOf(permissions);
            scopes.forEach(Ask::requireScope);
            roles.forEach(Ask::requireName);
            permissions.forEach(Ask::requireName);
        }

        // RFC 6749 §3.3: printable ASCII without space, quotation mark and backslash, since it
        // stands in a header.
        private static void requireScope(String scope) {
            boolean token =
                    !scope.isEmpty()
                            && scope.chars()
                                    .allMatch(c -> c > 0x20 && c < 0x7f && c != '"' && c != '\\');
            if (!token) {
                throw new IllegalArgumentException(
                        "not a scope: \""
                                + scope
                                + "\"; several are written {\"one\", \"another\"}");
            }
        }

        private static void requireName(String name) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("a role or permission has no name");
            }
        }
    }

    /// What asks for a live token and nothing more.
    static Ask anyToken() {
        return new Ask(Set.of(), Set.of(), Set.of());
    }

    /// The rule of a handler: of the first of these elements that says anything, the nearest first (method, then class).
    /// A class that is silent is followed by those that it extends, and then by interfaces.
    ///
    /// @throws IllegalStateException when one of them says both [Guard] and [Public], or names what can be no scope
    static GuardRule of(AnnotatedElement... nearestFirst) {
        for (AnnotatedElement each : Lineage.of(nearestFirst)) {
            Guard guard = each.getDeclaredAnnotation(Guard.class);
            boolean open = each.getDeclaredAnnotation(Public.class) != null;
            if (guard != null && open) {
                throw new IllegalStateException(
                        each + " says @Guard and @Public: take one of them away");
            }
            if (open) {
                return new Open();
            }
            if (guard != null) {
                return ask(each, guard);
            }
        }
        return new Closed();
    }

    /// The rule of a method of a handler: the method, those that it overrides or implements, then the class with what
    /// it extends and implements. What a guarded method says holds for its overrides too, unless they speak for themselves.
    ///
    /// @param handler the class whose object is called, which may inherit the method
    /// @throws IllegalStateException as [#of(AnnotatedElement...)]
    static GuardRule of(Method method, Class<?> handler) {
        return of(Lineage.of(method, handler));
    }

    /// The rule of the method and of those that it overrides or implements, without a word of classes; closed when all of
    /// these are silent.
    ///
    /// @param handler the class whose object is called, which may inherit the method
    /// @throws IllegalStateException as [#of(AnnotatedElement...)]
    static GuardRule ofMethod(Method method, Class<?> handler) {
        return of(Lineage.methods(method, handler).toArray(AnnotatedElement[]::new));
    }

    /// Refuses a class with a [Guard] or [Public] that nobody would heed, which reads like a guard and is none.
    ///
    /// @param heeded the methods of the handler whose rules are asked
    /// @throws IllegalStateException when another method says one of them, of the class or of what it extends and
    ///     implements
    static void requireHeeded(Class<?> handler, Collection<Method> heeded) {
        var all = new HashSet<Method>();
        heeded.forEach(each -> all.addAll(Lineage.methods(each, handler)));
        Lineage.methods(handler)
                .filter(each ->
                        each.isAnnotationPresent(Guard.class)
                                || each.isAnnotationPresent(Public.class))
                .filter(each -> !all.contains(each))
                .findFirst()
                .ifPresent(each -> {
                    throw new IllegalStateException(
                            each
                                    + " says @Guard or @Public, but is no method that requests to "
                                    + handler.getName()
                                    + " are judged by: put it on one that is, or on the class");
                });
    }

    private static Ask ask(AnnotatedElement of, Guard guard) {
        try {
            return new Ask(
                    Set.copyOf(List.of(guard.scope())),
                    Set.copyOf(List.of(guard.role())),
                    Set.copyOf(List.of(guard.permission())));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(of + ": " + e.getMessage(), e);
        }
    }
}
