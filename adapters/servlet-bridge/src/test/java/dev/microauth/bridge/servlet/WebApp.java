package dev.microauth.bridge.servlet;

import dev.microauth.bridge.BridgeUser;
import dev.microauth.bridge.CookieBridge;
import dev.microauth.testkit.TomcatServer;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.catalina.LifecycleException;

/// A web application in Tomcat, below `/shop`, that lets the bridge decide who comes in.
final class WebApp implements AutoCloseable {
    private final TomcatServer tomcat;

    WebApp(int port, CookieBridge bridge) throws LifecycleException {
        tomcat =
                TomcatServer.start(
                        "/shop",
                        port,
                        context -> {
                            add(context, "another", new AnotherRequest());
                            add(context, "bridge", new BridgeFilter(bridge));
                            context.addServlet("page", new Page()).addMapping("/");
                        });
    }

    private static void add(ServletContext context, String name, Filter filter) {
        var added = context.addFilter(name, filter);
        added.setAsyncSupported(true);
        added.addMappingForUrlPatterns(null, true, "/*");
    }

    /// With the header `X-Another` the session of the container ends as soon as it is looked at, as it does where another
    /// request of the same browser ends it at that moment.
    private static final class AnotherRequest extends HttpFilter {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doFilter(
                HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            chain.doFilter(
                    request.getHeader("X-Another") == null ? request : new Raced(request),
                    response);
        }

        private static final class Raced extends HttpServletRequestWrapper {
            Raced(HttpServletRequest request) {
                super(request);
            }

            @Override
            public HttpSession getSession(boolean create) {
                HttpSession session = super.getSession(create);
                if (session != null) {
                    session.invalidate();
                }
                return session;
            }
        }
    }

    /// Says who is there; one line for each thing.
    private static final class Page extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            response.setContentType("text/plain");
            if (request.getParameter("cached") != null) {
                response.setHeader("Cache-Control", "public, max-age=3600");
                response.addHeader("CDN-Cache-Control", "max-age=3600");
                response.setDateHeader("Expires", System.currentTimeMillis() + 3_600_000);
            }
            var session = request.getSession();
            int visits = 1 + (session.getAttribute("visits") instanceof Integer n ? n : 0);
            session.setAttribute("visits", visits);
            Optional<BridgeUser> user = BridgeFilter.user(request);
            response.getWriter()
                    .printf(
                            "principal %s%nremote %s%nclerk %s%nname %s%nemail %s%ntoken %s%nvisits %d%nsession %s%n",
                            Optional.ofNullable(request.getUserPrincipal())
                                    .map(Object::toString)
                                    .orElse("nobody"),
                            request.getRemoteUser(),
                            request.isUserInRole("Clerk"),
                            user.flatMap(BridgeUser::name).orElse("-"),
                            user.flatMap(BridgeUser::email).orElse("-"),
                            user.map(BridgeUser::accessToken).orElse("-"),
                            visits,
                            session.getId());
        }

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            response.setContentType("text/plain");
            response.getWriter()
                    .print(
                            "got "
                                    + new String(
                                            request.getInputStream().readAllBytes(),
                                            StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.close();
    }
}
