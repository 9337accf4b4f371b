package dev.microauth.servlet;

import dev.microauth.guard.Guard;
import dev.microauth.guard.Guards;
import dev.microauth.guard.Public;
import dev.microauth.jose.AuthUser;
import dev.microauth.mounting.GuardedHandlersContract;
import dev.microauth.testkit.TomcatServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.LifecycleException;

class GuardedHandlersTest extends GuardedHandlersContract {
    @Override
    protected Served serve(Guards guards) throws LifecycleException {
        var tomcat =
                TomcatServer.start(
                        "",
                        0,
                        context -> {
                            GuardFilter.add(context, guards);
                            context.addServlet("open", new Open()).addMapping("/open");
                            context.addServlet("any", new Any()).addMapping("/any");
                            context.addServlet("orders", new Orders()).addMapping("/orders/*");
                            context.addServlet("silent", new Silent()).addMapping("/silent");
                        });
        return new Served(tomcat.port(), tomcat);
    }

    private static void hello(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.getWriter()
                .print("hello " + AuthUsers.of(request).map(AuthUser::id).orElse("nobody"));
    }

    @Public
    static final class Open extends HttpServlet {
        @Serial private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            hello(request, response);
        }
    }

    @Guard
    static final class Any extends HttpServlet {
        @Serial private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            response.getWriter().print("hello " + request.getUserPrincipal().getName());
        }
    }

    static final class Orders extends HttpServlet {
        @Serial private static final long serialVersionUID = 1L;

        @Override
        @Guard(scope = "orders:read")
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            hello(request, response);
        }

        @Override
        @Guard(
                scope = "orders:write",
                role = {"Clerk", "Manager"})
        protected void doPost(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            if (!request.isUserInRole("Manager") || request.isUserInRole("Clerk")) {
                throw new IllegalStateException("another role than the token's");
            }
            byte[] body = request.getInputStream().readAllBytes();
            response.getWriter().print("placed " + new String(body, StandardCharsets.UTF_8));
        }
    }

    static final class Silent extends HttpServlet {
        @Serial private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            response.getWriter().print("reached");
        }
    }
}
