package dev.microauth.examples.resource;

import com.sun.net.httpserver.HttpExchange;
import dev.microauth.guard.Public;
import dev.microauth.jose.TokenVerifier;
import java.io.IOException;

/// Whether this API can tell good tokens from bad ones now.
@Public
public final class Health {
    private final TokenVerifier verifier;

    Health(TokenVerifier verifier) {
        this.verifier = verifier;
    }

    public void get(HttpExchange exchange) throws IOException {
        boolean hears = verifier.hearsRevocations();
        Text.send(exchange, hears ? 200 : 503, hears ? "ready" : "the issuer is silent");
    }
}
