package dev.microauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Signing in, and what is kept of it.
class SignInTest {
    @TempDir Path home;

    private final Stub stub = new Stub();
    private final AtomicInteger spent = new AtomicInteger();

    @BeforeEach
    void answer() {
        new World(stub);
        stub.on("POST /token", this::tokens);
    }

    @AfterEach
    void leave() {
        stub.close();
    }

    /// Each refresh token buys one pair, as a server with a grace of nothing has it.
    private Stub.Said tokens(String form) {
        if (form.contains("refresh_token=refresh-")) {
            int next = spent.incrementAndGet();
            return form.endsWith("refresh-" + (next - 1)) && next < 3
                    ? pair(next)
                    : Stub.json(400, Map.of("error", "invalid_grant"));
        }
        return form.contains("wrong") ? Stub.json(400, Map.of("error", "invalid_grant")) : pair(0);
    }

    private static Stub.Said pair(int number) {
        return Stub.json(
                200,
                Map.of(
                        "access_token",
                        "access-" + number,
                        "token_type",
                        "Bearer",
                        "expires_in",
                        900,
                        "refresh_token",
                        "refresh-" + number));
    }

    @Test
    void without_a_sign_in_nothing_is_asked() {
        var ran = shell().run("user", "list");

        assertThat(ran.code()).isEqualTo(ExitCode.NOT_SIGNED_IN);
        assertThat(ran.err()).contains("nobody is signed in", "mad session login");
        assertThat(stub.asked()).isEmpty();
    }

    @Test
    void a_refused_sign_in_keeps_nothing() {
        assertThat(login("alice\nwrong\n").code()).isEqualTo(ExitCode.NOT_SIGNED_IN);
        assertThat(home.resolve(".config/microauth/tokens.json")).doesNotExist();
    }

    /// Security: L2
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void what_is_kept_is_for_its_owner_alone() throws IOException {
        assertThat(login("alice\npass\n").code()).isEqualTo(ExitCode.DONE);

        var directory = home.resolve(".config/microauth");
        assertThat(mode(directory)).isEqualTo("rwx------");
        for (var file : List.of("tokens.json", "profile.json", "tokens.lock")) {
            assertThat(mode(directory.resolve(file))).as(file).isEqualTo("rw-------");
        }
        try (var files = Files.list(directory)) {
            assertThat(files).as("no file is left over").hasSize(3);
        }

        Files.setPosixFilePermissions(
                directory.resolve("tokens.json"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(shell().run("user", "list").err())
                .contains("warning: ", "can be read by others");
    }

    @Test
    void the_address_of_the_sign_in_is_remembered_with_its_tokens() {
        login("alice\npass\n");
        stub.forget();

        assertThat(shell().run("user", "list").code()).isEqualTo(ExitCode.DONE);
        assertThat(stub.asked()).containsExactly("GET /api/v1/users");

        assertThat(shell().run("--admin-url", "http://localhost:1", "user", "list").code())
                .as("another server gets none of them")
                .isEqualTo(ExitCode.NOT_SIGNED_IN);
    }

    @Test
    void an_access_token_that_is_over_is_renewed_without_a_word() {
        login("alice\npass\n");
        stub.forget();

        var ran = shell().at(Shell.NOW.plus(Duration.ofMinutes(15))).run("user", "list");

        assertThat(ran.code()).isEqualTo(ExitCode.DONE);
        assertThat(ran.err()).isEmpty();
        assertThat(stub.asked())
                .containsExactly(
                        "POST /token grant_type=refresh_token&refresh_token=refresh-0",
                        "GET /api/v1/users");
    }

    @Test
    void a_token_that_the_server_ended_is_renewed_once() {
        login("alice\npass\n");
        stub.on("GET /api/v1/users", stub.problem(401, "Ended", "The token is over."));
        stub.forget();

        var ran = shell().run("user", "list");

        assertThat(ran.code()).isEqualTo(ExitCode.NOT_SIGNED_IN);
        assertThat(stub.asked())
                .containsExactly(
                        "GET /api/v1/users",
                        "POST /token grant_type=refresh_token&refresh_token=refresh-0",
                        "GET /api/v1/users");
    }

    @Test
    void a_sign_in_that_is_over_says_so() {
        login("alice\npass\n");
        var later = Shell.NOW.plus(Duration.ofHours(9));
        for (int i = 1; i < 3; i++) {
            shell().at(later.plus(Duration.ofHours(i))).run("user", "list");
        }

        var ran = shell().at(later.plus(Duration.ofHours(4))).run("user", "list");

        assertThat(ran.code()).isEqualTo(ExitCode.NOT_SIGNED_IN);
        assertThat(ran.err()).contains("is over. Sign in again with mad session login.");
    }

    @Test
    void many_at_once_spend_one_refresh_token() throws Exception {
        login("alice\npass\n");
        var later = Shell.NOW.plus(Duration.ofMinutes(20));
        Callable<ExitCode> call = () -> shell().at(later).run("user", "list").code();

        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var each :
                    threads.invokeAll(List.of(call, call, call, call, call, call, call, call))) {
                assertThat(each.get(60, TimeUnit.SECONDS)).isEqualTo(ExitCode.DONE);
            }
        }

        assertThat(spent).hasValue(1);
    }

    @Test
    void a_server_that_cannot_be_told_is_reported_and_the_tokens_are_gone_all_the_same() {
        login("alice\npass\n");
        stub.on("POST /logout", Stub.Said.nothing(503));

        assertThat(shell().run("session", "logout").code()).isEqualTo(ExitCode.UNAVAILABLE);

        assertThat(shell().run("user", "list").code()).isEqualTo(ExitCode.NOT_SIGNED_IN);
    }

    @Test
    void signing_out_ends_the_session_and_forgets_the_tokens() throws IOException {
        login("alice\npass\n");
        stub.on("POST /logout", Stub.Said.nothing(204));

        assertThat(shell().run("session", "logout").err()).isEqualTo("Signed out.\n");

        assertThat(shell().run("user", "list").code()).isEqualTo(ExitCode.NOT_SIGNED_IN);
        assertThat(Files.readString(home.resolve(".config/microauth/tokens.json")))
                .doesNotContain("access-");
    }

    @Test
    void on_a_terminal_the_password_is_typed_unseen() {
        var ran =
                shell().terminals("ioe")
                        .typedUnseen("typed")
                        .runWith("alice\n", "session", "login", "--admin-url", stub.url());

        assertThat(ran.code()).isEqualTo(ExitCode.DONE);
        assertThat(ran.err()).startsWith("User name: ").doesNotContain("typed");
        assertThat(stub.asked())
                .containsExactly("POST /token grant_type=password&username=alice&password=typed");
    }

    @Test
    void a_token_from_file_or_environment_goes_before_what_is_kept() throws IOException {
        login("alice\npass\n");
        Files.writeString(home.resolve("token"), "from-a-file\n");
        stub.on("GET /api/v1/users", stub.problem(401, "No", "Not that one."));
        stub.forget();

        shell().run("user", "list", "--admin-token-file", home.resolve("token").toString());
        shell().variable("MADCTL_TOKEN", "from-ci").run("user", "list");

        assertThat(stub.asked())
                .as("a token that was given is never renewed in the name of another")
                .containsExactly("GET /api/v1/users", "GET /api/v1/users");
    }

    @Test
    void the_old_token_file_is_read_where_nobody_is_signed_in() throws IOException {
        Files.writeString(home.resolve(".mad_token"), "old-token\n");

        assertThat(shell().variable("MADCTL_URL", stub.url()).run("user", "list").code())
                .isEqualTo(ExitCode.DONE);
    }

    @Test
    void the_directory_can_be_elsewhere() {
        var elsewhere = home.resolve("elsewhere");

        new Shell(home)
                .variable("XDG_CONFIG_HOME", elsewhere.toString())
                .runWith("alice\npass\n", "session", "login", "--admin-url", stub.url());

        assertThat(elsewhere.resolve("microauth/tokens.json")).exists();
        assertThat(home.resolve(".config")).doesNotExist();
    }

    @Test
    void a_damaged_file_is_said_and_mended_by_hand() throws IOException {
        login("alice\npass\n");
        Files.writeString(home.resolve(".config/microauth/tokens.json"), "{");

        var ran = shell().run("user", "list");

        assertThat(ran.code()).isEqualTo(ExitCode.FAILED);
        assertThat(ran.err()).contains("tokens.json is no JSON", "Delete it");
    }

    private Shell.Ran login(String input) {
        return shell().runWith(input, "session", "login", "--admin-url", stub.url());
    }

    private Shell shell() {
        return new Shell(home);
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
