package dev.microauth.javalin;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.microauth.mounting.House;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoorsPluginTest {
    @Test
    void a_door_with_the_whole_host_is_refused(@TempDir Path directory) {
        try (var house = House.withoutPaths(directory);
                var doors = house.doors()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> new DoorsPlugin(doors.auth()))
                    .withMessageContaining("needs a path");
        }
    }
}
