package dev.microauth.web.http;

import dev.microauth.text.Printable;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/// A range of addresses, `10.0.0.0/8` or `fd00::/8`; one address without a slash is a range of one.
///
/// @param network the first address
/// @param prefix how many leading bits count
public record Cidr(InetAddress network, int prefix) {
    private static final int WIDEST_V4 = 8;
    private static final int WIDEST_V6 = 7;

    public Cidr {
        byte[] bits = network.getAddress();
        int widest = network instanceof Inet4Address ? WIDEST_V4 : WIDEST_V6;
        if (prefix > bits.length * 8 || prefix < widest) {
            throw new IllegalArgumentException(
                    "the range "
                            + text(network, prefix)
                            + " is not between /"
                            + widest
                            + " and /"
                            + bits.length * 8
                            + "; name the proxies' own addresses");
        }
        for (int bit = prefix; bit < bits.length * 8; bit++) {
            if (bit(bits, bit)) {
                throw new IllegalArgumentException(
                        "the range " + text(network, prefix) + " has bits set behind its prefix");
            }
        }
    }

    /// Reads a range. Names are not looked up.
    ///
    /// @throws IllegalArgumentException when the text is no range, or one so wide that it would trust a good part of the
    ///     internet (`0.0.0.0/0`, `::/0`, anything wider than `/8` for IPv4 and `/7` for IPv6)
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        InetAddress network =
                IpLiteral.parse(address)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "not an address range: " + Printable.of(text, 64)));
        int all = network.getAddress().length * 8;
        if (slash < 0) {
            return new Cidr(network, all);
        }
        String digits = text.substring(slash + 1);
        if (!digits.matches("0|[1-9][0-9]{0,2}")) {
            throw new IllegalArgumentException("not an address range: " + Printable.of(text, 64));
        }
        // An IPv4-mapped range (RFC 4291 §2.5.5.2) counts its prefix from the IPv6 side.
        int mapped = network instanceof Inet4Address && address.indexOf(':') >= 0 ? 96 : 0;
        return new Cidr(network, Integer.parseInt(digits) - mapped);
    }

    /// The range of that width in which an address lies.
    ///
    /// @throws IllegalArgumentException when the width is none of a range
    public static Cidr around(InetAddress address, int prefix) {
        byte[] bits = address.getAddress();
        for (int bit = Math.max(prefix, 0); bit < bits.length * 8; bit++) {
            bits[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
        }
        try {
            return new Cidr(InetAddress.getByAddress(bits), prefix);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /// Whether the address lies within. An IPv4-mapped IPv6 address is the IPv4 address.
    public boolean contains(InetAddress address) {
        byte[] mine = network.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            if (bit(mine, bit) != bit(other, bit)) {
                return false;
            }
        }
        return true;
    }

    private static boolean bit(byte[] address, int index) {
        return (address[index / 8] & (0x80 >> (index % 8))) != 0;
    }

    @Override
    public String toString() {
        return text(network, prefix);
    }

    private static String text(InetAddress network, int prefix) {
        return network.getHostAddress() + "/" + prefix;
    }
}
