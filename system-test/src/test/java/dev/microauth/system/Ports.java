package dev.microauth.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// The two ports of a daemon. They lie below the range that the system gives to outgoing connections, so
/// that a daemon which is started again finds them free.
record Ports(int auth, int admin) {
    static Ports free() {
        return new Ports(one(), one());
    }

    static int one() {
        for (int attempt = 0; attempt < 200; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException _) {
                // The next number, then.
            }
        }
        throw new IllegalStateException("no free port");
    }

    String issuer() {
        return "http://localhost:" + auth;
    }

    String adminIssuer() {
        return "http://localhost:" + admin;
    }
}
