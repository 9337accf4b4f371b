package dev.microauth.guard;

import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Set;

/// What a handler asks of its callers.
public sealed interface GuardRule {
    /// Anybody may call.
    record Open() implements GuardRule {}

    /// Nobody may: the handler says nothing of its callers, and what was forgotten stays shut.
    record Closed() implements GuardRule {}

    /// All of the scopes and permissions, and one of the roles where any are named.
    record Ask(Set<String> scopes, Set<String> roles, Set<String> permissions)
            implements GuardRule {
        public Ask {
            scopes = Set.copyOf(scopes);
            roles = Set.copyOf(roles);
            permissions = Set.copyOf(permissions);
        }
    }

    /// The rule of a handler: of the first of these elements that says anything, the nearest first (method, then class).
    ///
    /// @throws IllegalStateException when one of them says both [Guard] and [Public]
    static GuardRule of(AnnotatedElement... nearestFirst) {
        for (AnnotatedElement each : nearestFirst) {
            Guard guard = each.getAnnotation(Guard.class);
            boolean open = each.isAnnotationPresent(Public.class);
            if (guard != null && open) {
                throw new IllegalStateException(
                        each + " says @Guard and @Public: take one of them away");
            }
            if (open) {
                return new Open();
            }
            if (guard != null) {
                return new Ask(
                        Set.copyOf(List.of(guard.scope())),
                        Set.copyOf(List.of(guard.role())),
                        Set.copyOf(List.of(guard.permission())));
            }
        }
        return new Closed();
    }
}
