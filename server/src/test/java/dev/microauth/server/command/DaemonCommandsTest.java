package dev.microauth.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a line of the daemon leads to, and what is said of one that makes no sense.
class DaemonCommandsTest {
    @TempDir Path here;

    private CommandLine shell;

    @BeforeEach
    void stand() {
        shell = new CommandLine(here);
    }

    @Test
    void a_verb_gets_the_data_directory_and_the_settings() {
        assertThat(shell.run("serve", "--data", "d", "--auth-port", "1")).isZero();
        assertThat(shell.run("serve", "--auth-port=2")).isZero();
        assertThat(shell.run(Map.of("MAD_DATA", "e", "MAD_AUTH_PORT", "3"), "serve")).isZero();
        assertThat(shell.run("quickstart", "--json")).isZero();
        assertThat(shell.run("quickstart", "--danger-plain-http", "--auth-address", "0.0.0.0"))
                .isZero();
        assertThat(shell.run("recover", "--data", "d")).isZero();
        assertThat(shell.run("health")).isZero();

        assertThat(shell.called())
                .containsExactly(
                        "serve d 1",
                        "serve microauth-data 2",
                        "serve e 3",
                        "quickstart microauth-data true",
                        "quickstart microauth-data false",
                        "recover d",
                        "health");
        assertThat(shell.out()).as("results alone go to standard output").isEmpty();
    }

    /// Trap: 9
    @Test
    void init_gets_what_was_said_in_every_place_unread() throws Exception {
        Files.createDirectories(here.resolve("microauth-data"));
        Files.writeString(here.resolve("microauth-data/mad.toml"), "nonsense = 1\n");
        Files.writeString(
                here.resolve("a.toml"), "first-client = \"svc\"\nadmin-port = 5\nauth-port = 5\n");

        assertThat(shell.run("init")).isZero();
        assertThat(
                        shell.run(
                                Map.of("MAD_DATA", "e", "MAD_ADMIN_USERNAME", "Alice"),
                                "init",
                                "--answers",
                                "a.toml",
                                "--auth-port",
                                "6",
                                "--quick",
                                "--yes",
                                "--json"))
                .isZero();

        assertThat(shell.called())
                .containsExactly(
                        "init microauth-data false false false false []",
                        "init e true true true true [auth-port=6, admin-port=5, admin-username=Alice,"
                                + " first-client=svc]");
    }

    @Test
    void what_init_cannot_take_is_told_at_once() {
        int code =
                shell.run(
                        Map.of("MAD_ADMIN_EMAIL", "alice", "MAD_FIRST_CLIENT_GRANTS", "password"),
                        "init",
                        "--answers",
                        "nothing.toml",
                        "--admin-usernam",
                        "x",
                        "--admin-username",
                        "a b",
                        "--first-client",
                        "Ü",
                        "--first-client-scopes",
                        "a b");

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err().lines())
                .containsExactly(
                        "microauthd: --admin-usernam: there is no such option. Did you mean --admin-username?",
                        "microauthd: --answers: "
                                + here.resolve("nothing.toml")
                                + " is not there. Name a file.",
                        "microauthd: --admin-username: \"a b\" is refused: it may have letters, digits and the"
                                + " characters . _ - + @ only. Give another one.",
                        "microauthd: MAD_ADMIN_EMAIL: \"alice\" is no e-mail address. Give one such as"
                                + " alice@example.com, or none.",
                        "microauthd: --first-client: \"Ü\" is refused: it may have lower-case letters, digits and the characters . _ - : only. Give another one.",
                        "microauthd: MAD_FIRST_CLIENT_GRANTS: \"password\" holds a grant that a first client"
                                + " cannot have. Give a list of authorization_code, client_credentials, refresh_token.",
                        "microauthd: --first-client-scopes: \"a b\" holds something that can be no scope. Give"
                                + " names of up to 100 printable characters, without spaces and quotes.");
        assertThat(shell.called()).isEmpty();
    }

    @Test
    void all_mistakes_on_the_line_are_told_at_once() {
        int code =
                shell.run(
                        "serve",
                        "--auht-port",
                        "9040",
                        "--isuer=x",
                        "--auth-port",
                        "x",
                        "--log-level",
                        "surplus",
                        "more",
                        "--admin-port");

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err().lines())
                .containsExactly(
                        "microauthd: --auht-port: there is no such option. Did you mean --auth-port?",
                        "microauthd: --isuer: there is no such option. Did you mean --issuer?",
                        "microauthd: -- more: is one word too many. See microauthd serve --help.",
                        "microauthd: --admin-port: has no value. Give a whole number from 0 to 65535.",
                        "microauthd: --auth-port: \"x\" is not a whole number. Give a whole number from 0 to"
                                + " 65535.",
                        "microauthd: --log-level: \"surplus\" is not one of the choices. Give one of error,"
                                + " warning, info, debug.");
        assertThat(shell.called()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "serv, microauthd: serv: there is no such command. Did you mean serve?",
        "--data, microauthd: --data: there is no such option. See microauthd --help.",
        "config chek, microauthd: config chek: there is no such command. Did you mean config check?",
        "serve --port 1, microauthd: --port: there is no such option. See microauthd serve --help.",
        "version --jsn, microauthd: --jsn: there is no such option. See microauthd version --help.",
        "quickstart --jsn, microauthd: --jsn: there is no such option. Did you mean --json?",
        "serve --json, microauthd: --json: there is no such option. See microauthd serve --help.",
        "serve --data, microauthd: --data: names not exactly one directory. Give one.",
        "init --answers, microauthd: --answers: names not exactly one file. Give one.",
        "serve --answers a, microauthd: --answers: there is no such option. See microauthd serve --help.",
        "serve --admin-username a, microauthd: --admin-username: there is no such option. See microauthd serve --help.",
        "serve --data a --data b, microauthd: --data: names not exactly one directory. Give one.",
        "serve --auth-port 1 --auth-port 2, 'microauthd: --auth-port: was given twice, or beside its other form. Give it once.'",
        "serve @file, microauthd: -- @file: is one word too many. See microauthd serve --help."
    })
    void a_mistake_is_one_line_and_exit_code_2(String words, String line) {
        assertThat(shell.run(words.split(" ", -1))).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).isEqualTo(line + "\n");
        assertThat(shell.called()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quickstart --json=yes",
                "serve --help=1",
                "serve -hx",
                "serve -- surplus",
                "serve --",
                "serve --auth-port",
                "serve -x",
                "serve - -",
                "serve serve",
                "serve --auth-port --auth-port",
                "--version=2",
                "version 1 2 3"
            })
    void odd_words_never_end_in_a_trace(String words) {
        int code = shell.run(words.split(" ", -1));

        assertThat(shell.err()).doesNotContain("picocli", "Exception", "\n\t");
        assertThat(shell.out()).isEmpty();
        if (code == 0) {
            assertThat(shell.called()).hasSize(1);
        } else {
            assertThat(code).isEqualTo(ExitCode.USAGE);
            assertThat(shell.err().lines())
                    .isNotEmpty()
                    .allMatch(line -> line.startsWith("microauthd: "));
        }
    }

    @Test
    void a_mistake_in_file_or_environment_is_exit_code_1() throws Exception {
        Files.createDirectories(here.resolve("microauth-data"));
        Files.writeString(here.resolve("microauth-data/mad.toml"), "auth-port = 70000\n");

        assertThat(shell.run("serve")).isEqualTo(ExitCode.FAILED);
        assertThat(shell.err())
                .startsWith("microauthd: " + here.resolve("microauth-data/mad.toml") + ":1: ");
    }

    /// Security: K4
    @Test
    void a_foreseen_failure_is_one_line_without_a_trace() {
        assertThat(shell.run("audit", "verify")).isEqualTo(ExitCode.FAILED);
        assertThat(shell.err())
                .isEqualTo("microauthd: the chain is broken\\nat 7. Restore a backup.\n");
    }

    @Test
    void an_unforeseen_failure_is_logged_with_its_trace_and_told_in_a_line() {
        assertThat(shell.run("key", "rotate-master")).isEqualTo(ExitCode.FAILED);
        assertThat(shell.err().lines()).hasSize(2);
        assertThat(shell.err().lines().findFirst().orElseThrow())
                .startsWith("{\"time\":")
                .contains("IllegalStateException: unforeseen\\nfake line", "\"stack\":");
        assertThat(shell.err().lines().toList().getLast())
                .startsWith("microauthd: something went wrong");
        assertThat(shell.out()).isEmpty();
    }

    @Test
    void warnings_go_to_the_log_and_do_not_stop_a_verb() {
        assertThat(shell.run(Map.of("MAD_AUHT_PORT", "1"), "serve", "--log-format", "text"))
                .isZero();
        assertThat(shell.err())
                .contains(
                        " WARN  settings     MAD_AUHT_PORT: there is no such setting, it is ignored.");
    }

    @Test
    void config_show_prints_value_and_origin_of_each() {
        assertThat(
                        shell.run(
                                Map.of("MAD_AUTH_PORT", "1"),
                                "config",
                                "show",
                                "--log-level",
                                "debug"))
                .isZero();
        assertThat(shell.out().lines())
                .anyMatch(line -> line.matches("auth-port +1 +MAD_AUTH_PORT"))
                .anyMatch(line -> line.matches("log-level +debug +--log-level"))
                .anyMatch(line -> line.matches("admin-port +9041 +default"));
        assertThat(shell.err()).isEmpty();
    }

    /// Security: M
    @Test
    void config_check_prints_every_finding_and_says_so_by_its_exit_code() {
        assertThat(shell.run("config", "check")).isZero();
        assertThat(shell.out()).startsWith("No problem found");
        shell.forget();

        int code =
                shell.run(
                        Map.of(
                                "MAD_AUTH_ADDRESS",
                                "0.0.0.0",
                                "MAD_ADMIN_PORT",
                                "9040",
                                "MAD_X",
                                "1"),
                        "config",
                        "check");
        assertThat(code).isEqualTo(ExitCode.FAILED);
        assertThat(shell.out().lines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("warning: MAD_X: there is no such setting"))
                .anyMatch(
                        line -> line.startsWith("problem: MAD_AUTH_ADDRESS: would carry passwords"))
                .anyMatch(line -> line.startsWith("problem: MAD_ADMIN_PORT: is the auth port too"));
    }
}
