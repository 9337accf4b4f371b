package dev.microauth.jdkhttp;

import dev.microauth.guard.Guards;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The methods of a resource object, by the request methods that they answer.
final class ResourceMethods {
    private static final List<String> ANSWERED = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private final Map<String, ResourceMethod> byName;

    private ResourceMethods(Map<String, ResourceMethod> byName) {
        this.byName = byName;
    }

    static ResourceMethods of(Object resource, Guards guards) {
        Class<?> type = resource.getClass();
        var found = new TreeMap<String, ResourceMethod>();
        for (Method each : type.getMethods()) {
            String name = each.getName().toUpperCase(Locale.ROOT);
            boolean answers =
                    ANSWERED.contains(name)
                            && each.getName().equals(name.toLowerCase(Locale.ROOT))
                            && !each.isBridge();
            if (!answers) {
                continue;
            }
            var method = ResourceMethod.of(resource, each, guards.rule(each, type));
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
        return new ResourceMethods(found);
    }

    Optional<ResourceMethod> find(String requestMethod) {
        return Optional.ofNullable(byName.get(requestMethod));
    }

    String allow() {
        return String.join(", ", byName.keySet());
    }

    @Override
    public String toString() {
        return "ResourceMethods" + Arrays.toString(byName.keySet().toArray());
    }
}
