package dev.microauth.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// The two ports of a daemon. They lie below the range that the system gives to outgoing connections, so
/// that a daemon which is started again finds them free, and in a part of it that is this process's own, so that no
/// test beside takes them in between.
record Ports(int auth, int admin) {
    private static final int PART = 3_000;
    private static final int FIRST =
            20_000 + Integer.getInteger("surefire.forkNumber", 1) % 4 * PART;
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(PART));

    static Ports free() {
        return new Ports(one(), one());
    }

    static int one() {
        for (int attempt = 0; attempt < 200; attempt++) {
            int port = FIRST + NEXT.getAndIncrement() % PART;
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
