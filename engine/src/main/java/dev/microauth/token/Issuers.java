package dev.microauth.token;

import dev.microauth.key.Ring;
import java.net.URI;

/// The `iss` of each ring; never taken from a request.
public record Issuers(String auth, String admin) {
    public String of(Ring ring) {
        return switch (ring) {
            case AUTH -> auth;
            case ADMIN -> admin;
        };
    }

    /// The path of an issuer, without a slash at the end; empty for most.
    public String path(Ring ring) {
        return URI.create(of(ring)).getPath().replaceFirst("/$", "");
    }
}
