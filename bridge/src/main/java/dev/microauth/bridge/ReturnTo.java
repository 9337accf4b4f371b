package dev.microauth.bridge;

import java.util.Optional;

/// A page of this application to which somebody comes back after signing in. Nothing that leads elsewhere becomes one.
final class ReturnTo {
    private static final int MOST = 512;
    private static final ReturnTo HOME = new ReturnTo("/");

    private final String target;

    private ReturnTo(String target) {
        this.target = target;
    }

    static ReturnTo home() {
        return HOME;
    }

    /// A path with its query, below the base URL, of at most 512 characters since it travels in a cookie; empty for anything else.
    static Optional<ReturnTo> of(String target, BridgePaths own) {
        // RFC 9700 §4.11: an address that a stranger chose leads nowhere but into this application.
        // What begins with two slashes is another host, and browsers take a backslash for a slash.
        boolean inside =
                target.startsWith("/")
                        && !target.startsWith("//")
                        && target.indexOf('\\') < 0
                        && target.length() <= MOST
                        && target.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '#');
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        return inside && !own.contain(path) ? Optional.of(new ReturnTo(target)) : Optional.empty();
    }

    String target() {
        return target;
    }

    @Override
    public String toString() {
        return target;
    }
}
