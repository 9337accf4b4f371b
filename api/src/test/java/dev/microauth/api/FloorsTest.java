package dev.microauth.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.testkit.FloorsContract;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The floors of this module. The records know nothing of who asks for them.
class FloorsTest extends FloorsContract {
    /// From the lowest.
    private static final List<Floor> FLOORS = List.of(new Floor("0", ""), new Floor("1", "client"));

    /// What else may be used: nothing of the engine, and no library.
    private static final List<String> ALLOWED =
            List.of("java.", "javax.net.ssl.", "org.jspecify.", "dev.microauth.json.");

    FloorsTest() {
        super("api", "dev.microauth.api", FLOORS);
    }

    @Test
    void nothing_else_is_used() {
        assertThat(used((user, target) -> ALLOWED.stream().noneMatch(target::startsWith)))
                .as("applications that administer get no more than they need")
                .isEmpty();
    }
}
