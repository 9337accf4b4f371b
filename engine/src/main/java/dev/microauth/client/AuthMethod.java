package dev.microauth.client;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How a client shows who it is, by the names of RFC 7591 §2. The two envelopes of a secret are one method to the
/// token endpoint: whichever was registered, either is taken.
public enum AuthMethod {
    /// A public client, which can keep no secret.
    NONE,
    CLIENT_SECRET_BASIC,
    CLIENT_SECRET_POST;

    public boolean isConfidential() {
        return this != NONE;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<AuthMethod> find(String wireName) {
        return Arrays.stream(values()).filter(each -> each.wireName().equals(wireName)).findFirst();
    }
}
