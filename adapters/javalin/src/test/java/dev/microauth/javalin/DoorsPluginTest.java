package dev.microauth.javalin;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.microauth.MicroAuth;
import dev.microauth.token.Issuers;
import dev.microauth.web.Doors;
import org.junit.jupiter.api.Test;

class DoorsPluginTest {
    @Test
    void a_door_with_the_whole_host_is_refused() {
        var issuers = new Issuers("http://localhost:8080", "http://localhost:8081");
        try (var auth = MicroAuth.builder().issuers(issuers).open();
                var doors = Doors.of(auth.engine()).open()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> new DoorsPlugin(doors.auth()))
                    .withMessageContaining("needs a path");
        }
    }
}
