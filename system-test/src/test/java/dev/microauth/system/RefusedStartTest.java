package dev.microauth.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Everything for which microauthd does not start: one line that says what and what to do, exit code 1,
/// and nothing changed.
@Tag("system")
class RefusedStartTest {
    @TempDir static Path once;

    @TempDir Path temporary;

    private final Ports ports = Ports.free();
    private Path data;

    @BeforeAll
    static void make_an_installation() {
        try (var daemon = Microauthd.quickstart(once.resolve("data"), Ports.free())) {
            daemon.terminate();
        }
    }

    @BeforeEach
    void copy_it() throws IOException {
        data = temporary.resolve("data");
        Listing.copy(once.resolve("data"), data);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_port_in_use_is_named(boolean authPort) throws IOException {
        int port = authPort ? ports.auth() : ports.admin();
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            var line = refusal(serve());
            assertThat(line).contains(String.valueOf(port)).contains("in use");
        }
        starts();
    }

    /// Security: I5
    /// Trap: 16
    @Test
    void a_wrong_master_key_opens_nothing() throws IOException {
        secret("master.key", "0123456789abcdef".repeat(4));
        untouched("master.key", serve());
        untouched("master.key", audit());
    }

    /// Security: M
    @Test
    void a_master_key_that_is_none_is_named() throws IOException {
        secret("master.key", "hunter2");
        assertThat(untouched("master.key", serve())).doesNotContain("hunter2");
    }

    /// Security: M, L2
    @Test
    void a_master_key_that_others_may_read_is_refused() throws IOException {
        mode("master.key", "rw-r-----");
        assertThat(untouched("master.key", serve())).contains("chmod 600");
    }

    /// Security: L3
    @Test
    void a_directory_that_others_may_enter_is_refused() throws IOException {
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-x---"));
        assertThat(untouched(data.toString(), serve())).contains("chmod 700");
    }

    /// Security: I5
    @Test
    void a_missing_key_is_asked_for_and_never_made_anew() throws IOException {
        for (String key : new String[] {"master.key", "database.key"}) {
            Path away = temporary.resolve(key);
            Files.move(data.resolve(key), away);
            untouched(key, serve());
            untouched(key, quickstart());
            Files.move(away, data.resolve(key));
        }
        starts();
    }

    @Test
    void a_directory_without_a_database_is_not_served() throws IOException {
        Path empty = Files.createDirectory(temporary.resolve("empty"));
        var line = refusal(launch("serve", empty));
        assertThat(line).contains("quickstart");
        assertThat(empty).isEmptyDirectory();
        assertThat(refusal(launch("serve", temporary.resolve("nowhere")))).contains("nowhere");
        assertThat(temporary.resolve("nowhere")).doesNotExist();
    }

    /// Security: I1
    @ParameterizedTest
    @ValueSource(strings = {"serve", "quickstart"})
    void a_second_process_is_turned_away_and_the_first_serves_on(String verb) throws IOException {
        try (var daemon = Microauthd.serve(data, ports)) {
            var second = Ports.free();
            var line =
                    refusal(
                            Launch.microauthd(
                                            verb,
                                            "--data",
                                            data.toString(),
                                            "--auth-port",
                                            "" + second.auth(),
                                            "--admin-port",
                                            "" + second.admin())
                                    .run());
            assertThat(line).contains(data.toString()).contains("in use");
            assertThat(daemon.http().get(ports.issuer() + "/health/ready").status()).isEqualTo(200);
            var audit = audit();
            assertThat(audit.code()).as(audit.err()).isZero();
            assertThat(audit.out()).contains("the audit is whole");
            assertThat(daemon.terminate()).isZero();
        }
    }

    /// Security: I2
    /// Trap: 16
    @Test
    void flipped_bytes_in_the_database_are_found() throws IOException {
        Path database = data.resolve("microauth.db");
        try (var file = new RandomAccessFile(database.toFile(), "rw")) {
            long middle = file.length() / 2;
            file.seek(middle);
            byte[] bytes = new byte[16];
            file.readFully(bytes);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] ^= 0x55;
            }
            file.seek(middle);
            file.write(bytes);
        }
        untouched("microauth.db", serve());
        untouched("microauth.db", audit());
    }

    /// Security: I2
    @Test
    void a_truncated_database_is_found() throws IOException {
        Path database = data.resolve("microauth.db");
        try (var file = new RandomAccessFile(database.toFile(), "rw")) {
            file.setLength(file.length() / 2);
        }
        untouched("microauth.db", serve());
    }

    /// Security: I1
    @Test
    void a_database_of_another_program_is_left_alone() throws IOException, SQLException {
        Path database = data.resolve("microauth.db");
        Files.delete(database);
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement()) {
            statement.execute("create table recipes (name text)");
        }
        mode("microauth.db", "rw-------");
        untouched("microauth.db", serve());
        untouched("microauth.db", quickstart());
    }

    /// Security: I1
    @Test
    void a_file_that_is_no_database_is_left_alone() throws IOException {
        byte[] noise = new byte[100_000];
        new Random(7).nextBytes(noise);
        Files.write(data.resolve("microauth.db"), noise);
        untouched("microauth.db", serve());
        untouched("microauth.db", quickstart());
    }

    @Test
    void a_directory_that_belongs_to_somebody_else_is_refused() throws IOException {
        org.junit.jupiter.api.Assumptions.assumeTrue(isRoot(), "only root can become another");
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        var before = Listing.of(data);
        for (String verb : new String[] {"serve", "quickstart"}) {
            var ran =
                    command(verb, data)
                            .under("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
                            .run();
            assertThat(refusal(ran)).contains(data.toString());
        }
        assertThat(Listing.of(data)).isEqualTo(before);
    }

    @Test
    void a_directory_on_a_read_only_disk_is_refused() throws IOException {
        org.junit.jupiter.api.Assumptions.assumeTrue(isRoot(), "only root can mount");
        var before = Listing.of(data);
        String readOnly =
                "mount --bind \"$0\" \"$0\" && mount -o remount,ro,bind \"$0\" && exec \"$@\"";
        for (String verb : new String[] {"serve", "quickstart"}) {
            var ran =
                    command(verb, data)
                            .under("unshare", "-m", "sh", "-c", readOnly, data.toString())
                            .run();
            assertThat(refusal(ran)).contains(data.toString());
        }
        assertThat(Listing.of(data)).isEqualTo(before);
    }

    @Test
    void a_file_in_the_place_of_the_directory_is_refused() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "mine");
        refusal(launch("quickstart", file));
        refusal(launch("serve", file));
        assertThat(file).hasContent("mine");
    }

    /// Security: M
    @Test
    void an_unknown_setting_in_the_file_is_named() throws IOException {
        Files.writeString(data.resolve("mad.toml"), "auth-prot = 9040\n");
        assertThat(untouched("mad.toml", serve())).contains("auth-prot").contains("auth-port");
    }

    /// Security: M
    /// Trap: 9
    @Test
    void several_problems_are_said_at_once() throws IOException {
        Files.writeString(
                data.resolve("mad.toml"),
                "log-level = \"loud\"\naccess-token-lifetime = \"48h\"\nnonsense = 1\n");
        var before = Listing.of(data);
        var ran = command("serve", data).env("MAD_MAX_CONNECTIONS", "many").run();
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.said())
                .hasSize(4)
                .allMatch(line -> line.startsWith("microauthd: "))
                .anyMatch(line -> line.contains("log-level"))
                .anyMatch(line -> line.contains("access-token-lifetime"))
                .anyMatch(line -> line.contains("nonsense"))
                .anyMatch(line -> line.contains("MAD_MAX_CONNECTIONS"));
        assertThat(Listing.of(data)).isEqualTo(before);
    }

    @Test
    void what_is_not_understood_ends_with_2() throws IOException {
        var before = Listing.of(data);
        for (var words :
                new String[][] {
                    {"sevre"},
                    {"serve", "--auth-prot", "1"},
                    {"serve", "--auth-port"},
                    {"serve", "--auth-port", "lots"},
                    {"audit", "verfy"},
                    {"config"},
                    {"serve", "surplus"}
                }) {
            var ran = Launch.microauthd(words).env("MAD_DATA", data.toString()).run();
            assertThat(ran.code()).as(String.join(" ", words)).isEqualTo(2);
            assertThat(ran.out()).isEmpty();
            clean(ran);
        }
        assertThat(Listing.of(data)).isEqualTo(before);
    }

    /// Refused by one line that has this in it, the directory being as before.
    private String untouched(String named, Ran ran) throws IOException {
        var line = refusal(ran);
        assertThat(line).contains(named);
        assertThat(Listing.of(data)).isEqualTo(before());
        return line;
    }

    private java.util.Map<String, String> before = java.util.Map.of();

    private java.util.Map<String, String> before() {
        return before;
    }

    private static String refusal(Ran ran) {
        assertThat(ran.code()).as(ran.err()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.said()).as(ran.err()).hasSize(1);
        clean(ran);
        assertThat(ran.said().getFirst()).startsWith("microauthd: ");
        return ran.said().getFirst();
    }

    private static void clean(Ran ran) {
        assertThat(ran.err())
                .doesNotContain("Exception")
                .doesNotContain("\tat ")
                .doesNotContain("\"level\":\"error\"");
    }

    private Ran serve() throws IOException {
        return launch("serve", data);
    }

    private Ran quickstart() throws IOException {
        return launch("quickstart", data);
    }

    private Ran launch(String verb, Path directory) throws IOException {
        before = Files.isDirectory(directory) ? Listing.of(directory) : java.util.Map.of();
        return command(verb, directory).run();
    }

    private Launch command(String verb, Path directory) {
        return Launch.microauthd(
                verb,
                "--data",
                directory.toString(),
                "--auth-port",
                "" + ports.auth(),
                "--admin-port",
                "" + ports.admin());
    }

    private Ran audit() throws IOException {
        before = Listing.of(data);
        return Launch.microauthd("audit", "verify", "--data", data.toString()).run();
    }

    private void starts() {
        try (var daemon = Microauthd.serve(data, ports)) {
            assertThat(daemon.terminate()).isZero();
        }
    }

    private void secret(String name, String line) throws IOException {
        Files.writeString(data.resolve(name), line + "\n");
    }

    private void mode(String name, String permissions) throws IOException {
        Files.setPosixFilePermissions(
                data.resolve(name), PosixFilePermissions.fromString(permissions));
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }
}
