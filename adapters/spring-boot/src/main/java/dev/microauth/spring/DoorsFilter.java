package dev.microauth.spring;

import dev.microauth.servlet.DoorsServlet;
import dev.microauth.web.Mount;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.List;
import java.util.Optional;

/// Answers what is for a door, and passes on the rest.
final class DoorsFilter extends HttpFilter {
    @Serial private static final long serialVersionUID = 1L;

    private final transient List<Served> doors;

    private record Served(Mount mount, DoorsServlet servlet) {}

    DoorsFilter(List<Mount> mounts) {
        doors =
                mounts.stream().map(mount -> new Served(mount, new DoorsServlet(mount))).toList();
    }

    @Override
    public void init(FilterConfig config) throws ServletException {
        super.init(config);
        for (Served each : doors) {
            if (each.mount().path().isEmpty()) {
                throw new ServletException(
                        "an issuer without a path would have the whole application: give microauth.embedded.issuer and"
                                + " microauth.embedded.admin-issuer paths, such as /id and /id-admin");
            }
            requireInside(config.getServletContext().getContextPath(), each.mount());
        }
    }

    private static void requireInside(String contextPath, Mount mount) throws ServletException {
        try {
            DoorsServlet.mappings(contextPath, mount);
        } catch (IllegalStateException e) {
            throw new ServletException(e.getMessage(), e);
        }
    }

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<Served> door = at(request.getRequestURI());
        if (door.isPresent()) {
            door.get().servlet().service(request, response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private Optional<Served> at(String rawPath) {
        return doors.stream().filter(each -> each.mount().serves(rawPath)).findFirst();
    }
}
