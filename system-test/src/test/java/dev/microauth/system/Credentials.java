package dev.microauth.system;

import dev.microauth.testkit.UrlEncoded;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// A client's name and secret.
record Credentials(String id, String secret) {
    /// The value of an Authorization header (RFC 6749 §2.3.1: both halves form-encoded).
    String basic() {
        String both = UrlEncoded.of(id) + ":" + UrlEncoded.of(secret);
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    Credentials withSecret(String other) {
        return new Credentials(id, other);
    }
}
