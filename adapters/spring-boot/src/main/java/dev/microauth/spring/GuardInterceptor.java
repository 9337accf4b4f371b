package dev.microauth.spring;

import dev.microauth.guard.GuardRule;
import dev.microauth.guard.Guards;
import dev.microauth.guard.Verdict;
import dev.microauth.servlet.AuthUsers;
import dev.microauth.servlet.GuardFilter;
import dev.microauth.spring.MicroAuthProperties.Unguarded;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import org.springframework.http.HttpMethod;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/// Lets a request through to its handler when the guard of the handler does.
final class GuardInterceptor implements HandlerInterceptor {
    private static final String ADMITTED = "dev.microauth.spring.admitted";

    private final HandlerRules rules;
    private final Guards guards;
    private final OpenPaths openPaths;
    private final boolean leftToSecurity;

    GuardInterceptor(HandlerRules rules, Guards guards, OpenPaths openPaths, Unguarded unguarded) {
        this.rules = rules;
        this.guards = guards;
        this.openPaths = openPaths;
        this.leftToSecurity = unguarded == Unguarded.LEFT_TO_SECURITY;
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException, NoResourceFoundException {
        if (isPreFlight(request, handler) || isResumed(request, handler)) {
            return true;
        }
        GuardRule rule = rules.of(handler);
        if (rule instanceof GuardRule.Closed) {
            if (leftToSecurity || request.getDispatcherType() == DispatcherType.ERROR) {
                // The page of an error is of a request that was judged before.
                return true;
            }
            if (openPaths.have(request)) {
                rule = new GuardRule.Open();
            } else if (handler instanceof ResourceHttpRequestHandler) {
                // Whatever is found nowhere else ends here: a file that is closed is as one that is
                // not there.
                String path = request.getRequestURI();
                throw new NoResourceFoundException(
                        HttpMethod.valueOf(request.getMethod()), path, path);
            }
        }
        return judge(rule, request, response, handler);
    }

    private boolean judge(
            GuardRule rule,
            HttpServletRequest request,
            HttpServletResponse response,
            Object handler)
            throws IOException {
        var shown = Collections.list(request.getHeaders("authorization"));
        return switch (guards.judge(rule, shown)) {
            case Verdict.Admitted(var user) -> {
                AuthUsers.set(request, user);
                request.setAttribute(ADMITTED, sign(handler));
                yield true;
            }
            case Verdict.Refused refused -> {
                GuardFilter.refuse(refused, response);
                yield false;
            }
        };
    }

    /// What a browser asks before it asks: Spring answers it by the rules for origins, and no handler runs.
    private static boolean isPreFlight(HttpServletRequest request, Object handler) {
        return CorsUtils.isPreFlightRequest(request)
                && handler.getClass().getEnclosingClass() == AbstractHandlerMapping.class;
    }

    /// Where a handler answers later it has run already: a token that ended meanwhile stops nothing.
    private static boolean isResumed(HttpServletRequest request, Object handler) {
        return request.getDispatcherType() == DispatcherType.ASYNC
                && sign(handler).equals(request.getAttribute(ADMITTED));
    }

    private static Object sign(Object handler) {
        return handler instanceof HandlerMethod method ? method.getMethod() : handler;
    }
}
