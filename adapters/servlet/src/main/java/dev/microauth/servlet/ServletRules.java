package dev.microauth.servlet;

import dev.microauth.guard.GuardRule;
import dev.microauth.guard.Guards;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The rules of the servlets of a context, by their names.
final class ServletRules {
    private static final GuardRule CLOSED = new GuardRule.Closed();
    private static final Map<String, String> ANSWERING =
            Map.of(
                    "GET", "doGet",
                    "HEAD", "doHead",
                    "POST", "doPost",
                    "PUT", "doPut",
                    "PATCH", "doPatch",
                    "DELETE", "doDelete",
                    "OPTIONS", "doOptions");

    private final Map<String, ClassRules> byName;
    private final Set<String> leftOut;

    private ServletRules(Map<String, ClassRules> byName, Set<String> leftOut) {
        this.byName = Map.copyOf(byName);
        this.leftOut = Set.copyOf(leftOut);
    }

    static ServletRules none() {
        return new ServletRules(Map.of(), Set.of());
    }

    static ServletRules of(
            ServletContext context, Guards guards, Set<Class<?>> guardingThemselves) {
        var byName = new HashMap<String, ClassRules>();
        var leftOut = new HashSet<String>();
        context.getServletRegistrations()
                .forEach((name, registration) ->
                        type(context, registration.getClassName())
                                .ifPresent(type -> {
                                    if (guardsItself(type, guardingThemselves)) {
                                        leftOut.add(name);
                                    } else {
                                        byName.put(name, ClassRules.of(type, guards));
                                    }
                                }));
        return new ServletRules(byName, leftOut);
    }

    // A door takes tokens that the application's guards cannot know, such as administrators'.
    private static boolean guardsItself(Class<?> type, Set<Class<?>> others) {
        return type == DoorsServlet.class
                || others.stream().anyMatch(each -> each.isAssignableFrom(type));
    }

    boolean leaveOut(HttpServletRequest request) {
        String name = request.getHttpServletMapping().getServletName();
        return name != null && leftOut.contains(name);
    }

    // Without its class nothing speaks for a servlet (a JSP, a proxy): it stays shut.
    private static Optional<Class<?>> type(ServletContext context, String className) {
        try {
            return className == null
                    ? Optional.empty()
                    : Optional.of(Class.forName(className, false, context.getClassLoader()));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    GuardRule of(HttpServletRequest request) {
        String name = request.getHttpServletMapping().getServletName();
        return Optional.ofNullable(name == null ? null : byName.get(name))
                .map(rules -> rules.of(request.getMethod()))
                .orElse(CLOSED);
    }

    /// The rules of a class, by request method.
    private record ClassRules(Map<String, GuardRule> byMethod, GuardRule otherwise) {
        static ClassRules of(Class<?> type, Guards guards) {
            var methods = new HashMap<String, Method>();
            ANSWERING.forEach((request, name) ->
                    method(type, name).ifPresent(method -> methods.put(request, method)));
            GuardRule.requireHeeded(type, methods.values());
            // A servlet serves HEAD by the method for GET, unless it has one that speaks for
            // itself.
            Optional<GuardRule> head =
                    Optional.ofNullable(methods.remove("HEAD"))
                            .filter(method ->
                                    !(GuardRule.ofMethod(method, type) instanceof GuardRule.Closed))
                            .map(method -> guards.rule(method, type));
            var rules = new HashMap<String, GuardRule>();
            methods.forEach((request, method) -> rules.put(request, guards.rule(method, type)));
            // Where methods speak for themselves nobody misses the word of the class.
            var otherwise = rules.isEmpty() ? guards.rule(type) : GuardRule.of(type);
            rules.put("HEAD", head.orElse(rules.getOrDefault("GET", otherwise)));
            return new ClassRules(Map.copyOf(rules), otherwise);
        }

        GuardRule of(String method) {
            return byMethod.getOrDefault(method, otherwise);
        }

        private static Optional<Method> method(Class<?> type, String name) {
            for (Class<?> each = type;
                    each != null && each != HttpServlet.class;
                    each = each.getSuperclass()) {
                try {
                    return Optional.of(
                            each.getDeclaredMethod(
                                    name, HttpServletRequest.class, HttpServletResponse.class));
                } catch (NoSuchMethodException e) {
                    // The one above may have it.
                }
            }
            return Optional.empty();
        }
    }
}
