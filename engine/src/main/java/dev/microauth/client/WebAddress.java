package dev.microauth.client;

import java.net.Inet6Address;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The parts of an address that somebody registers, read strictly and kept as they stand: nothing is decoded, folded
/// or completed, so that what is stored is what will be compared or called (RFC 3986).
record WebAddress(String scheme, Optional<String> authority, String path) {
    static final int LONGEST = 2_000;

    // RFC 3986 §2 without `#`, which begins a fragment, and without `*`, which nobody means
    // literally.
    private static final Pattern CHARACTERS =
            Pattern.compile("[A-Za-z0-9._~:/?\\[\\]@!$&'()+,;=%-]+");
    private static final Pattern HALF_ENCODED = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final Pattern PARTS =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(?://([^/?]*))?([^?]*)(?:\\?.*)?");
    private static final Pattern CONTROL = Pattern.compile("%(?:[01][0-9A-Fa-f]|7[Ff])");
    private static final Pattern NAME =
            Pattern.compile(
                    "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*");
    private static final Pattern LAST_IS_NUMBER =
            Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)");
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
    private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]");

    /// What is wrong with an address, to be said behind its name.
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1;

        Wrong(String what) {
            super(what, null, false, false);
        }
    }

    static WebAddress parse(String text) throws Wrong {
        require(!text.isEmpty() && text.length() <= LONGEST, "must have 1 to 2000 characters");
        require(text.indexOf('#') < 0, "must not have a fragment");
        require(text.indexOf('*') < 0, "must not have a wildcard: register each address as it is");
        require(
                CHARACTERS.matcher(text).matches() && !HALF_ENCODED.matcher(text).find(),
                "must be of the ASCII characters that RFC 3986 allows, all others percent-encoded");
        require(!CONTROL.matcher(text).find(), "must not hold control characters");
        var parts = PARTS.matcher(text);
        require(parts.matches(), "must be an absolute URI");
        String scheme = parts.group(1);
        require(
                scheme.chars().noneMatch(c -> c >= 'A' && c <= 'Z'),
                "must have its scheme in lower case");
        var address = new WebAddress(scheme, Optional.ofNullable(parts.group(2)), parts.group(3));
        require(
                address.authority().filter(each -> each.indexOf('@') >= 0).isEmpty(),
                "must not name a user");
        require(
                address.path().indexOf('[') < 0 && address.path().indexOf(']') < 0,
                "must not have brackets in its path");
        // A browser would go elsewhere than the text says.
        require(!address.hasDots(), "must not have . or .. as a segment");
        return address;
    }

    /// Requires what an address of the web has: a host that is a name or an IP literal, and at most a port.
    void requireHost() throws Wrong {
        require(authority.filter(each -> !each.isEmpty()).isPresent(), "must have a host");
        String host = host();
        boolean literal = isIpv6(host) || IPV4.matcher(host).matches();
        boolean name =
                host.length() <= 253
                        && NAME.matcher(host).matches()
                        && !LAST_IS_NUMBER.matcher(host).matches();
        require(
                literal || name,
                "must have a host that is a name in lower case (punycode for others) or an IP address in its usual form");
        Optional<String> port = port();
        require(
                port.isEmpty()
                        || (PORT.matcher(port.get()).matches()
                                && Integer.parseInt(port.get()) <= 65_535),
                "must have a port between 1 and 65535, or none");
    }

    boolean isLoopback() {
        return LOOPBACK.contains(host());
    }

    boolean isLocalhost() {
        return host().equals("localhost");
    }

    /// RFC 6761 §6.3: a name below localhost leads to the machine itself.
    boolean isBelowLocalhost() {
        return host().endsWith(".localhost");
    }

    /// Whether the port is the one that its scheme has anyway.
    boolean hasStandardPort() {
        return port().equals(Optional.of(scheme.equals("https") ? "443" : "80"));
    }

    private String host() {
        String whole = authority.orElse("");
        int end = whole.startsWith("[") ? whole.indexOf(']') + 1 : whole.indexOf(':');
        return end <= 0 ? whole : whole.substring(0, end);
    }

    private Optional<String> port() {
        String rest = authority.orElse("").substring(host().length());
        return rest.isEmpty()
                ? Optional.empty()
                : Optional.of(rest.startsWith(":") ? rest.substring(1) : rest);
    }

    private static boolean isIpv6(String host) {
        if (!host.startsWith("[") || !host.endsWith("]") || host.indexOf('%') >= 0) {
            return false;
        }
        try {
            return Inet6Address.ofLiteral(host.substring(1, host.length() - 1)).getAddress().length
                    == 16;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private boolean hasDots() {
        for (String segment : path.split("/", -1)) {
            String plain = segment.replaceAll("%2[eE]", ".");
            if (plain.equals(".") || plain.equals("..")) {
                return true;
            }
        }
        return false;
    }

    static void require(boolean rule, String what) throws Wrong {
        if (!rule) {
            throw new Wrong(what);
        }
    }
}
