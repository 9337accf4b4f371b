package dev.microauth.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.testkit.FloorsContract;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The floors of this module. A package uses packages on lower floors only; nothing here knows SQL.
class FloorsTest extends FloorsContract {
    /// From the lowest to the roof, which is the package of `main`.
    private static final List<Floor> FLOORS =
            List.of(
                    new Floor("0", "control", "http", "log"),
                    new Floor("1", "settings"),
                    new Floor("2", "command"),
                    new Floor("3", "wizard"),
                    new Floor("roof", ""));

    FloorsTest() {
        super("server", "dev.microauth.server", FLOORS);
    }

    @Test
    void only_the_edge_knows_the_web_server_and_nobody_sql() {
        assertThat(
                        used((user, target) ->
                                target.startsWith("java.sql.")
                                        || (target.startsWith("io.helidon.")
                                                && !user.startsWith("dev.microauth.server.http."))))
                .as("the web server can be changed in one package")
                .isEmpty();
    }
}
