package dev.microauth.oauth;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The grants of the token endpoint, by the names of the wire.
public enum GrantType {
    AUTHORIZATION_CODE,
    CLIENT_CREDENTIALS,
    PASSWORD,
    REFRESH_TOKEN;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<GrantType> find(String wireName) {
        return Arrays.stream(values()).filter(each -> each.wireName().equals(wireName)).findFirst();
    }
}
