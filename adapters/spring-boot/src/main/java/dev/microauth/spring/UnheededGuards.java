package dev.microauth.spring;

import dev.microauth.guard.Guard;
import dev.microauth.guard.GuardRule;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.handler.AbstractHandlerMethodMapping;

/// Keeps an application from starting whose handlers have guards while it takes no tokens: nobody would ask these guards, and
/// whoever signs in by the bridge would be let in.
final class UnheededGuards implements SmartInitializingSingleton {
    private final ObjectProvider<AbstractHandlerMethodMapping<?>> mappings;
    private final ListableBeanFactory beans;

    UnheededGuards(
            ObjectProvider<AbstractHandlerMethodMapping<?>> mappings, ListableBeanFactory beans) {
        this.mappings = mappings;
        this.beans = beans;
    }

    @Override
    public void afterSingletonsInstantiated() {
        mappings.stream()
                .flatMap(each -> each.getHandlerMethods().values().stream())
                .filter(UnheededGuards::isGuarded)
                .findFirst()
                .ifPresent(handler -> {
                    throw unheeded(handler.toString());
                });
        for (String name : beans.getBeanNamesForAnnotation(Guard.class)) {
            throw unheeded("the bean " + name);
        }
    }

    private static boolean isGuarded(HandlerMethod handler) {
        return GuardRule.of(handler.getMethod(), handler.getBeanType()) instanceof GuardRule.Ask;
    }

    private static IllegalStateException unheeded(String what) {
        return new IllegalStateException(
                what
                        + " has a @Guard, and this application takes no tokens that one could ask: say whose by"
                        + " microauth.remote or microauth.doors.mount, or ask Spring Security instead, such as by"
                        + " @PreAuthorize");
    }
}
