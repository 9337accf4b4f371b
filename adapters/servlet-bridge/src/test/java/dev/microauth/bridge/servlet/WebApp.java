package dev.microauth.bridge.servlet;

import dev.microauth.bridge.BridgeUser;
import dev.microauth.bridge.CookieBridge;
import dev.microauth.testkit.TomcatServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
                            var filter = context.addFilter("bridge", new BridgeFilter(bridge));
                            filter.setAsyncSupported(true);
                            filter.addMappingForUrlPatterns(null, false, "/*");
                            context.addServlet("page", new Page()).addMapping("/");
                        });
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
