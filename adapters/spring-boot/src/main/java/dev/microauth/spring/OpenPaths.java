package dev.microauth.spring;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/// Paths whose handlers may say nothing.
final class OpenPaths {
    private final List<PathPattern> patterns;

    OpenPaths(List<String> patterns) {
        this.patterns = patterns.stream().map(PathPatternParser.defaultInstance::parse).toList();
    }

    /// By the path by which Spring MVC chose the handler.
    boolean have(HttpServletRequest request) {
        var path =
                ServletRequestPathUtils.hasParsedRequestPath(request)
                        ? ServletRequestPathUtils.getParsedRequestPath(request)
                        : ServletRequestPathUtils.parse(request);
        return have(path.pathWithinApplication());
    }

    /// By the path by which the container chose the servlet.
    boolean haveServlet(HttpServletRequest request) {
        String info = request.getPathInfo();
        return have(PathContainer.parsePath(request.getServletPath() + (info == null ? "" : info)));
    }

    private boolean have(PathContainer path) {
        return patterns.stream().anyMatch(each -> each.matches(path));
    }
}
