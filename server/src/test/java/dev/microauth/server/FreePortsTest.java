package dev.microauth.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.server.command.CommandFailure;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreePortsTest {
    @TempDir Path data;

    @Test
    void an_address_of_another_machine_is_told_in_one_line() {
        var settings = Given.settings(data, "--auth-port", "0");
        var elsewhere =
                settings.withDoors(
                        new dev.microauth.server.settings.Settings.Door(
                                InetAddress.ofLiteral("192.0.2.1"),
                                0,
                                Optional.empty(),
                                Optional.empty()),
                        settings.admin());

        assertThatThrownBy(() -> FreePorts.pin(elsewhere))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("192.0.2.1")
                .hasMessageEndingWith("Choose an address of this machine with --auth-address.");
    }

    @Test
    void a_port_that_was_chosen_stays() {
        var pinned =
                FreePorts.pin(Given.settings(data, "--auth-port", "9140", "--admin-port", "9141"));

        assertThat(pinned.auth().port()).isEqualTo(9140);
        assertThat(pinned.admin().port()).isEqualTo(9141);
    }

    /// Trap: 13
    @Test
    void two_free_ports_differ_and_are_in_the_issuers() {
        var pinned = FreePorts.pin(Given.settings(data, "--auth-port", "0", "--admin-port", "0"));

        assertThat(pinned.auth().port()).isPositive().isNotEqualTo(pinned.admin().port());
        assertThat(pinned.admin().port()).isPositive();
        assertThat(pinned.auth().issuerAt(pinned.auth().port()))
                .hasToString("http://localhost:" + pinned.auth().port());
    }
}
