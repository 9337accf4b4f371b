package dev.microauth.bridge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/// An application behind a bridge, before a server that obeys the test.
final class Shop implements AutoCloseable {
    static final String BASE = "http://localhost:8080";
    private static final byte[] COOKIE_KEY =
            new byte[] {
                1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23,
                24, 25, 26, 27, 28, 29, 30, 31, 32
            };

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2027-03-01T12:00:00Z"));
    private final List<CookieBridge> bridges = new ArrayList<>();
    final OtherServer server = new OtherServer(now::get);
    final CookieBridge bridge = bridge(UnaryOperator.identity());

    CookieBridge bridge(UnaryOperator<CookieBridgeBuilder> more) {
        var made =
                more.apply(
                                CookieBridge.builder()
                                        .issuer(server.issuer())
                                        .client(OtherServer.CLIENT, "a:secret")
                                        .baseUrl(BASE)
                                        .cookieKey(COOKIE_KEY)
                                        .open("/health", "/assets/*")
                                        .clock(now::get))
                        .build();
        bridges.add(made);
        return made;
    }

    Visitor visitor() {
        return new Visitor(bridge);
    }

    Visitor signedIn() {
        var visitor = visitor();
        Visitor.answered(visitor.signIn(server, "/"), 303);
        return visitor;
    }

    /// Whether a cookie holds a session, or a part of one.
    static boolean isSession(String cookie) {
        return cookie.matches("microauth(\\.[0-9])?");
    }

    Instant now() {
        return now.get();
    }

    void advance(Duration step) {
        now.updateAndGet(before -> before.plus(step));
    }

    @Override
    public void close() {
        bridges.forEach(CookieBridge::close);
        server.close();
    }
}
