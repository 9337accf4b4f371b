package dev.microauth.server;

import dev.microauth.server.settings.Settings;
import dev.microauth.server.settings.Settings.Door;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;

/// Turns port 0 into a free port before anything is opened, since issuers carry the port.
final class FreePorts {
    private FreePorts() {}

    static Settings pin(Settings settings) {
        return settings.withDoors(pin(settings.auth()), pin(settings.admin()));
    }

    private static Door pin(Door door) {
        if (door.port() != 0) {
            return door;
        }
        try (var socket = new ServerSocket(0, 1, door.address())) {
            return door.withPort(socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
