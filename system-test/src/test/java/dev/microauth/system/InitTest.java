package dev.microauth.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The wizard as a stranger meets it: at a terminal, and from a script.
@Tag("system")
class InitTest {
    private static final String PASSWORD = "seven wooden ladders lean";

    @TempDir Path place;

    private final Ports ports = Ports.free();

    @Test
    void without_a_terminal_one_line_says_what_is_missing() {
        var ran = Launch.microauthd("init").in(place).run();

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.said())
                .singleElement()
                .asString()
                .startsWith(
                        "microauthd: --admin-username, --admin-password-file and --yes: missing");
        assertThat(place).isEmptyDirectory();
    }

    @Test
    void ctrl_c_at_a_question_leaves_nothing_and_gives_the_terminal_back() throws IOException {
        assumeTrue(Terminal.isPossible(), "needs script of util-linux");
        try (var terminal = Terminal.microauthd(place, "init", "--quick", "--data", "data")) {
            terminal.answer("admin-username [none]: ", "Alice");
            terminal.answer("admin-email [none]: ", "");
            terminal.awaits("password (not shown): ");
            terminal.type("\u0003");
            assertThat(terminal.await()).isNotZero();
        }
        assertThat(place.resolve("data")).doesNotExist();
    }

    @Test
    void at_a_terminal_the_password_is_not_shown() throws IOException {
        assumeTrue(Terminal.isPossible(), "needs script of util-linux");
        try (var terminal = Terminal.microauthd(place, "init", "--data", "data")) {
            terminal.answer("quick or full? [quick]: ", "");
            terminal.answer("admin-username [none]: ", "no good");
            terminal.answer("is refused", "Alice");
            terminal.answer("admin-email [none]: ", "alice@example.com");
            terminal.answer("password (not shown): ", "too short");
            terminal.awaits("needs at least 15");
            terminal.answer("password (not shown): ", PASSWORD);
            terminal.answer("once more: ", PASSWORD);
            terminal.answer("Make it? [yes]: ", "");
            assertThat(terminal.await()).as(terminal.shown()).isZero();

            assertThat(terminal.shown())
                    .doesNotContain(PASSWORD)
                    .doesNotContain("too short")
                    .contains("A new installation is in " + place.resolve("data"))
                    .contains(" echo ")
                    .doesNotContain("-echo ");
        }
        serves(place.resolve("data"));
    }

    /// Trap: 10
    @Test
    void a_script_gets_one_line_and_a_directory_that_serves() throws IOException {
        Path password = Files.writeString(place.resolve("password"), PASSWORD + "\n");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        Path data = place.resolve("data");
        var ran =
                Launch.microauthd("init", "--data", data.toString(), "--yes", "--json")
                        .with("--first-client", "svc", "--auth-port", "" + ports.auth())
                        .env("MAD_ADMIN_USERNAME", "Alice")
                        .env("MAD_ADMIN_PASSWORD_FILE", password.toString())
                        .run();

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.said()).isEmpty();
        assertThat(ran.out())
                .startsWith("{\"issuer\":\"" + ports.issuer() + "\",\"client_id\":\"svc\",")
                .endsWith(",\"data\":\"" + data + "\"}\n");
        serves(data);
    }

    private void serves(Path data) throws IOException {
        try (var daemon = Microauthd.serve(data, ports)) {
            for (String name : new String[] {"Alice", "alice"}) {
                var form = List.of("username", name, "password", PASSWORD);
                assertThat(daemon.http().post(ports.adminIssuer() + "/token", form).status())
                        .as(name)
                        .isEqualTo(200);
            }
            var before = settled(data);
            var second =
                    Launch.microauthd("init", "--data", data.toString(), "--quick", "--yes").run();
            assertThat(second.code()).isEqualTo(1);
            assertThat(second.said()).singleElement().asString().contains("in use");
            assertThat(settled(data)).isEqualTo(before);
            assertThat(daemon.terminate()).isZero();
        }
    }

    /// The files that a daemon at work leaves alone, and the names of the others.
    private static Map<String, String> settled(Path data) throws IOException {
        var listing = Listing.of(data);
        listing.replaceAll((name, state) -> name.startsWith("microauth.db") ? "at work" : state);
        return listing;
    }
}
