package dev.microauth.passkey;

import dev.microauth.problem.AuthException.Invalid;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// For whom passkeys are made, and which are taken.
///
/// @param rpId the host that they belong to, or a domain above it
/// @param origins where a browser may stand when it shows one, such as `https://login.example.com`
/// @param requireAttestation whether an authenticator has to send a certificate of its make, by whomever, and a signature
///     by that
public record PasskeyRules(String rpId, Set<String> origins, boolean requireAttestation) {
    private static final String DOMAIN = "[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63})+";

    public PasskeyRules {
        origins = Set.copyOf(origins);
        for (String origin : origins) {
            Invalid.unless(
                    covers(rpId, host(origin)),
                    "origins",
                    "must lie on the rp_id or below it, which " + origin + " does not");
        }
    }

    /// Passkeys of the auth issuer's host, or of a domain above it where one is named. They are shown at the admin
    /// issuer too, where that lies on the same domain.
    ///
    /// Throws [Invalid] naming `rp_id`.
    public static PasskeyRules of(
            String authIssuer,
            String adminIssuer,
            Optional<String> rpId,
            boolean requireAttestation) {
        String host = host(authIssuer);
        String domain = rpId.orElse(host);
        // Web Authentication §5.1.2: a browser takes its own domain, or one above it that somebody
        // can own. Of the latter only the browser has the list.
        Invalid.unless(
                domain.equals(host) || (domain.matches(DOMAIN) && covers(domain, host)),
                "rp_id",
                "must be the host of the issuer (" + host + ") or a domain above it");
        var origins = new LinkedHashSet<String>();
        origins.add(origin(authIssuer));
        if (covers(domain, host(adminIssuer))) {
            origins.add(origin(adminIssuer));
        }
        return new PasskeyRules(domain, origins, requireAttestation);
    }

    private static boolean covers(String domain, String host) {
        return host.equals(domain) || host.endsWith("." + domain);
    }

    private static String host(String url) {
        return URI.create(url).getHost().toLowerCase(Locale.ROOT);
    }

    /// As a browser writes it: the port of the scheme is left out.
    private static String origin(String url) {
        URI uri = URI.create(url);
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int usual = scheme.equals("https") ? 443 : 80;
        boolean named = uri.getPort() >= 0 && uri.getPort() != usual;
        return scheme + "://" + host(url) + (named ? ":" + uri.getPort() : "");
    }
}
