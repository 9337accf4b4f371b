package dev.microauth.server.settings;

import java.net.InetAddress;

/// A range of addresses, as in `10.0.0.0/8` or `fd00::/8` (RFC 4632 §3.1, RFC 4291 §2.3). The host bits are zero.
///
/// @param prefix in bits: up to 32 for IPv4, up to 128 for IPv6
public record Cidr(InetAddress network, int prefix) {

    public Cidr {
        if (prefix < 0 || prefix > network.getAddress().length * 8) {
            throw new IllegalArgumentException("a prefix beyond the address: " + prefix);
        }
        if (!masked(network, prefix).equals(network)) {
            throw new IllegalArgumentException("host bits are set: " + network.getHostAddress());
        }
    }

    /// The range of that width around an address.
    static Cidr around(InetAddress address, int prefix) {
        return new Cidr(masked(address, prefix), prefix);
    }

    /// Whether the address lies in this range. An IPv4 address never lies in a range of IPv6 addresses.
    public boolean contains(InetAddress address) {
        return address.getClass() == network.getClass() && masked(address, prefix).equals(network);
    }

    private static InetAddress masked(InetAddress address, int prefix) {
        byte[] bytes = address.getAddress();
        for (int bit = prefix; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (java.net.UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + prefix;
    }
}
