package dev.microauth.token;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The rule for an issuer identifier.
///
/// Clients compare issuers as strings (RFC 9207 §2.4), so there is one way to write each: lower case, no default
/// port, no slash at the end, and no dots or empty steps in a path.
public final class IssuerRule {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern HOST =
            Pattern.compile(
                    "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*");
    private static final int LONGEST_HOST = 253;
    private static final int LONGEST = 500;

    private static final String FORM = "Give https://HOST[:PORT][/PATH].";

    private IssuerRule() {}

    /// Why an address can be no issuer.
    ///
    /// @param what the rest of a sentence that begins with the address: `is not a URL`
    /// @param remedy a sentence of its own
    public record Fault(String what, String remedy) {}

    /// What is wrong with an address; empty when it can be an issuer.
    public static Optional<Fault> faultOf(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException malformed) {
            return fault("is not a URL", FORM);
        }
        // RFC 8414 §2: an issuer has neither a query nor a fragment.
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            return fault("has a query or a fragment", "Leave out all from ? or # on.");
        }
        if (uri.getRawUserInfo() != null) {
            return fault("holds a user name", "Leave out all up to the @.");
        }
        var scheme = uri.getScheme();
        var host = uri.getHost();
        if (scheme == null || host == null || text.length() > LONGEST) {
            return fault("is not a URL with a host", FORM);
        }
        return written(text, uri, scheme, host);
    }

    private static Optional<Fault> written(String text, URI uri, String scheme, String host) {
        var lower = host.toLowerCase(Locale.ROOT);
        if (!isHost(lower)) {
            return fault("names a host that cannot exist", FORM);
        }
        if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            return fault("names a port that cannot exist", FORM);
        }
        var canonical = canonical(uri, scheme.toLowerCase(Locale.ROOT), lower);
        if (!PATH.matcher(pathOf(canonical)).matches()) {
            return fault(
                    "has a path that can be written in several ways",
                    "Use letters, digits and - . _ ~ in it, and no empty or dotted step.");
        }
        if (!canonical.equals(text)) {
            return fault("is not in its one form", "Write " + canonical + ".");
        }
        return switch (scheme) {
            case "https" -> Optional.empty();
            case "http" ->
                    LOOPBACK.contains(host)
                            ? Optional.empty()
                            : fault(
                                    "is plain http beyond this machine",
                                    "Use https, by a certificate of the server here or by a reverse proxy.");
            default -> fault("is not a URL of the web", FORM);
        };
    }

    private static boolean isHost(String host) {
        if (host.startsWith("[")) {
            return true; // java.net.URI has checked the IPv6 address (RFC 3986 §3.2.2).
        }
        return host.length() <= LONGEST_HOST && HOST.matcher(host).matches();
    }

    private static String pathOf(String url) {
        int slash = url.indexOf('/', "https://".length());
        return slash < 0 ? "" : url.substring(slash);
    }

    private static String canonical(URI uri, String scheme, String host) {
        int standard = scheme.equals("https") ? 443 : 80;
        var port = uri.getPort() < 0 || uri.getPort() == standard ? "" : ":" + uri.getPort();
        return scheme + "://" + host + port + uri.getRawPath().replaceAll("/+$", "");
    }

    private static Optional<Fault> fault(String what, String remedy) {
        return Optional.of(new Fault(what, remedy));
    }
}
