package dev.microauth.web.sites;

import dev.microauth.site.SiteAddress;
import dev.microauth.web.http.Request;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The address that a proxy was asked for, in the proxy's own words: nginx sends `X-Original-URL` whole, Traefik and
/// Caddy send `X-Forwarded-Proto`, `-Host` and `-Uri`.
final class ForwardedAddress {
    private ForwardedAddress() {}

    /// Empty when no proxy that is believed says it, and when what one says contradicts itself.
    static Optional<SiteAddress> of(Request request) {
        // Security H4: anybody can write such a header; it counts from a listed proxy alone.
        if (!request.relayed()) {
            return Optional.empty();
        }
        var whole = request.headers("x-original-url");
        if (whole.isEmpty()) {
            return address(
                    request.headers("x-forwarded-proto"),
                    request.headers("x-forwarded-host"),
                    request.headers("x-forwarded-uri"));
        }
        Optional<SiteAddress> original = only(whole).flatMap(SiteAddress::parse);
        // A proxy overwrites the headers that it knows and passes the others on, from whoever sent
        // them. What does not agree is not all the proxy's word, and nobody can tell which part is.
        return original.filter(address ->
                address(
                                otherwise(
                                        request.headers("x-forwarded-proto"),
                                        address.origin()
                                                .substring(0, address.origin().indexOf(':'))),
                                otherwise(
                                        request.headers("x-forwarded-host"),
                                        address.origin()
                                                .substring(address.origin().indexOf("//") + 2)),
                                otherwise(request.headers("x-forwarded-uri"), address.target()))
                        .equals(original));
    }

    /// Whether nobody said a word of an address, believed or not.
    static boolean isUnspoken(Request request) {
        return Stream.of(
                        "x-original-url",
                        "x-forwarded-proto",
                        "x-forwarded-host",
                        "x-forwarded-uri",
                        "forwarded")
                .allMatch(name -> request.headers(name).isEmpty());
    }

    private static Optional<SiteAddress> address(
            List<String> protos, List<String> hosts, List<String> targets) {
        return only(protos)
                .flatMap(ForwardedAddress::scheme)
                .flatMap(scheme ->
                        only(hosts)
                                .flatMap(host ->
                                        only(targets)
                                                .filter(target -> target.startsWith("/"))
                                                .flatMap(target ->
                                                        SiteAddress.parse(
                                                                scheme + "://" + host + target))));
    }

    // Traefik calls an upgrade to a web socket ws or wss.
    private static Optional<String> scheme(String proto) {
        return switch (proto.toLowerCase(Locale.ROOT)) {
            case "https", "wss" -> Optional.of("https");
            case "http", "ws" -> Optional.of("http");
            default -> Optional.empty();
        };
    }

    private static List<String> otherwise(List<String> sent, String known) {
        return sent.isEmpty() ? List.of(known) : sent;
    }

    private static Optional<String> only(List<String> values) {
        return values.size() == 1 ? Optional.of(values.getFirst().strip()) : Optional.empty();
    }
}
