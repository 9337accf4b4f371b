package dev.microauth.spring;

import dev.microauth.guard.Guards;
import dev.microauth.servlet.GuardFilter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.Set;
import org.springframework.web.servlet.DispatcherServlet;

/// Guards the servlets that stand beside Spring MVC, by the annotations on their classes.
final class OtherServletsFilter extends HttpFilter {
    @Serial private static final long serialVersionUID = 1L;

    private final transient GuardFilter guard;
    private final transient OpenPaths openPaths;

    OtherServletsFilter(Guards guards, OpenPaths openPaths) {
        this.guard = new GuardFilter(guards, Set.of(DispatcherServlet.class));
        this.openPaths = openPaths;
    }

    @Override
    public void init(FilterConfig config) throws ServletException {
        super.init(config);
        guard.init(config);
    }

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (openPaths.haveServlet(request)) {
            chain.doFilter(request, response);
        } else {
            guard.doFilter(request, response, chain);
        }
    }
}
