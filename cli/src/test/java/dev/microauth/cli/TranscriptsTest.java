package dev.microauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.cli.command.CommandTable;
import dev.microauth.cli.line.Group;
import dev.microauth.cli.terminal.ExitCode;
import dev.microauth.testkit.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What each command asks the server, prints and ends with. The lines typed stand in `transcripts/*.in`: standard
/// input behind `<`, each line end written `\n`. What came of them stands in `transcripts/*.txt`.
class TranscriptsTest {
    private static final Path INPUT = Path.of("src/test/resources/transcripts");
    private static final String OUTPUT = "cli/src/test/resources/transcripts/";

    @TempDir Path home;

    private final Stub stub = new Stub();

    @BeforeEach
    void furnish() throws IOException {
        assertThat(new World(stub)).isNotNull();
        Files.writeString(home.resolve("secret"), "the secret\n");
        Files.writeString(home.resolve("token"), World.unsignedToken() + "\n");
        for (var each : List.of("secret", "token")) {
            assertThat(home.resolve(each).toFile().setReadable(false, false)).isTrue();
            assertThat(home.resolve(each).toFile().setReadable(true, true)).isTrue();
        }
    }

    @AfterEach
    void leave() {
        stub.close();
    }

    static Stream<String> groups() {
        return new CommandTable("1.2.3").commands().groups().stream().map(Group::name);
    }

    @ParameterizedTest
    @MethodSource("groups")
    void a_group_does_this(String group) throws IOException {
        var transcript = new StringBuilder();
        for (var line : Files.readAllLines(INPUT.resolve(group + ".in"))) {
            if (!line.isBlank()) {
                transcript.append(told(line)).append('\n');
            }
        }
        Snapshot.assertMatches(OUTPUT + group + ".txt", transcript.toString());
    }

    @Test
    void every_command_is_typed_once_and_done() throws IOException {
        var done = new TreeSet<String>();
        var paths =
                new CommandTable("1.2.3")
                        .commands().commands().stream().map(each -> each.path()).toList();
        for (var group : groups().toList()) {
            for (var line : Files.readAllLines(INPUT.resolve(group + ".in"))) {
                var words = words(line);
                if (!line.isBlank()
                        && shell().runWith(input(line), words).code() == ExitCode.DONE) {
                    var typed = String.join(" ", words) + " ";
                    paths.stream().filter(path -> typed.contains(path + " ")).forEach(done::add);
                }
            }
        }
        // What completion prints is long, and has its own test.
        done.add("completion");
        assertThat(done).containsAll(paths);
    }

    private Shell shell() {
        return new Shell(home)
                .variable("MADCTL_URL", stub.url())
                .variable("MADCTL_TOKEN", "a-token");
    }

    private String told(String line) throws IOException {
        stub.forget();
        var ran = shell().runWith(input(line), words(line));
        var text = new StringBuilder("$ ").append(line).append('\n');
        stub.asked().forEach(asked -> text.append("  -> ").append(asked).append('\n'));
        ran.out().lines().forEach(each -> text.append("  ").append(each).append('\n'));
        ran.err().lines().forEach(each -> text.append("  ! ").append(each).append('\n'));
        text.append("  = ").append(ran.code().number()).append('\n');
        return text.toString()
                .replace(stub.url(), "http://localhost:9041")
                .replace(home.toString(), "~")
                .replaceAll("(?m) +$", "");
    }

    private static String input(String line) {
        int at = line.indexOf(" < ");
        return at < 0 ? "" : line.substring(at + 3).replace("\\n", "\n");
    }

    /// The words of a line, as a shell would split it; `~` is the home, `AUTH` the address of the auth port.
    private String[] words(String line) {
        int at = line.indexOf(" < ");
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        boolean quoted = false;
        for (char each : ((at < 0 ? line : line.substring(0, at)) + " ").toCharArray()) {
            if (each == '"') {
                quoted = !quoted;
                word.append(quoted ? "\0" : "");
            } else if (each == ' ' && !quoted) {
                if (!word.isEmpty()) {
                    words.add(word.toString().replace("\0", ""));
                    word.setLength(0);
                }
            } else {
                word.append(each);
            }
        }
        return words.stream()
                .skip(1)
                .map(each -> each.replace("~", home.toString()).replace("AUTH", stub.url()))
                .toArray(String[]::new);
    }
}
