package dev.microauth.servlet;

import dev.microauth.guard.GuardRule;
import dev.microauth.guard.Guards;
import dev.microauth.guard.Verdict;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// Lets a request through to its servlet when the guard of the servlet does: `@Guard` and `@Public` on its class and on
/// its methods `doGet`, `doPost` and so on. A servlet that says neither is reached by nobody. An application with such an
/// annotation on another method, such as `service` or `doTrace`, does not start.
///
/// ```java
/// GuardFilter.add(context, new Guards(auth.tokens(), "orders"));
///
/// @Guard(scope = "orders:read")
/// final class Orders extends HttpServlet {
///     @Override
///     protected void doGet(HttpServletRequest request, HttpServletResponse response) { … }
///
///     @Override
///     @Guard(scope = "orders:write", role = "Clerk")
///     protected void doPost(HttpServletRequest request, HttpServletResponse response) { … }
/// }
/// ```
///
/// The servlet finds the caller with [AuthUsers#of], and in `getUserPrincipal` and `isUserInRole`. The container's own
/// servlets, such as that for static files, say nothing and are shut: map the filter to what is to be guarded, or
/// serve such files elsewhere. A [DoorsServlet] guards itself, and is left alone.
///
/// What one servlet gives to another is judged by the guard of the other where it is forwarded by its path. It is not
/// where it is forwarded by name (`getNamedDispatcher`), since the container does not say then whereto, nor where it is
/// included, when there is an answer already: whoever does that has to know for whom.
public final class GuardFilter extends HttpFilter {
    @Serial private static final long serialVersionUID = 1L;

    private final transient Guards guards;
    private final transient Set<Class<?>> guardingThemselves;
    private transient ServletRules rules;

    public GuardFilter(Guards guards) {
        this(guards, Set.of());
    }

    /// Leaves out servlets that judge for themselves, as those do that lead to the handlers of a framework.
    ///
    /// @param guardingThemselves their classes, and those that extend them
    public GuardFilter(Guards guards, Set<Class<?>> guardingThemselves) {
        this.guards = guards;
        this.guardingThemselves = Set.copyOf(guardingThemselves);
        this.rules = ServletRules.none();
    }

    /// Puts the filter before all servlets of a context that is starting, also where a servlet forwards to the path of
    /// another.
    ///
    /// @throws IllegalStateException when the context has a filter of this name, `microauth-guard`
    public static void add(ServletContext context, Guards guards) {
        var registration = context.addFilter("microauth-guard", new GuardFilter(guards));
        if (registration == null) {
            throw new IllegalStateException("there is a filter microauth-guard in this context");
        }
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(
                EnumSet.of(DispatcherType.REQUEST, DispatcherType.FORWARD, DispatcherType.ASYNC),
                false,
                "/*");
    }

    /// Reads the rules of all servlets, so that an application whose guards make no sense does not start.
    @Override
    public void init(FilterConfig config) throws ServletException {
        super.init(config);
        try {
            rules = ServletRules.of(config.getServletContext(), guards, guardingThemselves);
        } catch (IllegalStateException e) {
            throw new ServletException(e.getMessage(), e);
        }
    }

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (rules.leaveOut(request)) {
            chain.doFilter(request, response);
            return;
        }
        GuardRule rule = rules.of(request);
        var shown = Collections.list(request.getHeaders("authorization"));
        switch (guards.judge(rule, shown)) {
            case Verdict.Admitted(var user) -> {
                AuthUsers.set(request, user);
                chain.doFilter(
                        user.<HttpServletRequest>map(each -> new UserRequest(request, each))
                                .orElse(request),
                        response);
            }
            case Verdict.Refused refused -> refuse(refused, response);
        }
    }

    /// Answers with a refusal, for adapters that judge for themselves.
    public static void refuse(Verdict.Refused refused, HttpServletResponse response)
            throws IOException {
        byte[] body = refused.body().getBytes(StandardCharsets.UTF_8);
        response.setStatus(refused.status());
        refused.headers().forEach(response::setHeader);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
