package dev.microauth.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.server.command.ExitCode;
import dev.microauth.server.settings.OtherValues;
import dev.microauth.testkit.Certificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The conversation of `microauthd init` with somebody at a terminal.
@Timeout(120)
class InitInterviewTest {
    private static final String PASSWORD = "seven wooden ladders lean";

    @TempDir Path place;

    private Commands commands = new Commands(Path.of(""));
    private Typed typed = new Typed(List.of());

    @Test
    void when_no_more_answers_come_nothing_is_made() {
        for (int answers = 0; answers < 4; answers++) {
            var some = List.of("quick", "alice", "", PASSWORD).subList(0, answers);
            assertThat(ask(some, "--data", "data")).isEqualTo(ExitCode.FAILED);
            assertThat(commands.err())
                    .endsWith(
                            "the answers ended before the questions did. Nothing was written. Start again.\n");
        }
        assertThat(place).isEmptyDirectory();
    }

    @Test
    void a_bad_answer_is_asked_for_again_with_the_reason() {
        assertThat(
                        ask(
                                List.of(
                                        "a b",
                                        "?",
                                        "Alice",
                                        "nowhere",
                                        "alice@example.com",
                                        "short",
                                        "alice@example.com",
                                        PASSWORD,
                                        "something else",
                                        PASSWORD,
                                        PASSWORD,
                                        "perhaps",
                                        "no"),
                                "--data",
                                "data",
                                "--quick"))
                .isEqualTo(ExitCode.FAILED);

        assertThat(commands.err())
                .contains(
                        "\"a b\" is refused: it may have letters, digits",
                        "Give a name of letters, digits and . _ - + @, or none.",
                        "\"nowhere\" is no e-mail address",
                        "The password needs at least 15 characters and has 5.",
                        "The two are not the same.",
                        "Answer yes or no.",
                        "  admin-username = Alice\n",
                        "microauthd: nothing was made.")
                .doesNotContain(PASSWORD);
        assertThat(typed.left()).isEmpty();
        assertThat(place).isEmptyDirectory();
    }

    @Test
    void quick_asks_for_the_administrator_alone() throws IOException {
        assertThat(ask(List.of("", "Alice", "", PASSWORD, PASSWORD, ""), "--data", "data"))
                .isZero();

        assertThat(typed.left()).isEmpty();
        assertThat(commands.out()).contains("administrator   Alice").doesNotContain("client");
        assertThat(lines()).isEmpty();
    }

    @Test
    void an_administrator_can_wait() {
        assertThat(ask(List.of("", "no", "", "yes", ""), "--data", "data", "--quick")).isZero();
        assertThat(typed.left()).isEmpty();
        assertThat(commands.out()).contains("microauthd recover");
    }

    @Test
    void what_was_told_is_not_asked_for() {
        assertThat(
                        ask(
                                List.of("", PASSWORD, PASSWORD, ""),
                                "--data",
                                "data",
                                "--quick",
                                "--admin-username",
                                "Alice"))
                .isZero();
        assertThat(typed.left()).isEmpty();
    }

    /// Trap: 10
    @Test
    void full_asks_for_every_setting_and_every_answer_survives() throws Exception {
        var certificate = Certificate.in(place, "localhost");
        var answers = new ArrayList<>(List.of("full", "elsewhere"));
        var expected = new ArrayList<String>();
        OtherValues.all()
                .forEach((name, value) -> {
                    String answer =
                            switch (name) {
                                case "tls-certificate", "admin-tls-certificate" ->
                                        certificate.chain().toString();
                                case "tls-key", "admin-tls-key" -> certificate.key().toString();
                                case "master-key-file" -> place.resolve("m.key").toString();
                                default -> value;
                            };
                    answers.add(answer.equals("true") ? "yes" : answer);
                    expected.add(OtherValues.line(name, answer));
                });
        answers.addAll(List.of("Alice", "alice@example.com", PASSWORD, PASSWORD));
        answers.addAll(
                List.of(
                        "svc",
                        "http://app.example.com/callback",
                        "https://app.example.com/callback",
                        "client_credentials,refresh_token",
                        "email",
                        "yes"));

        assertThat(ask(answers)).as("").isZero();

        assertThat(typed.left()).isEmpty();
        assertThat(Files.readAllLines(place.resolve("elsewhere/mad.toml")))
                .filteredOn(line -> !line.isEmpty() && !line.startsWith("#"))
                .isEqualTo(expected);
        assertThat(commands.out()).contains("client          svc");
        assertThat(commands.err()).contains("warning: --danger-plaintext-database");
    }

    @Test
    void full_with_nothing_but_enter_is_all_defaults() throws IOException {
        var answers = new ArrayList<>(List.of("full"));
        OtherValues.all().forEach((_, _) -> answers.add(""));
        answers.addAll(List.of("alice", "", PASSWORD, PASSWORD, "", ""));

        assertThat(ask(answers, "--data", "data")).isZero();

        assertThat(typed.left()).isEmpty();
        assertThat(lines()).isEmpty();
    }

    @Test
    void an_answer_can_be_taken_back_and_what_does_not_go_together_is_asked_for_again()
            throws IOException {
        assertThat(
                        ask(
                                List.of(
                                        // auth-address, tls-certificate, tls-key, trusted-proxies,
                                        // danger-plain-http
                                        "",
                                        "",
                                        "",
                                        "10.1.0.0/16",
                                        "",
                                        // admin-port
                                        "-",
                                        "alice",
                                        "",
                                        PASSWORD,
                                        PASSWORD,
                                        "yes"),
                                "--data",
                                "data",
                                "--quick",
                                "--auth-address",
                                "0.0.0.0",
                                "--admin-port",
                                "9040"))
                .as("")
                .isZero();

        assertThat(typed.left()).isEmpty();
        assertThat(commands.err())
                .contains("This does not go together:\n  auth-address: would carry passwords");
        assertThat(lines())
                .containsExactly(
                        "auth-address = \"0.0.0.0\"", "trusted-proxies = [\"10.1.0.0/16\"]");
    }

    @Test
    void a_directory_that_is_taken_is_asked_for_again() {
        assertThat(ask(List.of("", "yes", ""), "--data", "microauth-data", "--quick")).isZero();

        var answers = new ArrayList<>(List.of("full", "", "other"));
        OtherValues.all().forEach((_, _) -> answers.add(""));
        answers.addAll(List.of("none", "", ""));
        assertThat(ask(answers)).as("").isZero();

        assertThat(typed.left()).isEmpty();
        assertThat(commands.err()).contains("microauth-data holds a database already");
        assertThat(place.resolve("other/microauth.db")).exists();
        assertThat(ask(List.of("quick"))).isEqualTo(ExitCode.FAILED);
    }

    private int ask(List<String> answers, String... words) {
        typed = new Typed(answers);
        commands = new Commands(place).typing(typed);
        var all = new ArrayList<>(List.of("init"));
        all.addAll(List.of(words));
        return commands.run(all.toArray(String[]::new));
    }

    /// What the settings file says, without its remarks.
    private List<String> lines() throws IOException {
        return Files.readAllLines(place.resolve("data/mad.toml")).stream()
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }
}
