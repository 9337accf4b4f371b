package dev.microauth.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.directory.DataDirectory;
import dev.microauth.server.command.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// When `microauthd init` makes nothing, it says why in one line and leaves everything as it was.
@Timeout(120)
class InitRefusalsTest {
    @TempDir Path place;

    private final List<String> before = new ArrayList<>();
    private Commands commands;

    @BeforeEach
    void look() throws IOException {
        password("seven wooden ladders lean\n");
        commands = new Commands(place);
    }

    @AfterEach
    void nothing_changed() throws IOException {
        assertThat(listing()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "init | --admin-username, --admin-password-file and --yes: missing, and there is no terminal to ask at. Give them",
                "init --quick | --yes: missing, and there is no terminal to ask at. Give it",
                "init --yes | --admin-username and --admin-password-file: missing. Give them",
                "init --yes --admin-username a | --admin-password-file: missing. Give it",
                "init --quick --yes --admin-password-file password | --admin-username: missing. Give it"
            })
    void without_a_terminal_one_line_says_what_is_missing(String words, String start)
            throws IOException {
        assertThat(run(words)).isEqualTo(ExitCode.USAGE);
        assertThat(line()).startsWith(start).contains("see microauthd init --help");
    }

    /// Security: F1, F2
    @ParameterizedTest
    @CsvSource({
        "short, needs at least 15",
        "aliceofthehill1234, name",
        "password1password1, attackers"
    })
    void a_password_that_the_policy_does_not_take_is_refused_with_the_way_to_a_better_one(
            String password, String why) throws IOException {
        password(password + "\n");
        assertThat(run("init --yes --admin-username AliceOfTheHill --admin-password-file password"))
                .isEqualTo(ExitCode.FAILED);
        assertThat(line())
                .startsWith("the administrator's password is refused. ")
                .contains(why)
                .doesNotContain(password);
    }

    /// Security: F1
    @Test
    void one_newline_alone_is_taken_from_the_password_file() throws IOException {
        password("fifteen letters\n\n");
        run("init --yes --admin-username alice --admin-password-file password");
        assertThat(line()).contains("character that cannot be typed everywhere");

        password("fourteen lette\r\n");
        run("init --yes --admin-username alice --admin-password-file password");
        assertThat(line()).contains("at least 15 characters and has 14.");

        Files.write(place.resolve("password"), new byte[] {(byte) 0xc3, 0x28});
        look_again();
        run("init --yes --admin-username alice --admin-password-file password");
        assertThat(line()).contains("is not UTF-8 text");
    }

    /// Security: L2
    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-rw----", "rw----r--"})
    void a_password_file_that_others_can_read_is_refused(String permissions) throws IOException {
        Files.setPosixFilePermissions(
                place.resolve("password"), PosixFilePermissions.fromString(permissions));
        look_again();
        assertThat(run("init --yes --admin-username a --admin-password-file password"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(line()).contains("open to other users", "chmod 600");
    }

    @Test
    void a_directory_with_a_database_is_left_alone() throws IOException {
        assertThat(made().run("init", "--data", "data", "--quick", "--yes")).isZero();
        look_again();

        assertThat(run("init --quick --yes")).isEqualTo(ExitCode.FAILED);
        assertThat(line()).contains("holds a database already", "microauthd serve --data");
    }

    /// Security: I1
    @Test
    void a_directory_that_a_daemon_holds_is_left_alone() throws IOException {
        assertThat(made().run("init", "--data", "data", "--quick", "--yes")).isZero();
        try (var _ = DataDirectory.lock(place.resolve("data"))) {
            look_again();
            assertThat(run("init --quick --yes")).isEqualTo(ExitCode.FAILED);
            assertThat(line()).contains("in use");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mad.toml", "master.key", "database.key"})
    void a_directory_with_a_part_of_an_installation_is_left_alone(String name) throws IOException {
        Files.createDirectories(place.resolve("data"));
        Files.writeString(place.resolve("data").resolve(name), "x");
        look_again();

        assertThat(run("init --quick --yes")).isEqualTo(ExitCode.FAILED);
        assertThat(line()).contains("holds " + name + " already", "Move it away");
    }

    @Test
    void a_file_in_the_place_of_the_directory_is_left_alone() throws IOException {
        Files.writeString(place.resolve("data"), "mine");
        look_again();
        assertThat(run("init --quick --yes")).isEqualTo(ExitCode.FAILED);
        assertThat(line()).contains("is not a directory");
    }

    @Test
    void settings_that_do_not_go_together_are_told_all_at_once() throws IOException {
        assertThat(
                        run(
                                "init --quick --yes --auth-address 0.0.0.0 --admin-port 9040 --argon2-memory 7MiB"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(commands.err().lines())
                .hasSize(3)
                .allMatch(line -> line.startsWith("microauthd: --"));
    }

    /// What goes wrong while the directory is being made.
    @ParameterizedTest
    @ValueSource(
            strings = {
                // The directory of the master key is not there.
                "--master-key-file nowhere/master.key",
                // The file of the master key holds none.
                "--master-key-file password",
                // Only the engine knows that the part before the @ is too long; by then all else is
                // made.
                "--admin-email "
                        + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@b"
                        + " --master-key-file made.key"
            })
    void a_failure_midway_leaves_no_half_made_directory(String how) throws IOException {
        for (String data : List.of("data", "deep/below/data", "empty")) {
            if (data.equals("empty")) {
                Files.createDirectory(place.resolve(data));
                Files.setPosixFilePermissions(
                        place.resolve(data), PosixFilePermissions.fromString("rwx------"));
                look_again();
            }
            commands = new Commands(place);
            int code =
                    commands.run(
                            ("init --yes --admin-username alice --admin-password-file password --data "
                                            + data
                                            + " "
                                            + how)
                                    .split(" ", -1));
            assertThat(code).as(commands.err()).isEqualTo(ExitCode.FAILED);
            assertThat(line()).isNotEmpty();
            assertThat(listing()).isEqualTo(before);
        }
    }

    @Test
    void what_an_init_that_was_killed_left_is_in_nobodys_way() throws IOException {
        Path workshop = place.resolve("data/.init/native");
        Files.createDirectories(workshop);
        Files.writeString(workshop.resolveSibling("microauth.db"), "half");
        Files.setPosixFilePermissions(
                place.resolve("data"), PosixFilePermissions.fromString("rwx------"));

        assertThat(made().run("init", "--data", "data", "--quick", "--yes")).isZero();

        assertThat(place.resolve("data/.init")).doesNotExist();
        look_again();
    }

    private Commands made() {
        commands = new Commands(place);
        return commands;
    }

    private int run(String words) {
        commands = new Commands(place).env("MAD_DATA", place.resolve("data").toString());
        return commands.run(words.split(" ", -1));
    }

    /// The one line that was said.
    private String line() {
        assertThat(commands.out()).isEmpty();
        assertThat(commands.err()).doesNotContain("Exception").startsWith("microauthd: ");
        assertThat(commands.err().lines()).hasSize(1);
        return commands.err().strip().substring("microauthd: ".length());
    }

    private void password(String content) throws IOException {
        Path file = place.resolve("password");
        Files.write(file, content.getBytes(StandardCharsets.UTF_8));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        look_again();
    }

    private void look_again() throws IOException {
        before.clear();
        before.addAll(listing());
    }

    private List<String> listing() throws IOException {
        try (Stream<Path> files = Files.walk(place)) {
            var lines = new ArrayList<String>();
            for (Path each : files.sorted().toList()) {
                String content =
                        Files.isDirectory(each)
                                ? "directory"
                                : java.util.Arrays.hashCode(Files.readAllBytes(each)) + "";
                lines.add(place.relativize(each) + " " + content);
            }
            return lines;
        }
    }
}
