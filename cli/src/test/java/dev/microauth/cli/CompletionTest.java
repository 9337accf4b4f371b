package dev.microauth.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Asks the real shells, where they are installed.
class CompletionTest {
    /// Prints the candidates for the words in `$@`, of which the last is being typed.
    private static final String BASH =
            """
            source "$1"; shift
            compopt() { :; }
            COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
            _mad
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    /// `_describe` is what zsh would show; here it prints the words of what it is given.
    private static final String ZSH =
            """
            compdef() { :; }
            source "$1"; shift
            _describe() { print -l -- ${(P)2%%:*} }
            _files() { print -l -- *(N) }
            words=("$@"); CURRENT=$#
            _mad
            """;

    private static final String FISH = "source $argv[1]; complete -C \"$argv[2..-1]\"";

    @TempDir Path home;

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void a_shell_completes_words_options_and_values(String shell) throws Exception {
        assumeThatShellIsThere(shell);
        Files.writeString(home.resolve("script"), new Shell(home).run("completion", shell).out());
        Files.writeString(home.resolve("a-file"), "");

        assertThat(offered(shell, "mad", ""))
                .contains("session", "user", "refresh-tokens", "version");
        assertThat(offered(shell, "mad", "us")).contains("user");
        assertThat(offered(shell, "mad", "user", ""))
                .contains("create", "set-lockout")
                .doesNotContain("session");
        assertThat(offered(shell, "mad", "--admin-url", "http://x", "user", "cr"))
                .contains("create");
        assertThat(offered(shell, "mad", "client", "secret", ""))
                .contains("add", "list", "remove")
                .doesNotContain("create");
        assertThat(offered(shell, "mad", "service", "pgcreds", "set", "deployer", "--"))
                .contains("--host", "--password-file", "--output")
                .doesNotContain("--user-id");
        assertThat(offered(shell, "mad", "user", "list", "--output", ""))
                .containsExactlyInAnyOrder("table", "json");
        assertThat(offered(shell, "mad", "keys", "rotate", "--ring", ""))
                .containsExactlyInAnyOrder("auth", "admin");
        assertThat(offered(shell, "mad", "completion", "")).contains("bash", "zsh", "fish");
        assertThat(offered(shell, "mad", "user", "list", "--ca-file", "")).contains("a-file");
        assertThat(offered(shell, "mad", "user", "list", "--q", ""))
                .doesNotContain("table", "a-file", "--sort");
    }

    private List<String> offered(String shell, String... words) throws Exception {
        var script = home.resolve("script").toString();
        var command =
                switch (shell) {
                    case "bash" -> Stream.of("bash", "--norc", "-c", BASH, "bash", script);
                    case "zsh" -> Stream.of("zsh", "-f", "-c", ZSH, "zsh", script);
                    default -> Stream.of("fish", "--no-config", "-c", FISH, script);
                };
        var typed = shell.equals("fish") ? Stream.of(String.join(" ", words)) : Stream.of(words);
        var process =
                new ProcessBuilder(Stream.concat(command, typed).toList())
                        .directory(home.toFile())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return text.lines()
                .map(line -> line.split("\t", -1)[0])
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static void assumeThatShellIsThere(String shell) {
        boolean there =
                Stream.of(System.getenv("PATH").split(":", -1))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, shell)));
        assumeThat(there).as(shell + " is installed").isTrue();
    }
}
