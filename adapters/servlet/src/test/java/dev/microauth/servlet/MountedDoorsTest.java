package dev.microauth.servlet;

import dev.microauth.mounting.MountedDoorsContract;
import dev.microauth.testkit.TomcatServer;
import dev.microauth.web.Doors;
import org.apache.catalina.LifecycleException;

class MountedDoorsTest extends MountedDoorsContract {
    @Override
    protected AutoCloseable serve(Doors doors, int port) throws LifecycleException {
        return TomcatServer.start(
                "",
                port,
                context -> {
                    DoorsServlet.mount(context, "id", doors.auth());
                    DoorsServlet.mount(context, "id-admin", doors.admin());
                });
    }
}
