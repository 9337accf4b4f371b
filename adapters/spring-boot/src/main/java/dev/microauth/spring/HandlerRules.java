package dev.microauth.spring;

import dev.microauth.guard.GuardRule;
import dev.microauth.guard.Guards;
import dev.microauth.spring.MicroAuthProperties.Unguarded;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.core.MethodParameter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.handler.AbstractHandlerMethodMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/// The rules of the handlers of Spring MVC: of a method, of those that it overrides, of its class; of other handlers by
/// their class alone. All that are known at the start are read then, so that an application whose guards make no sense does
/// not start.
final class HandlerRules implements SmartInitializingSingleton {
    private static final GuardRule CLOSED = new GuardRule.Closed();

    private final Guards guards;
    private final boolean leftToSecurity;
    private final ObjectProvider<AbstractHandlerMethodMapping<?>> mappings;
    private final Map<Object, GuardRule> known = new ConcurrentHashMap<>();

    /// A method by the class of the bean that is called, which may inherit it.
    private record Called(Method method, Class<?> type) {}

    HandlerRules(
            Guards guards,
            Unguarded unguarded,
            ObjectProvider<AbstractHandlerMethodMapping<?>> mappings) {
        this.guards = guards;
        this.leftToSecurity = unguarded == Unguarded.LEFT_TO_SECURITY;
        this.mappings = mappings;
    }

    @Override
    public void afterSingletonsInstantiated() {
        mappings.stream()
                .flatMap(each -> each.getHandlerMethods().values().stream())
                .forEach(this::requireSense);
    }

    private void requireSense(HandlerMethod handler) {
        if (of(handler) instanceof GuardRule.Open) {
            for (MethodParameter each : handler.getMethodParameters()) {
                if (AuthUserArguments.isUser(each)) {
                    throw new IllegalStateException(
                            handler
                                    + " is open to all, so that there may be no user: take Optional<AuthUser>");
                }
            }
        }
    }

    GuardRule of(Object handler) {
        return switch (handler) {
            case HandlerMethod method ->
                    isOfTheFramework(method.getBeanType())
                            ? GuardRule.of(method.getMethod(), method.getBeanType())
                            : known.computeIfAbsent(
                                    new Called(method.getMethod(), method.getBeanType()),
                                    _ -> read(method));
            case ResourceHttpRequestHandler _ -> CLOSED;
            default -> known.computeIfAbsent(handler.getClass(), _ -> read(handler.getClass()));
        };
    }

    // Nobody misses a guard there: the page of errors, and Spring's own answer to OPTIONS.
    private static boolean isOfTheFramework(Class<?> handler) {
        return ErrorController.class.isAssignableFrom(handler)
                || handler.getEnclosingClass() == RequestMappingInfoHandlerMapping.class;
    }

    // Asked without the guards first: their warning of closed handlers would be wrong where another
    // decides of these.
    private GuardRule read(HandlerMethod handler) {
        var rule = GuardRule.of(handler.getMethod(), handler.getBeanType());
        return leftToSecurity && rule instanceof GuardRule.Closed
                ? rule
                : guards.rule(handler.getMethod(), handler.getBeanType());
    }

    private GuardRule read(Class<?> handler) {
        var rule = GuardRule.of(handler);
        return leftToSecurity && rule instanceof GuardRule.Closed ? rule : guards.rule(handler);
    }
}
