package dev.microauth.web.outbound;

import dev.microauth.web.http.Cidr;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where requests of ours may go whose address an administrator has chosen.
///
/// @param plainHosts names and addresses that may be asked over `http`, besides this machine's own
public record OutboundRules(Set<String> plainHosts) {
    // Security D3: what hands out credentials to whoever asks from inside a cloud, and what never
    // leaves its link. No setting opens these.
    private static final List<Cidr> NEVER =
            Stream.of(
                            "0.0.0.0/8",
                            "169.254.0.0/16",
                            "100.100.100.200/32",
                            "168.63.129.16/32",
                            "192.0.0.192/32",
                            "255.255.255.255/32",
                            "::/128",
                            "fe80::/10",
                            "fd00:ec2::/32",
                            "fd20:ce::254/128",
                            "2001::/32")
                    .map(Cidr::parse)
                    .toList();

    /// An IPv6 range in which each address stands for an IPv4 one.
    private record Embedding(Cidr range, int offset) {}

    private static final List<Embedding> EMBEDDINGS =
            List.of(
                    new Embedding(Cidr.parse("::/96"), 12),
                    new Embedding(Cidr.parse("64:ff9b::/96"), 12),
                    new Embedding(Cidr.parse("64:ff9b:1::/48"), 12),
                    new Embedding(Cidr.parse("2002::/16"), 2));

    public OutboundRules {
        plainHosts =
                plainHosts.stream()
                        .map(host -> host.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /// Why a request may not go to this host, which has these addresses; empty when it may.
    Optional<String> refusal(boolean secure, String host, List<InetAddress> addresses) {
        for (InetAddress each : addresses) {
            if (isForbidden(each)) {
                return Optional.of(
                        host + " is at " + each.getHostAddress() + ", where nothing is ever sent");
            }
        }
        boolean plain =
                plainHosts.contains(host.toLowerCase(Locale.ROOT))
                        || addresses.stream().allMatch(InetAddress::isLoopbackAddress);
        return secure || plain
                ? Optional.empty()
                : Optional.of(
                        host
                                + " is neither this machine nor named by outbound-allow, so it is asked over https"
                                + " alone");
    }

    private static boolean isForbidden(InetAddress address) {
        return address.isMulticastAddress()
                || NEVER.stream().anyMatch(range -> range.contains(address))
                || embedded(address).filter(OutboundRules::isForbidden).isPresent();
    }

    /// The IPv4 address that an IPv6 one would be translated to on its way. The unspecified and the loopback address
    /// look like such a one and are none.
    private static Optional<InetAddress> embedded(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address.isAnyLocalAddress() || address.isLoopbackAddress()) {
            return Optional.empty();
        }
        return EMBEDDINGS.stream()
                .filter(each -> each.range().contains(address))
                .findFirst()
                .map(each -> v4(Arrays.copyOfRange(bytes, each.offset(), each.offset() + 4)));
    }

    private static InetAddress v4(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
