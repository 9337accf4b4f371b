package dev.microauth.server.http;

import dev.microauth.web.http.Admission;
import dev.microauth.web.http.Anyone;
import dev.microauth.web.http.Guard;
import dev.microauth.web.http.ProxyTrust;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.http.Route;
import dev.microauth.web.http.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// A server on a free loopback port with a few routes.
final class TestServer implements AutoCloseable {
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch release = new CountDownLatch(1);
    private final HttpServer server;

    TestServer(Limits limits) {
        this(limits, Optional.empty(), ProxyTrust.nobody());
    }

    TestServer(Limits limits, Optional<Tls> tls, ProxyTrust trust) {
        this.server =
                HttpServer.start(List.of(listener(0, limits, tls, trust)), Duration.ofSeconds(5));
    }

    static Limits limits() {
        return new Limits(
                16 * 1024, 64 * 1024, Duration.ofSeconds(5), Duration.ofSeconds(5), 50, 1000);
    }

    Listener listener(int port, Limits limits, Optional<Tls> tls, ProxyTrust trust) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return new Listener("auth", address, router(), limits, tls, trust);
    }

    int port() {
        return server.port("auth");
    }

    RawClient client() throws IOException {
        return new RawClient(port());
    }

    /// Closes without letting the slow request go.
    void shutDown() {
        server.close();
    }

    private Router router() {
        return new Router(
                List.of(
                        Route.get(
                                "/ping",
                                Guard.open(),
                                (request, anyone) -> Response.text(200, "pong")),
                        Route.get("/query", Guard.open(), TestServer::query),
                        Route.get("/who", Guard.open(), TestServer::who),
                        Route.get("/slow", Guard.open(), this::slow),
                        Route.get("/crash", Guard.open(), TestServer::crash),
                        Route.get("/stream", Guard.open(), TestServer::stream),
                        Route.post("/echo", Guard.open(), TestServer::echo),
                        Route.post(
                                "/unread", Guard.open(), (request, anyone) -> Response.empty(204)),
                        Route.post("/guarded", new Nobody(), TestServer::echo)));
    }

    private static Response query(Request request, Anyone anyone) {
        return Response.text(200, request.query().find("a").orElse("-"));
    }

    private static Response who(Request request, Anyone anyone) {
        return Response.text(200, request.client().getHostAddress() + " " + request.secure());
    }

    private static Response echo(Request request, Anyone anyone) {
        return Response.of(200, "application/octet-stream", request.body());
    }

    private static Response crash(Request request, Anyone anyone) {
        throw new IllegalStateException("a detail of ours");
    }

    /// As many parts as are asked for; one that cannot be made when it is `-`.
    private static Response stream(Request request, Anyone anyone) {
        return Response.streamed(
                200,
                "text/plain",
                () ->
                        List.of(request.query().find("parts").orElse("").split(",", -1)).stream()
                                .map(TestServer::part)
                                .iterator());
    }

    private static byte[] part(String text) {
        if (text.equals("-")) {
            throw new IllegalStateException("a part that cannot be made");
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Response slow(Request request, Anyone anyone) {
        entered.countDown();
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Response.text(200, "done");
    }

    @Override
    public void close() {
        release.countDown();
        server.close();
    }

    private static final class Nobody implements Guard<Anyone> {
        @Override
        public String name() {
            return "nobody";
        }

        @Override
        public Admission<Anyone> admit(Request request) {
            return Admission.refused(Response.error(401, "invalid_token", "No."));
        }
    }
}
