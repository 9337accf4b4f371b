package dev.microauth.actor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Security: F5
class OriginTest {
    @Test
    void an_address_of_ipv4_is_a_network_of_its_own() throws UnknownHostException {
        assertThat(network("192.0.2.1"))
                .isEqualTo(network("192.0.2.1"))
                .isEqualTo(network("::ffff:192.0.2.1"))
                .isNotEqualTo(network("192.0.2.2"));
    }

    @Test
    void half_an_address_of_ipv6_is_a_network() throws UnknownHostException {
        assertThat(network("2001:db8:1:2::1"))
                .isEqualTo(network("2001:db8:1:2:ffff:ffff:ffff:ffff"))
                .isNotEqualTo(network("2001:db8:1:3::1"));
    }

    @Test
    void calls_from_inside_are_one_network() {
        assertThat(Origin.NONE.network()).isEqualTo("process");
    }

    private static String network(String address) throws UnknownHostException {
        return new Origin(
                        Optional.of(InetAddress.getByName(address)),
                        Optional.empty(),
                        Optional.empty())
                .network();
    }
}
