package dev.microauth.server.http;

import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.http.StandardHeaders;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;

/// What the codec refuses before there is a request, told in our words: no text of its own leaves this process.
///
/// @param tls whether the listener speaks TLS
record ProtocolErrors(boolean tls) implements DirectHandler {
    DirectHandlers everywhere() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (EventType type : EventType.values()) {
            handlers.addHandler(type, this);
        }
        return handlers.build();
    }

    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType type,
            Status status,
            ServerResponseHeaders ignored,
            String message) {
        Response response = StandardHeaders.on(refusal(status.code()), Request.newId(), tls);
        ServerResponseHeaders headers = ServerResponseHeaders.create();
        response.headers()
                .forEach(header -> headers.add(HeaderNames.create(header.name()), header.value()));
        return TransportResponse.builder()
                .status(Status.create(response.status()))
                .headers(headers)
                .keepAlive(false)
                .entity(response.body())
                .build();
    }

    private static Response refusal(int status) {
        return switch (status) {
            case 414 -> Response.error(414, "uri_too_long", "The request line is too long.");
            case 431 -> Response.error(431, "headers_too_large", "The headers are too long.");
            // The codec calls it 500 when it stumbles over what it reads; a fault of ours never
            // comes here, since the
            // router answers each one itself.
            default ->
                    Response.error(
                            400, "invalid_request", "This is not a well-formed HTTP/1.1 request.");
        };
    }
}
