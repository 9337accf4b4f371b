package dev.microauth.bridge;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/// Addresses that are written by hand or told by the server, checked.
final class Places {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private Places() {}

    /// An https address, or an http one of this machine, without user, query and fragment.
    ///
    /// @throws IllegalArgumentException for anything else
    static URI checked(String what, String address) {
        return parsed(address)
                .filter(uri -> uri.getRawUserInfo() == null && uri.getRawFragment() == null)
                .filter(uri -> uri.getRawQuery() == null)
                .filter(Places::isTrustworthy)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                what
                                        + " is an https address without user, query and fragment (http for localhost,"
                                        + " 127.0.0.1 and [::1] alone)."));
    }

    private static Optional<URI> parsed(String address) {
        try {
            URI uri = URI.create(address);
            return uri.getHost() == null ? Optional.empty() : Optional.of(uri);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// RFC 9700 §2.6: nothing goes over a network in the clear.
    private static boolean isTrustworthy(URI uri) {
        return "https".equals(uri.getScheme())
                || ("http".equals(uri.getScheme()) && THIS_MACHINE.contains(uri.getHost()));
    }

    static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }
}
