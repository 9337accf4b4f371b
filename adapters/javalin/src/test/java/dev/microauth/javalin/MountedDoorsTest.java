package dev.microauth.javalin;

import dev.microauth.mounting.MountedDoorsContract;
import dev.microauth.web.Doors;

class MountedDoorsTest extends MountedDoorsContract {
    @Override
    protected AutoCloseable serve(Doors doors, int port) {
        return Running.on(
                port,
                config -> {
                    config.registerPlugin(new DoorsPlugin(doors.auth()));
                    config.registerPlugin(new DoorsPlugin(doors.admin()));
                });
    }
}
