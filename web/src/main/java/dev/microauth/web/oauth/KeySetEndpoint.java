package dev.microauth.web.oauth;

import dev.microauth.key.KeyRings;
import dev.microauth.key.Ring;
import dev.microauth.web.http.Anyone;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import java.nio.charset.StandardCharsets;

/// GET /jwks.json: the public keys of a ring. Cacheable for less than a key is published before it signs.
public final class KeySetEndpoint {
    private final KeyRings keys;
    private final Ring ring;

    public KeySetEndpoint(KeyRings keys, Ring ring) {
        this.keys = keys;
        this.ring = ring;
    }

    public Response get(Request request, Anyone anyone) {
        byte[] json = (keys.ring(ring).json() + "\n").getBytes(StandardCharsets.UTF_8);
        return Response.of(200, "application/jwk-set+json", json)
                .with("cache-control", "public, max-age=900");
    }
}
