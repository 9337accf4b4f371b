package dev.microauth.guard;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// An object whose public methods `get`, `post`, `put`, `patch` and `delete` answer the request methods of these names.
/// Each takes any of `AuthUser`, `Optional<AuthUser>` and what the framework hands to handlers, returns nothing, and has
/// its own guard or that of the class.
///
/// ```java
/// @Guard(scope = "orders:read")
/// final class Parcels {
///     public void get(StringBuilder answer, AuthUser user) {
///         answer.append("the parcels of ").append(user.id());
///     }
///
///     @Guard(scope = "orders:write")
///     public void post(StringBuilder answer, AuthUser user) {
///         answer.append("taken");
///     }
/// }
///
/// Resource parcels =
///         Resource.of(new Parcels(), new Guards(verifier, "parcels"), StringBuilder.class);
/// ```
///
/// It is for adapters; applications hand such objects to the adapter of their framework.
public final class Resource {
    private static final List<String> ANSWERED = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private final Map<String, ResourceMethod> byName;

    private Resource(Map<String, ResourceMethod> byName) {
        this.byName = byName;
    }

    /// Reads the methods of an object.
    ///
    /// @param given the types of what the framework hands to each call; at least one, the last that by which one answers
    /// @throws IllegalStateException when there is no such method, or one that cannot be called in this way, or whose
    ///     guard makes no sense, or when a method that answers nothing has one
    public static Resource of(Object resource, Guards guards, Class<?>... given) {
        Class<?> type = resource.getClass();
        var found = new TreeMap<String, ResourceMethod>();
        var heeded = new ArrayList<Method>();
        for (Method each : type.getMethods()) {
            String name = each.getName().toUpperCase(Locale.ROOT);
            boolean answers =
                    ANSWERED.contains(name)
                            && each.getName().equals(name.toLowerCase(Locale.ROOT))
                            && !each.isBridge();
            if (!answers) {
                continue;
            }
            heeded.add(each);
            var method = ResourceMethod.of(resource, each, guards.rule(each, type), List.of(given));
            if (found.put(name, method) != null) {
                throw new IllegalStateException(
                        type.getName() + " has two methods " + each.getName() + ": keep one");
            }
        }
        if (found.isEmpty()) {
            throw new IllegalStateException(
                    type.getName()
                            + " has no public method get, post, put, patch or delete: it would answer nothing");
        }
        GuardRule.requireHeeded(type, heeded);
        return new Resource(found);
    }

    /// The method for a request method, which is written in capital letters.
    public Optional<ResourceMethod> find(String requestMethod) {
        return Optional.ofNullable(byName.get(requestMethod));
    }

    /// The request methods that are answered, in capital letters.
    public Set<String> requestMethods() {
        return Set.copyOf(byName.keySet());
    }

    /// The same as the `Allow` header has them (RFC 9110 §10.2.1), in the order of the alphabet.
    public String allow() {
        return String.join(", ", byName.keySet());
    }

    @Override
    public String toString() {
        return "Resource" + byName.keySet();
    }
}
