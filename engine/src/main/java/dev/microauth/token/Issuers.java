package dev.microauth.token;

import dev.microauth.key.Ring;

/// The `iss` of each ring; never taken from a request.
public record Issuers(String auth, String admin) {
    public String of(Ring ring) {
        return switch (ring) {
            case AUTH -> auth;
            case ADMIN -> admin;
        };
    }
}
