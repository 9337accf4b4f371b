package dev.microauth.web.http;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What forwarding headers say, in the order in which proxies appended it: the last hop is our peer's word.
record ForwardedChain(List<Hop> hops) {
    /// What one proxy says about the side it was asked from; each part is empty where it does not say.
    record Hop(Optional<InetAddress> address, Optional<String> proto) {}

    private static final int MAX_HOPS = 32;
    private static final Hop UNREADABLE = new Hop(Optional.empty(), Optional.empty());
    // RFC 7239 §4: token "=" ( token / quoted-string ).
    private static final Pattern PAIR =
            Pattern.compile(
                    "\\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)=(?:([!#$%&'*+.^_`|~0-9A-Za-z-]+)|\"((?:[^\"\\\\]|\\\\.)*)\")\\s*");
    private static final Pattern BRACKETED =
            Pattern.compile("\\[([^\\[\\]]+)](?::(?:[0-9]{1,5}|_[A-Za-z0-9._-]+))?");
    private static final Pattern WITH_PORT =
            Pattern.compile("([0-9.]+)(?::(?:[0-9]{1,5}|_[A-Za-z0-9._-]+))?");

    ForwardedChain {
        // Only the newest elements can matter; the rest is somebody's ballast.
        hops =
                List.copyOf(
                        hops.size() > MAX_HOPS
                                ? hops.subList(hops.size() - MAX_HOPS, hops.size())
                                : hops);
    }

    /// From `Forwarded`; several lines are one list (RFC 7239 §4).
    static Optional<ForwardedChain> standard(Headers headers) {
        List<String> lines = headers.all("forwarded");
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new ForwardedChain(
                        split(String.join(",", lines), ',').stream()
                                .map(ForwardedChain::element)
                                .toList()));
    }

    /// From `X-Forwarded-For` and `X-Forwarded-Proto`, which pair up when they are equally long; else the last word
    /// on the protocol stands for every hop.
    static Optional<ForwardedChain> legacy(Headers headers) {
        List<String> addresses = list(headers.all("x-forwarded-for"));
        List<String> protos = list(headers.all("x-forwarded-proto"));
        if (addresses.isEmpty() && protos.isEmpty()) {
            return Optional.empty();
        }
        if (addresses.isEmpty()) {
            return Optional.of(
                    new ForwardedChain(
                            List.of(new Hop(Optional.empty(), proto(protos.getLast())))));
        }
        List<Hop> hops = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            Optional<String> proto =
                    protos.isEmpty()
                            ? Optional.empty()
                            : proto(
                                    protos.size() == addresses.size()
                                            ? protos.get(i)
                                            : protos.getLast());
            hops.add(new Hop(legacyAddress(addresses.get(i)), proto));
        }
        return Optional.of(new ForwardedChain(hops));
    }

    private static Hop element(String text) {
        Optional<InetAddress> address = Optional.empty();
        Optional<String> proto = Optional.empty();
        List<String> seen = new ArrayList<>();
        for (String part : split(text, ';')) {
            Matcher pair = PAIR.matcher(part);
            if (!pair.matches() || seen.contains(pair.group(1).toLowerCase(Locale.ROOT))) {
                // RFC 7239 §4: each parameter once per element; one that breaks this says nothing.
                return UNREADABLE;
            }
            String name = pair.group(1).toLowerCase(Locale.ROOT);
            String quoted =
                    Optional.ofNullable(pair.group(3)).orElse("").replaceAll("\\\\(.)", "$1");
            String value = Optional.ofNullable(pair.group(2)).orElse(quoted);
            seen.add(name);
            switch (name) {
                case "for" -> address = address(value);
                case "proto" -> proto = proto(value);
                default -> {}
            }
        }
        return new Hop(address, proto);
    }

    // RFC 7239 §6: IPv6 stands in brackets; "unknown" and "_hidden" are no addresses.
    private static Optional<InetAddress> address(String node) {
        Matcher bracketed = BRACKETED.matcher(node);
        if (bracketed.matches()) {
            String inner = bracketed.group(1);
            return inner.indexOf(':') < 0 ? Optional.empty() : IpLiteral.parse(inner);
        }
        Matcher plain = WITH_PORT.matcher(node);
        return plain.matches() ? IpLiteral.parse(plain.group(1)) : Optional.empty();
    }

    // The older header has no grammar; proxies write bare IPv6 too, and some quote.
    private static Optional<InetAddress> legacyAddress(String text) {
        String bare =
                text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                        ? text.substring(1, text.length() - 1)
                        : text;
        return IpLiteral.parse(bare).or(() -> address(bare));
    }

    private static Optional<String> proto(String text) {
        String proto = text.strip().toLowerCase(Locale.ROOT);
        return proto.equals("https") || proto.equals("http")
                ? Optional.of(proto)
                : Optional.empty();
    }

    private static List<String> list(List<String> lines) {
        return lines.isEmpty()
                ? List.of()
                : split(String.join(",", lines), ',').stream().map(String::strip).toList();
    }

    /// Splits outside quoted strings; a quote that is never closed swallows the rest, which then is unreadable.
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (quoted && character == '\\' && i + 1 < text.length()) {
                part.append(character).append(text.charAt(++i));
                continue;
            }
            quoted ^= character == '"';
            if (character == separator && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(character);
            }
        }
        parts.add(part.toString());
        return parts;
    }
}
