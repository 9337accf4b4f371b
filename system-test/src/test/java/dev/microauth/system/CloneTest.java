package dev.microauth.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What somebody meets who has just cloned the repository.
@Tag("system")
class CloneTest {
    @TempDir Path temporary;

    @Test
    void the_launcher_of_a_fresh_clone_builds_once_and_answers() {
        Path clone = temporary.resolve("a fresh clone");
        assertThat(
                        Launch.of(
                                        "git",
                                        "clone",
                                        "-q",
                                        Checkout.root().toString(),
                                        clone.toString())
                                .run()
                                .code())
                .isZero();

        var first = version(clone);
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out()).matches("microauthd \\S+\\n");
        assertThat(first.err()).contains("microauthd: building").contains("microauthd: built.");

        var second = version(clone);
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(second.err()).isEmpty();
    }

    private Ran version(Path clone) {
        return Launch.of(clone.resolve("microauthd").toString(), "version")
                .in(temporary)
                .atMost(Duration.ofMinutes(5))
                .run();
    }
}
