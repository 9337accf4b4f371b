package dev.microauth.spring;

import dev.microauth.servlet.DoorsServlet;
import dev.microauth.web.Mount;
import jakarta.servlet.FilterChain;
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

    /// @throws IllegalStateException when a door lies outside of the context, or would have all of it
    DoorsFilter(List<Mount> mounts, String contextPath) {
        doors = mounts.stream().map(mount -> served(mount, contextPath)).toList();
    }

    private static Served served(Mount mount, String contextPath) {
        // Says what is wrong by throwing.
        DoorsServlet.mappings(contextPath, mount);
        if (mount.path().equals(contextPath)) {
            throw new IllegalStateException(
                    "a door at "
                            + (contextPath.isEmpty() ? "/" : contextPath)
                            + " would have the whole application: give microauth.embedded.issuer and"
                            + " microauth.embedded.admin-issuer paths of their own, such as /id and /id-admin");
        }
        return new Served(mount, new DoorsServlet(mount));
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
