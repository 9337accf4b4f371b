package dev.microauth.jdkhttp;

import dev.microauth.mounting.MountedDoorsContract;
import dev.microauth.web.Doors;
import java.io.IOException;

class MountedDoorsTest extends MountedDoorsContract {
    @Override
    protected AutoCloseable serve(Doors doors, int port) throws IOException {
        var loopback = Loopback.open(port);
        DoorsHandler.mount(loopback.server(), doors.auth());
        DoorsHandler.mount(loopback.server(), doors.admin());
        return loopback;
    }
}
