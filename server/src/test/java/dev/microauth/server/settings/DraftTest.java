package dev.microauth.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DraftTest {

    @TempDir Path here;

    @Test
    void an_answer_that_cannot_be_taken_is_the_problem_of_the_table() {
        var draft = draft(Map.of()).with("auth-port", "many");

        assertThat(draft.problems())
                .containsExactly(
                        new Problem(
                                "--auth-port",
                                "\"many\" is not a whole number",
                                "Give a whole number from 0 to 65535."));
    }

    @Test
    void a_conflict_names_the_settings_that_can_end_it() {
        var draft = draft(Map.of("MAD_AUTH_ADDRESS", "0.0.0.0"));

        assertThat(draft.conflicts()).hasSize(1);
        assertThat(draft.namedIn(draft.conflicts().getFirst()))
                .extracting(Question::name)
                .containsExactly(
                        "auth-address",
                        "tls-certificate",
                        "tls-key",
                        "trusted-proxies",
                        "danger-plain-http");
        assertThat(draft.with("auth-address", "127.0.0.2").conflicts()).isEmpty();
    }

    @Test
    void an_answer_beats_the_environment_and_can_be_taken_back() {
        var draft = draft(Map.of("MAD_AUTH_PORT", "1")).with("auth-port", "2");

        assertThat(draft.question("auth-port").holds()).isEqualTo("2");
        assertThat(draft.with("auth-port", "3").question("auth-port").holds()).isEqualTo("3");
        assertThat(draft.without("auth-port").question("auth-port").holds()).isEqualTo("1");
        assertThat(draft(Map.of()).question("auth-port").said()).isFalse();
    }

    @Test
    void the_file_holds_no_default_save_where_the_machine_decides_it() {
        var defaults =
                draft(Map.of())
                        .with("auth-port", "9040")
                        .with("access-token-lifetime", "600s")
                        .with("trusted-proxies", "none")
                        .with("danger-plain-http", "false");
        assertThat(defaults.problems()).isEmpty();
        assertThat(lines(defaults)).isEmpty();
        assertThat(defaults.answered()).isZero();

        var own = Runtime.getRuntime().availableProcessors();
        assertThat(lines(draft(Map.of()).with("argon2-concurrency", "" + own)))
                .containsExactly("argon2-concurrency = " + own);
    }

    /// Trap: 10
    @Test
    void the_file_says_what_was_answered_wherever_it_is_read() {
        var draft =
                draft(Map.of())
                        .with("auth-port", "09041")
                        .with("master-key-file", "keys/\"a\\b\tc\"")
                        .with("trusted-proxies", "10.0.0.0/8,  192.0.2.1")
                        .with("log-level", "debug")
                        .with("admin-username", "Alice");

        assertThat(draft.problems()).isEmpty();
        assertThat(lines(draft))
                .containsExactly(
                        "auth-port = 9041",
                        "trusted-proxies = [\"10.0.0.0/8\", \"192.0.2.1\"]",
                        "master-key-file = \"" + here.resolve("keys") + "/\\\"a\\\\b\\u0009c\\\"\"",
                        "log-level = \"debug\"");
        assertThat(draft.answered()).isEqualTo(4);
        assertThat(draft.answers().administrator()).contains("Alice");
    }

    private Draft draft(Map<String, String> environment) {
        return Draft.of(new Sources(Optional.empty(), here, environment, List.of()));
    }

    private static List<String> lines(Draft draft) {
        return draft.file()
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isEmpty())
                .toList();
    }
}
