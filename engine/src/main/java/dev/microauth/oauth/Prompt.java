package dev.microauth.oauth;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a client wants a person to be shown (OpenID Connect Core §3.1.2.1).
public enum Prompt {
    NONE,
    LOGIN,
    CONSENT,
    SELECT_ACCOUNT;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Prompt> find(String wireName) {
        return Arrays.stream(values()).filter(each -> each.wireName().equals(wireName)).findFirst();
    }
}
