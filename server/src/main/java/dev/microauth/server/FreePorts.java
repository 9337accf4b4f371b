package dev.microauth.server;

import dev.microauth.server.command.CommandFailure;
import dev.microauth.server.settings.Settings;
import dev.microauth.server.settings.Settings.Door;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Turns port 0 into a free port before anything is opened, since issuers carry the port.
final class FreePorts {
    private FreePorts() {}

    static Settings pin(Settings settings) {
        // Both are held until both are known, so that they differ.
        try (var auth = hold(settings.auth(), "auth");
                var admin = hold(settings.admin(), "admin")) {
            return settings.withDoors(pin(settings.auth(), auth), pin(settings.admin(), admin));
        } catch (IOException e) {
            throw new CommandFailure("a port could not be given back", "Start again.", e);
        }
    }

    /// A bound socket for a door that wants a free port, an unbound one for the others.
    private static ServerSocket hold(Door door, String name) throws IOException {
        var socket = new ServerSocket();
        if (door.port() != 0) {
            return socket;
        }
        try {
            socket.bind(new InetSocketAddress(door.address(), 0), 1);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw new CommandFailure(
                    "no port of "
                            + door.address().getHostAddress()
                            + " can be opened ("
                            + e.getMessage()
                            + ")",
                    "Choose an address of this machine with --" + name + "-address.",
                    e);
        }
    }

    private static Door pin(Door door, ServerSocket held) {
        return held.isBound() ? door.withPort(held.getLocalPort()) : door;
    }
}
