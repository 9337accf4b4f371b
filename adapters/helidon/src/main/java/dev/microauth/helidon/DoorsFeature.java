package dev.microauth.helidon;

import dev.microauth.web.Mount;
import dev.microauth.web.http.BoundedBody;
import dev.microauth.web.http.Caller;
import dev.microauth.web.http.Headers;
import dev.microauth.web.http.Method;
import dev.microauth.web.http.Response;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpPrologue;
import io.helidon.http.PathMatchers;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpFeature;
import io.helidon.webserver.http.HttpRoute;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/// Serves one of the doors of an engine in a routing of Helidon.
///
/// ```java
/// var routing = HttpRouting.builder()
///         .addFeature(new DoorsFeature(doors.auth()))
///         .addFeature(new DoorsFeature(doors.admin()));
/// var server = WebServer.builder().port(8080).addRouting(routing).build().start();
/// ```
///
/// It guards itself. Where the server takes the client's address from forwarding headers (requested URI discovery), that
/// changes nothing here: name proxies to the doors.
public final class DoorsFeature implements HttpFeature {
    private final Mount mount;

    public DoorsFeature(Mount mount) {
        this.mount = mount;
    }

    @Override
    public void setup(HttpRouting.Builder routing) {
        routing.route(new Door(mount));
    }

    /// By the path as it was sent: the patterns of Helidon look at a tidied one.
    private record Door(Mount mount) implements HttpRoute {
        @Override
        public PathMatchers.MatchResult accepts(HttpPrologue prologue) {
            return mount.serves(prologue.uriPath().rawPath())
                    ? PathMatchers.any().match(prologue.uriPath())
                    : PathMatchers.MatchResult.notAccepted();
        }

        @Override
        public Handler handler() {
            return (request, response) -> answer(mount, request, response);
        }
    }

    private static void answer(Mount mount, ServerRequest request, ServerResponse response)
            throws IOException {
        Headers headers = name -> request.headers().all(HeaderNames.create(name), List::of);
        var body =
                new BoundedBody(
                        request.content()::inputStream,
                        request.headers().contentLength(),
                        mount.mostBody());
        Method method = Method.of(request.prologue().method().text());
        var caller = new Caller(address(request), request.isSecure());
        send(mount.answer(method, target(request), headers, body, caller), request, response);
    }

    private static String target(ServerRequest request) {
        HttpPrologue prologue = request.prologue();
        String path = prologue.uriPath().rawPath();
        return prologue.hasQuery() ? path + "?" + prologue.query().rawValue() : path;
    }

    private static InetAddress address(ServerRequest request) {
        return request.remotePeer().address() instanceof InetSocketAddress internet
                ? internet.getAddress()
                // A socket of this machine's file system.
                : InetAddress.getLoopbackAddress();
    }

    private static void send(Response answer, ServerRequest request, ServerResponse response)
            throws IOException {
        response.status(Status.create(answer.status()));
        for (Response.Header header : answer.headers()) {
            response.headers().add(HeaderNames.create(header.name()), header.value());
        }
        if (answer.parts().isEmpty()) {
            Heads.send(request, response, answer.body());
        } else if (request.prologue().method().equals(io.helidon.http.Method.HEAD)) {
            response.send();
        } else {
            sendParts(answer.parts().get(), response);
        }
    }

    /// A part that fails leaves the stream open: the server then cuts the connection, and nobody takes the answer for
    /// whole.
    private static void sendParts(Iterable<byte[]> parts, ServerResponse response)
            throws IOException {
        OutputStream stream = response.outputStream();
        for (byte[] part : parts) {
            stream.write(part);
            stream.flush();
        }
        stream.close();
    }
}
