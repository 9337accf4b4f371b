package dev.microauth.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// From one command to a token, and what is left of it when the process ends.
@Tag("system")
class JourneyTest {
    @TempDir Path temporary;

    private final Ports ports = Ports.free();

    enum Ending {
        TERMINATED {
            @Override
            void of(Microauthd daemon) {
                assertThat(daemon.terminate()).isZero();
                assertThat(daemon.log().lines().toList().getLast())
                        .contains("\"message\":\"stopped\"");
            }
        },
        KILLED {
            @Override
            void of(Microauthd daemon) {
                daemon.kill();
            }
        };

        abstract void of(Microauthd daemon);
    }

    @Test
    void quickstart_announces_itself_in_one_line_of_json() {
        try (var daemon = Microauthd.quickstart(data(), ports)) {
            assertThat(daemon.out()).hasSize(1);
            var announced = daemon.announced().json();
            assertThat(announced)
                    .containsOnlyKeys(
                            "issuer",
                            "token_endpoint",
                            "admin_url",
                            "dashboard_url",
                            "setup_url",
                            "client_id",
                            "client_secret")
                    .containsEntry("issuer", ports.issuer())
                    .containsEntry("token_endpoint", ports.issuer() + "/token")
                    .containsEntry("admin_url", ports.adminIssuer())
                    .containsEntry("dashboard_url", null)
                    .hasEntrySatisfying(
                            "setup_url",
                            link -> assertThat(String.valueOf(link)).matches(".*/setup/[\\w-]{43}"))
                    .containsEntry("client_id", "demo");
            assertThat(daemon.terminate()).isZero();
        }
        try (var daemon = Microauthd.quickstart(data(), ports)) {
            assertThat(daemon.out()).hasSize(2);
            assertThat(daemon.announced().json())
                    .containsEntry("client_id", "demo")
                    .containsEntry("client_secret", null);
        }
    }

    /// Security: B14, B15, C7, I2
    /// Trap: 4, 12, 19
    @ParameterizedTest
    @EnumSource
    void what_was_granted_stays_granted_and_what_was_revoked_stays_revoked(Ending ending)
            throws IOException {
        Credentials demo;
        try (var daemon = Microauthd.quickstart(data(), ports)) {
            demo = demo(daemon);
            ending.of(daemon);
        }
        var household = Household.moveInto(data());
        Memory memory;
        try (var daemon = Microauthd.quickstart(data(), ports)) {
            memory = Memory.make(daemon.auth(), demo, household);
            memory.check(daemon.auth());
            assertThat(audit().out()).contains("the audit is whole");
            ending.of(daemon);
        }
        var stopped = audit();
        assertThat(stopped.out()).contains("the audit is whole");
        assertThat(stopped.code()).isZero();
        try (var daemon = Microauthd.serve(data(), ports)) {
            memory.check(daemon.auth());
            assertThat(audit().code()).isZero();
        }
    }

    private Ran audit() {
        return Launch.microauthd("audit", "verify", "--data", data().toString()).run();
    }

    static Credentials demo(Microauthd daemon) {
        return new Credentials(
                daemon.announced().text("client_id"), daemon.announced().text("client_secret"));
    }

    private Path data() {
        return temporary.resolve("data");
    }
}
