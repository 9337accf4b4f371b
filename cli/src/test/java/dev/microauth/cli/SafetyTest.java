package dev.microauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What mad does not do by mistake.
class SafetyTest {
    @TempDir Path home;

    private final Stub stub = new Stub();

    @BeforeEach
    void answer() {
        new World(stub);
    }

    @AfterEach
    void leave() {
        stub.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://id.example.com:9041",
                "http://192.0.2.1:9041",
                "http://localhost.example.com",
                "http://127.0.0.1.example.com"
            })
    void a_secret_does_not_go_over_a_network_in_plain_http(String url) {
        var ran = shell().runWith("alice\npass\n", "session", "login", "--admin-url", url);

        assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err())
                .contains("plain HTTP", "could read passwords and tokens", "--danger-plain-http");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:9041",
                "ftp://localhost",
                "http://",
                "http://localhost?x=1",
                "http://a@localhost",
                "http://localhost/#x",
                "no url"
            })
    void an_address_has_to_be_one(String url) {
        var ran = shell().run("user", "list", "--admin-url", url);

        assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("is no address of a port");
    }

    @Test
    void an_address_from_the_environment_is_named_as_such() {
        var ran = shell().variable("MADCTL_URL", "http://id.example.com").run("user", "list");

        assertThat(ran.err()).startsWith("mad: MADCTL_URL: ");
    }

    @Test
    void a_redirect_is_not_followed() {
        var elsewhere = new Stub();
        try (elsewhere) {
            stub.on(
                    "GET /api/v1/stats",
                    Stub.Said.nothing(307).with("Location", elsewhere.url() + "/api/v1/stats"));

            assertThat(shell().run("server", "stats").code()).isEqualTo(ExitCode.FAILED);
            assertThat(elsewhere.asked()).isEmpty();
        }
    }

    @Test
    void nothing_is_deleted_unless_somebody_says_yes() {
        var no = shell().terminals("ioe").runWith("n\n", "user", "delete", "alice");
        assertThat(no.code()).isEqualTo(ExitCode.FAILED);
        assertThat(no.err()).contains("Delete the user alice? [y/N] ", "nothing was done");
        var nothing = shell().terminals("ioe").run("user", "delete", "alice");
        assertThat(nothing.code()).isEqualTo(ExitCode.FAILED);
        assertThat(stub.asked()).noneMatch(asked -> asked.startsWith("DELETE"));

        assertThat(shell().terminals("ioe").runWith("y\n", "user", "delete", "alice").code())
                .isEqualTo(ExitCode.DONE);
        assertThat(shell().terminals("ioe").run("user", "delete", "alice", "--yes").err())
                .doesNotContain("[y/N]");
        assertThat(stub.asked().stream().filter(asked -> asked.startsWith("DELETE"))).hasSize(2);
    }

    @Test
    void a_question_shows_what_was_typed_escaped() {
        stub.on("GET /api/v1/users/by-name/%1B%5B2J", World.alice());

        var ran = shell().terminals("ioe").runWith("n\n", "user", "delete", "\u001b[2J");

        assertThat(ran.err()).contains("Delete the user \\u001b[2J?").doesNotContain("\u001b");
    }

    @Test
    void a_progress_line_is_for_terminals_and_is_gone_in_the_end() {
        var seen = shell().terminals("ioe").run("audit", "verify");
        assertThat(seen.err()).contains("Checking the log ...").endsWith("\r\u001b[K");

        assertThat(shell().run("audit", "verify").err()).isEmpty();
        assertThat(shell().terminals("ioe").run("audit", "verify", "--quiet").err()).isEmpty();
    }

    @Test
    void an_export_that_breaks_off_leaves_no_file_that_looks_whole() throws IOException {
        var file = home.resolve("events.jsonl");
        stub.on(
                "GET /api/v1/audit-events/export",
                stub.problem(403, "No", "The permission is missing."));

        var ran = shell().run("audit", "export", "--file", file.toString());

        assertThat(ran.code()).isEqualTo(ExitCode.NOT_ALLOWED);
        assertThat(file).doesNotExist();
        try (var files = Files.list(home)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void a_name_goes_into_a_path_as_one_part() {
        var ran = shell().run("user", "get", "../roles/by-name/support?x#y %");

        assertThat(ran.code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(stub.asked())
                .containsExactly(
                        "GET /api/v1/users/by-name/..%2Froles%2Fby-name%2Fsupport%3Fx%23y%20%25");
    }

    private Shell shell() {
        return new Shell(home)
                .variable("MADCTL_URL", stub.url())
                .variable("MADCTL_TOKEN", "a-token");
    }
}
