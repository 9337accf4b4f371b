package dev.microauth.javalin;

import dev.microauth.servlet.DoorsServlet;
import dev.microauth.web.Mount;
import io.javalin.config.JavalinState;
import io.javalin.plugin.Plugin;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/// Serves one of the doors of an engine in the Jetty of a Javalin application, at the path of its issuer.
///
/// ```java
/// var app = Javalin.create(config -> {
///     config.registerPlugin(new DoorsPlugin(doors.auth()));
///     config.registerPlugin(new DoorsPlugin(doors.admin()));
/// });
/// ```
///
/// The door stands beside the routes of the application: neither their handlers nor a [GuardPlugin] see its requests. It
/// may not be reached through `javalinServlet()` in another container; use `DoorsServlet` there.
public final class DoorsPlugin extends Plugin<Void> {
    private final Mount mount;

    /// @throws IllegalStateException when the issuer has no path, since the application has the whole host
    public DoorsPlugin(Mount mount) {
        if (mount.path().isEmpty()) {
            throw new IllegalStateException(
                    "the issuer needs a path, such as /id: all other paths are the application's");
        }
        this.mount = mount;
    }

    @Override
    public void onInitialize(JavalinState state) {
        state.jetty.modifyServletContextHandler(this::add);
    }

    private void add(ServletContextHandler handler) {
        var holder = new ServletHolder("microauth " + mount.path(), new DoorsServlet(mount));
        holder.setAsyncSupported(true);
        holder.setInitOrder(1);
        String context = handler.getContextPath();
        for (String each : DoorsServlet.mappings(context.equals("/") ? "" : context, mount)) {
            handler.addServlet(holder, each);
        }
    }

    /// There are two doors.
    @Override
    public boolean repeatable() {
        return true;
    }
}
