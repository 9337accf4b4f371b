package dev.microauth.server.http;

import dev.microauth.web.http.Caller;
import dev.microauth.web.http.Headers;
import dev.microauth.web.http.MalformedRequest;
import dev.microauth.web.http.MalformedRequest.Problem;
import dev.microauth.web.http.Method;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.http.StandardHeaders;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpPrologue;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.Router;
import io.helidon.webserver.Routing;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpSecurity;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.List;

/// Takes each request of one connection from the codec to our router and the answer back.
record Exchange(Connection connection) implements HttpRouting, Router {
    private static final HeaderName NO_NAME = HeaderNames.create("");

    @Override
    public void route(ConnectionContext same, RoutingRequest asked, RoutingResponse codec) {
        connection.deadline().run();
        RequestBody body = new RequestBody(connection, asked);
        Method method = Method.of(asked.prologue().method().text());
        Response response = answer(asked, method, body);
        boolean goOn =
                connection.mayGoOn()
                        && body.atEnd()
                        && !asked.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
        if (!goOn) {
            // Tells the codec, too, that nothing has to be read any more.
            codec.headers().set(HeaderValues.CONNECTION_CLOSE);
        }
        connection.answer(response, method == Method.HEAD, !goOn);
    }

    private Response answer(RoutingRequest asked, Method method, RequestBody body) {
        ServerRequestHeaders sent = asked.headers();
        Headers headers = name -> sent.all(HeaderNames.create(name), List::of);
        Listener listener = connection.listener();
        try {
            // RFC 9110 §5.1: a field name has at least one character; the codec lets this one pass.
            if (sent.contains(NO_NAME)) {
                throw new MalformedRequest(Problem.ENCODING, "A header has no name.");
            }
            Caller caller =
                    listener.trust()
                            .resolve(
                                    connection.remotePeer().address().getAddress(),
                                    connection.isSecure(),
                                    headers);
            return listener.router()
                    .handle(new Request(method, target(asked.prologue()), headers, body, caller));
        } catch (MalformedRequest e) {
            Response refusal = Response.error(400, "invalid_request", e.publicText());
            return StandardHeaders.on(refusal, Request.newId(), connection.isSecure());
        }
    }

    // RFC 9112 §3.2: proxies may send the absolute form; its authority is not ours to believe.
    private static String target(HttpPrologue prologue) {
        String path = prologue.uriPath().rawPath();
        if (path.startsWith("http://") || path.startsWith("https://")) {
            int slash = path.indexOf('/', path.indexOf("//") + 2);
            path = slash < 0 ? "/" : path.substring(slash);
        }
        return prologue.hasQuery() ? path + "?" + prologue.query().rawValue() : path;
    }

    @Override
    public <T extends Routing> T routing(Class<T> type, T otherwise) {
        return type.isInstance(this) ? type.cast(this) : otherwise;
    }

    @Override
    public List<? extends Routing> routings() {
        return List.of(this);
    }

    @Override
    public HttpSecurity security() {
        return HttpSecurity.create();
    }

    @Override
    public void beforeStart() {}

    @Override
    public void afterStart(WebServer never) {}

    @Override
    public void afterStop() {}
}
