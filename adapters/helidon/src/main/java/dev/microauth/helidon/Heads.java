package dev.microauth.helidon;

import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// Answers to HEAD (RFC 9110 §9.3.2), from which this server does not take the body away by itself.
final class Heads {
    private Heads() {}

    static void send(ServerRequest request, ServerResponse response, byte[] body) {
        if (request.prologue().method().equals(Method.HEAD)) {
            response.headers().contentLength(body.length);
            response.send(new byte[0]);
        } else {
            response.send(body);
        }
    }
}
