package dev.microauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.cli.Stub.Said;
import dev.microauth.cli.terminal.ExitCode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How a call ends, whatever the server says.
class ExitCodesTest {
    @TempDir Path home;

    private final Stub stub = new Stub();

    @AfterEach
    void leave() {
        stub.close();
    }

    @ParameterizedTest
    @CsvSource({
        "400, 7", "401, 3", "403, 4", "404, 1", "405, 1", "409, 6", "412, 6", "413, 7", "415, 7",
        "422, 7", "429, 8", "500, 8", "502, 8", "503, 8", "302, 1"
    })
    void a_status_has_its_exit_code(int status, int code) {
        stub.on("GET /api/v1/stats", stub.problem(status, "Refused", "The server says why."));

        var ran = shell().run("server", "stats");

        assertThat(ran.code().number()).isEqualTo(status == 404 ? 5 : code);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .startsWith(
                        status == 401
                                ? "mad: the server does not take the token"
                                : "mad: The server says why.")
                .hasLineCount(1);
    }

    @Test
    void a_refusal_names_every_member_and_nothing_in_it_reaches_the_terminal_as_it_is() {
        var fields = new LinkedHashMap<String, String>();
        fields.put("username", "is taken");
        fields.put("ema\u001b[2Jil", "must have\nan @");
        stub.on(
                "POST /api/v1/users",
                stub.problem(422, "Invalid", "Two members\u202e are wrong", Optional.of(fields)));

        var ran = shell().run("user", "create", "alice");

        assertThat(ran.code()).isEqualTo(ExitCode.INVALID);
        assertThat(ran.err())
                .isEqualTo(
                        """
                        mad: Two members\\u202e are wrong.
                          username: is taken
                          ema\\u001b[2Jil: must have\\nan @
                        """);
    }

    @Test
    void who_has_to_wait_is_told_how_long() {
        stub.on(
                "GET /api/v1/stats",
                stub.problem(429, "Slow", "Too many.").with("Retry-After", "12"));
        stub.on(
                "POST /token",
                Stub.json(429, Map.of("error", "slow_down")).with("Retry-After", "7"));

        assertThat(shell().run("server", "stats").err())
                .isEqualTo("mad: Too many. Try again in 12 seconds. (request req-1)\n");
        var login = shell().runWith("alice\npass\n", "session", "login");
        assertThat(login.code()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(login.err())
                .isEqualTo("mad: There were too many attempts. Try again in 7 seconds.\n");
        stub.on(
                "GET /api/v1/stats",
                stub.problem(429, "Slow", "Too many.").with("Retry-After", "1"));
        assertThat(shell().run("server", "stats").err())
                .isEqualTo("mad: Too many. Try again in 1 second. (request req-1)\n");
    }

    @Test
    void a_server_that_is_none_of_ours_is_unavailable() {
        stub.on("GET /api/v1/stats", new Said(200, "text/html", "<html>welcome</html>", Map.of()));

        var strange = shell().run("server", "stats");
        assertThat(strange.code()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(strange.err()).contains("does not answer as microauth does");

        stub.on(
                "GET /api/v1/stats",
                new Said(502, "text/html", "<html>Bad gateway</html>", Map.of()));
        assertThat(shell().run("server", "stats").code()).isEqualTo(ExitCode.UNAVAILABLE);
    }

    @Test
    void nobody_there_is_unavailable() {
        var gone = new Stub();
        gone.close();

        var ran = shell().variable("MADCTL_URL", gone.url()).run("user", "list");

        assertThat(ran.code()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(ran.err()).contains("cannot be reached: nobody listens there", "--admin-url");
    }

    @Test
    void an_audit_log_with_a_gap_is_a_failure() {
        stub.on(
                "POST /api/v1/audit-events/verify",
                Stub.json(
                        200,
                        Map.of(
                                "whole",
                                false,
                                "events",
                                17,
                                "problem",
                                "a gap",
                                "chain",
                                1,
                                "sequence",
                                9)));

        var ran = shell().run("audit", "verify");

        assertThat(ran.code()).isEqualTo(ExitCode.FAILED);
        assertThat(ran.out()).contains("a gap");
    }

    @Test
    void a_name_that_a_user_and_a_service_account_share_gets_no_right() {
        new World(stub);
        stub.on("GET /api/v1/service-accounts/by-name/alice", shared());

        var ran = shell().run("role", "assign", "--user-id", "alice", "--role-id", "support");

        assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("are both named alice");
        assertThat(stub.asked()).noneMatch(asked -> asked.startsWith("POST"));
    }

    @Test
    void who_may_see_neither_users_nor_accounts_is_not_told_that_there_are_none() {
        new World(stub);
        stub.on(
                "GET /api/v1/users/by-name/eve",
                stub.problem(403, "No", "The permission is missing."));
        stub.on(
                "GET /api/v1/service-accounts/by-name/eve",
                stub.problem(403, "No", "The permission is missing."));

        assertThat(shell().run("role", "list-for-user", "eve").code())
                .isEqualTo(ExitCode.NOT_ALLOWED);

        stub.on(
                "GET /api/v1/service-accounts/by-name/alice",
                stub.problem(403, "No", "The permission is missing."));
        assertThat(shell().run("role", "list-for-user", "alice").code()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void members_that_a_newer_server_adds_are_passed_over() {
        stub.on(
                "GET /api/v1/roles",
                Stub.json(
                        200,
                        Map.of(
                                "items",
                                List.of(
                                        Map.of(
                                                "id",
                                                World.SUPPORT.toString(),
                                                "name",
                                                "support",
                                                "is_protected",
                                                false,
                                                "colour",
                                                "red")),
                                "next",
                                "cursor",
                                "total",
                                77,
                                "pages",
                                9)));

        var ran = shell().run("role", "list");

        assertThat(ran.code()).isEqualTo(ExitCode.DONE);
        assertThat(ran.out()).contains("support");
        assertThat(ran.err())
                .isEqualTo("1 of 77 shown. There are more: --after cursor, or --all.\n");
    }

    private Said shared() {
        return Stub.json(
                200,
                Map.of(
                        "id", World.DEPLOYER.toString(),
                        "name", "alice",
                        "is_active", true,
                        "created_at", "2026-11-01T09:00:00Z",
                        "modified_at", "2026-11-01T09:00:00Z"));
    }

    private Shell shell() {
        return new Shell(home)
                .variable("MADCTL_URL", stub.url())
                .variable("MADCTL_TOKEN", "a-token");
    }
}
