package dev.microauth.bridge;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The paths that people may ask for without being signed in: single ones, and all below one (`/assets/*`).
record OpenPaths(List<String> patterns) {
    // A path in which two readers could see two places is never an open one.
    private static final Pattern UNAMBIGUOUS =
            Pattern.compile("(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*/?");

    OpenPaths {
        patterns = List.copyOf(patterns);
    }

    static OpenPaths none() {
        return new OpenPaths(List.of());
    }

    OpenPaths and(String pattern) {
        String path = pattern.endsWith("/*") ? pattern.substring(0, pattern.length() - 1) : pattern;
        if (!path.startsWith("/") || !UNAMBIGUOUS.matcher(path).matches()) {
            throw new IllegalArgumentException(
                    "\""
                            + pattern
                            + "\" is neither a path such as /health nor all below one such as /assets/*.");
        }
        var more = new ArrayList<>(patterns);
        more.add(pattern);
        return new OpenPaths(more);
    }

    boolean contain(String path) {
        return UNAMBIGUOUS.matcher(path).matches()
                && patterns.stream().anyMatch(pattern -> matches(pattern, path));
    }

    private static boolean matches(String pattern, String path) {
        return pattern.endsWith("/*")
                ? path.startsWith(pattern.substring(0, pattern.length() - 1))
                : path.equals(pattern);
    }
}
