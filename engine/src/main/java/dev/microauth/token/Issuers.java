package dev.microauth.token;

import dev.microauth.key.Ring;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/// The `iss` of each ring; never taken from a request. Others compare it character by character, and find this server by it.
///
/// @param auth an https address, or http on this machine, in lower case up to its path, without user name, query, fragment
///     and final slash
/// @param admin another one
public record Issuers(String auth, String admin) {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /// @throws IllegalArgumentException for anything else
    public Issuers {
        require(auth, "auth");
        require(admin, "admin");
    }

    private static void require(String text, String ring) {
        if (!isIssuer(text)) {
            throw new IllegalArgumentException(
                    "\"%s\" cannot be the issuer of the %s ring: write https://host[:port][/path], or http on localhost"
                            .formatted(text, ring));
        }
    }

    private static boolean isIssuer(String text) {
        try {
            var uri = new URI(text);
            String host = uri.getHost();
            // RFC 8414 §2: https, and neither query nor fragment.
            // Section M: plain http does not leave this machine.
            return host != null
                    && (text.startsWith("https://")
                            || (text.startsWith("http://") && THIS_MACHINE.contains(host)))
                    && host.equals(host.toLowerCase(Locale.ROOT))
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && !text.endsWith("/");
        } catch (URISyntaxException e) {
            return false;
        }
    }

    public String of(Ring ring) {
        return switch (ring) {
            case AUTH -> auth;
            case ADMIN -> admin;
        };
    }
}
