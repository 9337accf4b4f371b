package dev.microauth.actor;

import java.net.InetAddress;
import java.util.Optional;

/// Where a request came from; empty for calls from inside the process.
public record Origin(
        Optional<InetAddress> address, Optional<String> userAgent, Optional<String> requestId) {
    public static final Origin NONE =
            new Origin(Optional.empty(), Optional.empty(), Optional.empty());

    /// The network that failures are counted against: one address of IPv4, a /64 of IPv6.
    public String network() {
        return address.map(Origin::network).orElse("process");
    }

    private static String network(InetAddress address) {
        byte[] bytes = address.getAddress();
        int length = bytes.length == 16 ? 8 : 4;
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(String.format("%02x", bytes[i]));
        }
        return text.toString();
    }
}
