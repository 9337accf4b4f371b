package dev.microauth.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.testkit.Snapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the daemon's command line says of itself.
class HelpTest {
    private final CommandLine shell = new CommandLine(Path.of("").toAbsolutePath());

    @Test
    void the_reference_and_the_version_are_printed() {
        assertThat(shell.run("config", "reference")).isZero();
        assertThat(shell.out()).startsWith("# Settings\n");
        shell.forget();
        assertThat(shell.run("config", "reference", "--toml")).isZero();
        assertThat(shell.out()).startsWith("# mad.toml");
        shell.forget();
        assertThat(shell.run("version")).isZero();
        assertThat(shell.run("--version")).isZero();
        assertThat(shell.out()).isEqualTo("microauthd 1.2.3\nmicroauthd 1.2.3\n");
    }

    @Test
    void without_a_command_the_overview_is_told_as_a_mistake() {
        assertThat(shell.run()).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).startsWith("microauthd: identity");
        assertThat(shell.run("config")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("config show");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "config",
                "quickstart",
                "init",
                "serve",
                "recover",
                "audit verify",
                "key rotate-master",
                "health",
                "config show",
                "config check",
                "config reference",
                "version"
            })
    void help_reads_like_this(String path) {
        var words = new ArrayList<>(List.of(path.split(" ", -1)));
        words.removeIf(String::isEmpty);
        words.add("--help");

        assertThat(shell.run(words.toArray(String[]::new))).isZero();
        assertThat(shell.out().lines())
                .allMatch(line -> line.length() <= 80 && !line.endsWith(" "));
        assertThat(shell.out()).matches("[ -~\n]+");
        var name = path.isEmpty() ? "microauthd" : path.replace(' ', '-');
        Snapshot.assertMatches(
                "server/src/test/resources/snapshots/help/" + name + ".txt", shell.out());
    }
}
