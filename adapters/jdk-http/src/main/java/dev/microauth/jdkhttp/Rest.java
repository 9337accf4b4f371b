package dev.microauth.jdkhttp;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;

/// What a client still sends after its answer.
final class Rest {
    private static final int MOST = 2 * 1024 * 1024;

    private Rest() {}

    /// Reads and forgets it, up to 2 MiB: a connection that ends while its client still sends takes the answer with it.
    static void drop(HttpExchange exchange) {
        byte[] piece = new byte[8 * 1024];
        try {
            InputStream body = exchange.getRequestBody();
            int dropped = 0;
            for (int count = body.read(piece);
                    count >= 0 && dropped < MOST;
                    count = body.read(piece)) {
                dropped += count;
            }
        } catch (IOException e) {
            // The answer is out; the server ends the connection.
        }
    }
}
