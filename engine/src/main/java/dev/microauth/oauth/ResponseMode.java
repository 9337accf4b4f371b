package dev.microauth.oauth;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How an answer travels back to the client (OAuth 2.0 Multiple Response Types §2.1, Form Post Response Mode).
public enum ResponseMode {
    QUERY,
    FORM_POST;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ResponseMode> find(String wireName) {
        return Arrays.stream(values()).filter(each -> each.wireName().equals(wireName)).findFirst();
    }
}
