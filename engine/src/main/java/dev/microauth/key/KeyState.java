package dev.microauth.key;

import java.util.Locale;

/// The life of a signing key: published before it signs, and after it stopped.
public enum KeyState {
    NEXT,
    CURRENT,
    RETIRED;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static KeyState of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
