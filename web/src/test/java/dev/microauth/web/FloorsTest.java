package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.testkit.FloorsContract;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The floors of this module. A package uses packages on lower floors only; nothing here knows SQL or a web server.
class FloorsTest extends FloorsContract {
    /// From the lowest to the roof, which is the package of the route table.
    private static final List<Floor> FLOORS =
            List.of(
                    new Floor("0", "http"),
                    new Floor(
                            "1",
                            "browser",
                            "files",
                            "oauth",
                            "outbound",
                            "pages",
                            "status",
                            "wire"),
                    new Floor("2", "account", "admin", "oidc", "signin", "sites"),
                    new Floor("roof", ""));

    FloorsTest() {
        super("web", "dev.microauth.web", FLOORS);
    }

    @Test
    void the_doors_know_neither_sql_nor_a_web_server() {
        assertThat(
                        used((_, target) ->
                                target.startsWith("java.sql.")
                                        || target.startsWith("io.helidon.")
                                        || (target.startsWith("dev.microauth.db.")
                                                && !target.matches(
                                                        "dev\\.microauth\\.db\\.StorageException(\\$.*)?"))))
                .as("a door translates; it could stand in another server")
                .isEmpty();
    }
}
