package dev.microauth.servlet;

import dev.microauth.guard.Guard;
import dev.microauth.guard.Guards;
import dev.microauth.mounting.EmbeddedContract;
import dev.microauth.testkit.TomcatServer;
import dev.microauth.web.Doors;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import org.apache.catalina.LifecycleException;

class EmbeddedTest extends EmbeddedContract {
    @Override
    protected AutoCloseable serve(Doors doors, Guards guards, int port) throws LifecycleException {
        return TomcatServer.start(
                "",
                port,
                context -> {
                    GuardFilter.add(context, guards);
                    DoorsServlet.mount(context, "id", doors.auth());
                    DoorsServlet.mount(context, "id-admin", doors.admin());
                    context.addServlet("orders", new Orders()).addMapping("/orders");
                });
    }

    @Guard(scope = "orders:read")
    static final class Orders extends HttpServlet {
        @Serial private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            response.getWriter().print("orders of " + AuthUsers.of(request).orElseThrow().id());
        }

        @Override
        @Guard(permission = "orders:cancel")
        protected void doDelete(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            response.getWriter().print("cancelled");
        }
    }
}
