package dev.microauth.api.client;

import java.util.Optional;

/// One token, for as long as it lives.
record FixedToken(String token) implements TokenSource {
    @Override
    public String current() {
        return token;
    }

    @Override
    public Optional<String> after(String refused) {
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "FixedToken[***]";
    }
}
