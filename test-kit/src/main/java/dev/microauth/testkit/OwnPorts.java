package dev.microauth.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/// Ports for servers whose address has to be known before they open. They lie below the range from which the system
/// gives, and in a part of it that is this process's own: nothing beside takes one in between.
public final class OwnPorts {
    private static final int PARTS = 120;
    private static final int PART = 100;
    private static final int FIRST = 20_000 + (int) (ProcessHandle.current().pid() % PARTS) * PART;
    private static final AtomicInteger NEXT = new AtomicInteger();

    private OwnPorts() {}

    /// One that was not given before, unless all were.
    public static int next() {
        for (int attempt = 0; attempt < PART; attempt++) {
            int port = FIRST + NEXT.getAndIncrement() % PART;
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // Somebody else's; the next one, then.
            }
        }
        throw new IllegalStateException("no free port");
    }
}
