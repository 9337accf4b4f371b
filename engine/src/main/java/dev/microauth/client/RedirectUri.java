package dev.microauth.client;

import dev.microauth.client.WebAddress.Wrong;
import dev.microauth.problem.AuthException.Invalid;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A place that people may be sent back to, as it was registered. It is compared as it stands: there is no wildcard,
/// no prefix and no normalisation (RFC 9700 §2.1).
public record RedirectUri(String value) {
    /// How many a client may have, of each kind.
    public static final int MOST = 50;

    // Schemes that browsers or the platform give a meaning of their own.
    private static final Set<String> FOREIGN =
            Set.of(
                    "about",
                    "blob",
                    "chrome",
                    "content",
                    "data",
                    "file",
                    "filesystem",
                    "ftp",
                    "intent",
                    "jar",
                    "javascript",
                    "mailto",
                    "resource",
                    "sms",
                    "tel",
                    "urn",
                    "vbscript",
                    "view-source",
                    "ws",
                    "wss");

    private static final Pattern LOOPBACK =
            Pattern.compile(
                    "http://(?<host>127\\.0\\.0\\.1|\\[::1\\])(?::(?<port>[1-9][0-9]{0,4}))?(?<rest>(?:[/?].*)?)");

    /// Throws [Invalid] naming `redirect_uri`.
    public RedirectUri {
        check("redirect_uri", value);
    }

    /// One of a list: throws [Invalid] naming the field that the list stands in.
    public static RedirectUri in(String field, String text) {
        check(field, text);
        return new RedirectUri(text);
    }

    private static void check(String field, String text) {
        try {
            requireAllowed(WebAddress.parse(text));
        } catch (Wrong wrong) {
            throw new Invalid(field, String.valueOf(wrong.getMessage()));
        }
    }

    private static void requireAllowed(WebAddress address) throws Wrong {
        switch (address.scheme()) {
            case "https" -> address.requireHost();
            case "http" -> {
                address.requireHost();
                // Security A2. RFC 8252 §8.3: the code stays on the machine.
                WebAddress.require(
                        address.isLoopback() || address.isLocalhost(),
                        "must be https; http is for 127.0.0.1, [::1] and localhost only");
            }
            default -> {
                WebAddress.require(
                        !FOREIGN.contains(address.scheme()),
                        "must not have the scheme " + address.scheme());
                // RFC 8252 §7.1.
                WebAddress.require(
                        address.path().startsWith("/")
                                || address.authority().filter(each -> !each.isEmpty()).isPresent(),
                        "must have a path behind its scheme, such as com.example.app:/callback");
            }
        }
    }

    /// Whether somebody may be sent to what a request names. Security A1: it is this one, character by character; of
    /// a loopback address alone the port may be another, since a native app takes the one that is free (RFC 8252 §7.3).
    public boolean accepts(String requested) {
        if (value.equals(requested)) {
            return true;
        }
        var ours = LOOPBACK.matcher(value);
        var theirs = LOOPBACK.matcher(requested);
        return ours.matches()
                && theirs.matches()
                && ours.group("host").equals(theirs.group("host"))
                && ours.group("rest").equals(theirs.group("rest"))
                && Optional.ofNullable(theirs.group("port"))
                        .map(Integer::valueOf)
                        .filter(port -> port > 65_535)
                        .isEmpty();
    }

    /// Whether it has a scheme of an app that no domain stands behind (RFC 8252 §8.4), which a client has to be
    /// allowed.
    boolean hasUndottedScheme() {
        String scheme = value.substring(0, value.indexOf(':'));
        return !scheme.equals("https") && !scheme.equals("http") && scheme.indexOf('.') < 0;
    }

    /// What is unwise about it, if anything is.
    public Optional<String> warning() {
        // RFC 8252 §8.3: what localhost means is up to a file or a name server.
        return value.matches("http://localhost(?:[:/?].*)?")
                ? Optional.of(value + " relies on the name localhost: 127.0.0.1 or [::1] is safer")
                : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
