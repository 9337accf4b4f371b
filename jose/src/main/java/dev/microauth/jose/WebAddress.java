package dev.microauth.jose;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/// An address that keys and words on revocations may be taken from.
final class WebAddress {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private WebAddress() {}

    /// The address, or empty where nobody could trust what comes from there.
    static Optional<URI> find(String text) {
        try {
            URI uri = new URI(text);
            boolean sound =
                    uri.getHost() != null
                            && uri.getRawUserInfo() == null
                            && uri.getRawFragment() == null;
            return sound && isPrivate(uri) ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /// The address, which a programmer wrote.
    ///
    /// @throws IllegalArgumentException when it is none that could be trusted
    static URI require(String text, String what) {
        return find(text)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "The "
                                        + what
                                        + " is an https address without user and fragment; http is for this machine alone."));
    }

    /// Whether one names the other without taking anything away: what was found over https never leads to http.
    static boolean mayLeadTo(URI from, URI to) {
        return !from.getScheme().equals("https") || to.getScheme().equals("https");
    }

    // RFC 8414 §2, RFC 9700 §2.6: whoever stands between could hand out other keys.
    private static boolean isPrivate(URI uri) {
        return "https".equals(uri.getScheme())
                || ("http".equals(uri.getScheme()) && THIS_MACHINE.contains(uri.getHost()));
    }
}
