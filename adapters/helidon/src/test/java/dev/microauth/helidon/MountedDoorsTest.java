package dev.microauth.helidon;

import dev.microauth.mounting.MountedDoorsContract;
import dev.microauth.web.Doors;
import io.helidon.webserver.http.HttpRouting;

class MountedDoorsTest extends MountedDoorsContract {
    @Override
    protected AutoCloseable serve(Doors doors, int port) {
        return Running.on(
                port,
                HttpRouting.builder()
                        .addFeature(new DoorsFeature(doors.auth()))
                        .addFeature(new DoorsFeature(doors.admin())));
    }
}
