package dev.microauth.server.settings;

import dev.microauth.web.http.Cidr;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Addresses and ranges of them, as numbers: no name server is asked.
final class Addresses {

    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern PREFIX = Pattern.compile("[0-9]{1,3}");

    // Shorter ones than 10.0.0.0/8 and fc00::/7, the widest private ranges, trust strangers.
    private static final int WIDEST_IPV4 = 8;
    private static final int WIDEST_IPV6 = 7;

    private Addresses() {}

    static Kind<InetAddress> local() {
        var accepts = "an IP address of this machine, localhost, or 0.0.0.0 or :: for all of them";
        return new Kind<>(
                "ADDRESS",
                accepts,
                Kind.Form.TEXT,
                (text, base) ->
                        literal(text.equals("localhost") ? "127.0.0.1" : text)
                                .map(Parsed::good)
                                .orElseGet(() ->
                                        Parsed.bad(
                                                "is not an IP address", "Give " + accepts + ".")));
    }

    static Kind<List<Cidr>> ranges() {
        return new Kind<>(
                "LIST",
                "none, or addresses and ranges such as 10.1.2.3 and 10.0.0.0/8, separated by commas",
                Kind.Form.LIST,
                (text, base) -> text.equals("none") ? Parsed.good(List.of()) : ranges(text));
    }

    private static Parsed<List<Cidr>> ranges(String text) {
        var ranges = new ArrayList<Cidr>();
        for (var part : text.split(",", -1)) {
            switch (range(part.strip())) {
                case Parsed.Good<Cidr>(var range) -> ranges.add(range);
                case Parsed.Bad<Cidr>(var what, var remedy) -> {
                    return Parsed.bad(what, remedy);
                }
            }
        }
        return Parsed.good(List.copyOf(ranges));
    }

    private static Parsed<Cidr> range(String text) {
        int slash = text.indexOf('/');
        var address = literal(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Parsed.bad(
                    "holds a part that is neither an IP address nor a range",
                    "Give ranges such as 10.0.0.0/8 or fd00::/8, separated by commas.");
        }
        int bits = address.get().getAddress().length * 8;
        var width = slash < 0 ? String.valueOf(bits) : text.substring(slash + 1);
        if (!PREFIX.matcher(width).matches() || Integer.parseInt(width) > bits) {
            return Parsed.bad(
                    "holds a range whose prefix is not a number of bits",
                    "Give a number from 0 to " + bits + " after the slash.");
        }
        int prefix = Integer.parseInt(width);
        if (prefix < (bits == 32 ? WIDEST_IPV4 : WIDEST_IPV6)) {
            return Parsed.bad(
                    "trusts addresses all over the world",
                    "Name the proxies themselves, or their network; the widest allowed are /8 for IPv4 and /7 for"
                            + " IPv6.");
        }
        var range = Cidr.around(address.get(), prefix);
        return range.network().equals(address.get())
                ? Parsed.good(range)
                : Parsed.bad("holds an address where its network is due", "Write " + range + ".");
    }

    private static Optional<InetAddress> literal(String text) {
        boolean four = IPV4.matcher(text).matches();
        if (!four && !IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            var address = InetAddress.ofLiteral(text);
            // 010.0.0.1 is eight or ten, depending on whom one asks; an IPv4 address in IPv6
            // clothes hides its kind.
            boolean asWritten =
                    four
                            ? address instanceof Inet4Address
                                    && address.getHostAddress().equals(text)
                            : address instanceof Inet6Address;
            return asWritten ? Optional.of(address) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
