package dev.microauth.jdkhttp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsExchange;
import dev.microauth.web.Mount;
import dev.microauth.web.http.BoundedBody;
import dev.microauth.web.http.Caller;
import dev.microauth.web.http.Headers;
import dev.microauth.web.http.Method;
import dev.microauth.web.http.Response;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.OptionalLong;

/// Serves one of the doors of an engine in a server of the JDK.
///
/// ```java
/// var server = HttpServer.create(new InetSocketAddress("localhost", 8080), 0);
/// server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
/// DoorsHandler.mount(server, doors.auth());
/// DoorsHandler.mount(server, doors.admin());
/// server.start();
/// ```
///
/// Give the server an executor of many threads: without one a single slow client holds up all others. It has no time
/// limits of its own unless `-Dsun.net.httpserver.maxReqTime` and `maxRspTime` (seconds) set them.
public final class DoorsHandler implements HttpHandler {
    private final Mount mount;

    private DoorsHandler(Mount mount) {
        this.mount = mount;
    }

    /// Takes the paths of a door in this server.
    ///
    /// @throws IllegalArgumentException when the server has something at one of them
    public static void mount(HttpServer server, Mount mount) {
        var handler = new DoorsHandler(mount);
        server.createContext(mount.path().isEmpty() ? "/" : mount.path(), handler);
        mount.wellKnown().forEach(path -> server.createContext(path, handler));
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Method method = Method.of(exchange.getRequestMethod());
        var response =
                mount.answer(
                        method,
                        target(exchange.getRequestURI()),
                        headers(exchange),
                        new BoundedBody(
                                exchange::getRequestBody, announced(exchange), mount.mostBody()),
                        caller(exchange));
        send(exchange, response, method == Method.HEAD);
        Rest.drop(exchange);
        exchange.close();
    }

    private static String target(URI uri) {
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    private static Headers headers(HttpExchange exchange) {
        return name -> {
            List<String> all = exchange.getRequestHeaders().get(name);
            return all == null ? List.of() : List.copyOf(all);
        };
    }

    private static OptionalLong announced(HttpExchange exchange) {
        String length = exchange.getRequestHeaders().getFirst("content-length");
        // The server has read it before us, and refuses what is no number.
        return length == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(length));
    }

    private static Caller caller(HttpExchange exchange) {
        return new Caller(
                exchange.getRemoteAddress().getAddress(), exchange instanceof HttpsExchange);
    }

    /// A part that fails leaves the exchange open: the server then cuts the connection, and nobody takes the answer
    /// for whole.
    private static void send(HttpExchange exchange, Response response, boolean head)
            throws IOException {
        var headers = exchange.getResponseHeaders();
        response.headers().forEach(header -> headers.add(header.name(), header.value()));
        byte[] body = response.body();
        int status = response.status();
        if (response.parts().isPresent() && !head) {
            // To this server 0 means a length that nobody knows.
            exchange.sendResponseHeaders(status, 0);
            for (byte[] part : response.parts().get()) {
                exchange.getResponseBody().write(part);
            }
        } else if (head) {
            if (response.parts().isEmpty() && status != 204 && status != 304) {
                headers.set("content-length", Integer.toString(body.length));
            }
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.getResponseBody().flush();
    }
}
