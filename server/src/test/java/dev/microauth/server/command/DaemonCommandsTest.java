package dev.microauth.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.server.Snapshot;
import dev.microauth.server.settings.Draft;
import dev.microauth.server.settings.Question;
import dev.microauth.server.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DaemonCommandsTest {

    @TempDir Path here;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> called = new ArrayList<>();

    /// Writes down what it is asked for; two verbs fail, one as foreseen and one not.
    private final class Witness implements Verbs {

        @Override
        public int serve(Path data, Settings settings) {
            return note("serve " + data.getFileName() + " " + settings.auth().port());
        }

        @Override
        public int quickstart(Path data, Settings settings, boolean json) {
            return note("quickstart " + data.getFileName() + " " + json);
        }

        @Override
        public int init(Draft draft, Init how) {
            return note(
                    "init %s %s %s %s %s %s"
                            .formatted(
                                    how.data().getFileName(),
                                    how.dataChosen(),
                                    how.quick(),
                                    how.yes(),
                                    how.json(),
                                    draft.questions().stream()
                                            .filter(Question::said)
                                            .map(each -> each.name() + "=" + each.holds())
                                            .toList()));
        }

        @Override
        public int auditVerify(Path data, Settings settings) {
            throw new CommandFailure("the chain is broken\nat 7", "Restore a backup.");
        }

        @Override
        public int rotateMaster(Path data, Settings settings) {
            throw new IllegalStateException("unforeseen\nfake line");
        }

        @Override
        public int recover(Path data, Settings settings) {
            return note("recover " + data.getFileName());
        }

        @Override
        public int health(Path data, Settings settings) {
            return note("health");
        }

        private int note(String call) {
            called.add(call);
            return 0;
        }
    }

    @Test
    void a_verb_gets_the_data_directory_and_the_settings() {
        assertThat(run("serve", "--data", "d", "--auth-port", "1")).isZero();
        assertThat(run("serve", "--auth-port=2")).isZero();
        assertThat(run(Map.of("MAD_DATA", "e", "MAD_AUTH_PORT", "3"), "serve")).isZero();
        assertThat(run("quickstart", "--json")).isZero();
        assertThat(run("quickstart", "--danger-plain-http", "--auth-address", "0.0.0.0")).isZero();
        assertThat(run("recover", "--data", "d")).isZero();
        assertThat(run("health")).isZero();

        assertThat(called)
                .containsExactly(
                        "serve d 1",
                        "serve microauth-data 2",
                        "serve e 3",
                        "quickstart microauth-data true",
                        "quickstart microauth-data false",
                        "recover d",
                        "health");
        assertThat(out()).as("results alone go to standard output").isEmpty();
    }

    /// Trap: 9
    @Test
    void init_gets_what_was_said_in_every_place_unread() throws Exception {
        Files.createDirectories(here.resolve("microauth-data"));
        Files.writeString(here.resolve("microauth-data/mad.toml"), "nonsense = 1\n");
        Files.writeString(
                here.resolve("a.toml"), "first-client = \"svc\"\nadmin-port = 5\nauth-port = 5\n");

        assertThat(run("init")).isZero();
        assertThat(
                        run(
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

        assertThat(called)
                .containsExactly(
                        "init microauth-data false false false false []",
                        "init e true true true true [auth-port=6, admin-port=5, admin-username=Alice,"
                                + " first-client=svc]");
    }

    @Test
    void what_init_cannot_take_is_told_at_once() {
        int code =
                run(
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
        assertThat(err().lines())
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
        assertThat(called).isEmpty();
    }

    @Test
    void all_mistakes_on_the_line_are_told_at_once() {
        int code =
                run(
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
        assertThat(err().lines())
                .containsExactly(
                        "microauthd: --auht-port: there is no such option. Did you mean --auth-port?",
                        "microauthd: --isuer: there is no such option. Did you mean --issuer?",
                        "microauthd: -- more: is one word too many. See microauthd serve --help.",
                        "microauthd: --admin-port: has no value. Give a whole number from 0 to 65535.",
                        "microauthd: --auth-port: \"x\" is not a whole number. Give a whole number from 0 to"
                                + " 65535.",
                        "microauthd: --log-level: \"surplus\" is not one of the choices. Give one of error,"
                                + " warning, info, debug.");
        assertThat(called).isEmpty();
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
        assertThat(run(words.split(" ", -1))).isEqualTo(ExitCode.USAGE);
        assertThat(err()).isEqualTo(line + "\n");
        assertThat(called).isEmpty();
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
        int code = run(words.split(" ", -1));

        assertThat(err()).doesNotContain("picocli", "Exception", "\n\t");
        assertThat(out()).isEmpty();
        if (code == 0) {
            assertThat(called).hasSize(1);
        } else {
            assertThat(code).isEqualTo(ExitCode.USAGE);
            assertThat(err().lines())
                    .isNotEmpty()
                    .allMatch(line -> line.startsWith("microauthd: "));
        }
    }

    @Test
    void a_mistake_in_file_or_environment_is_exit_code_1() throws Exception {
        Files.createDirectories(here.resolve("microauth-data"));
        Files.writeString(here.resolve("microauth-data/mad.toml"), "auth-port = 70000\n");

        assertThat(run("serve")).isEqualTo(ExitCode.FAILED);
        assertThat(err())
                .startsWith("microauthd: " + here.resolve("microauth-data/mad.toml") + ":1: ");
    }

    /// Security: K4
    @Test
    void a_foreseen_failure_is_one_line_without_a_trace() {
        assertThat(run("audit", "verify")).isEqualTo(ExitCode.FAILED);
        assertThat(err()).isEqualTo("microauthd: the chain is broken\\nat 7. Restore a backup.\n");
    }

    @Test
    void an_unforeseen_failure_is_logged_with_its_trace_and_told_in_a_line() {
        assertThat(run("key", "rotate-master")).isEqualTo(ExitCode.FAILED);
        assertThat(err().lines()).hasSize(2);
        assertThat(err().lines().findFirst().orElseThrow())
                .startsWith("{\"time\":")
                .contains("IllegalStateException: unforeseen\\nfake line", "\"stack\":");
        assertThat(err().lines().toList().getLast()).startsWith("microauthd: something went wrong");
        assertThat(out()).isEmpty();
    }

    @Test
    void warnings_go_to_the_log_and_do_not_stop_a_verb() {
        assertThat(run(Map.of("MAD_AUHT_PORT", "1"), "serve", "--log-format", "text")).isZero();
        assertThat(err())
                .contains(
                        " WARN  settings     MAD_AUHT_PORT: there is no such setting, it is ignored.");
    }

    @Test
    void config_show_prints_value_and_origin_of_each() {
        assertThat(run(Map.of("MAD_AUTH_PORT", "1"), "config", "show", "--log-level", "debug"))
                .isZero();
        assertThat(out().lines())
                .anyMatch(line -> line.matches("auth-port +1 +MAD_AUTH_PORT"))
                .anyMatch(line -> line.matches("log-level +debug +--log-level"))
                .anyMatch(line -> line.matches("admin-port +9041 +default"));
        assertThat(err()).isEmpty();
    }

    /// Security: M
    @Test
    void config_check_prints_every_finding_and_says_so_by_its_exit_code() {
        assertThat(run("config", "check")).isZero();
        assertThat(out()).startsWith("No problem found");
        out.reset();

        int code =
                run(
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
        assertThat(out().lines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("warning: MAD_X: there is no such setting"))
                .anyMatch(
                        line -> line.startsWith("problem: MAD_AUTH_ADDRESS: would carry passwords"))
                .anyMatch(line -> line.startsWith("problem: MAD_ADMIN_PORT: is the auth port too"));
    }

    @Test
    void the_reference_and_the_version_are_printed() {
        assertThat(run("config", "reference")).isZero();
        assertThat(out()).startsWith("# Settings\n");
        out.reset();
        assertThat(run("config", "reference", "--toml")).isZero();
        assertThat(out()).startsWith("# mad.toml");
        out.reset();
        assertThat(run("version")).isZero();
        assertThat(run("--version")).isZero();
        assertThat(out()).isEqualTo("microauthd 1.2.3\nmicroauthd 1.2.3\n");
    }

    @Test
    void without_a_command_the_overview_is_told_as_a_mistake() {
        assertThat(run()).isEqualTo(ExitCode.USAGE);
        assertThat(err()).startsWith("microauthd: identity");
        assertThat(run("config")).isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("config show");
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

        assertThat(run(words.toArray(String[]::new))).isZero();
        assertThat(out().lines()).allMatch(line -> line.length() <= 80 && !line.endsWith(" "));
        assertThat(out()).matches("[ -~\n]+");
        var name = path.isEmpty() ? "microauthd" : path.replace(' ', '-');
        Snapshot.assertMatches("server/src/test/resources/snapshots/help/" + name + ".txt", out());
    }

    private int run(String... arguments) {
        return run(Map.of(), arguments);
    }

    private int run(Map<String, String> environment, String... arguments) {
        var surroundings =
                new Surroundings(
                        environment,
                        here,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false,
                        "1.2.3");
        return new DaemonCommands(new Witness(), surroundings).run(arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
