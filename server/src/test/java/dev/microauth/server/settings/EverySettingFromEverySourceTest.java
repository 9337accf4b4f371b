package dev.microauth.server.settings;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Trap: 9
class EverySettingFromEverySourceTest {

    /// Three values for each row, none of them its default: for the file, the environment and the command line.
    static final Map<String, List<String>> VALUES =
            Map.ofEntries(
                    entry("auth-address", List.of("127.0.0.2", "::1", "127.0.0.3")),
                    entry("auth-port", List.of("0", "1", "65535")),
                    entry("issuer", urls("login")),
                    entry("tls-certificate", List.of("/a.pem", "/b.pem", "/c.pem")),
                    entry("tls-key", List.of("/a.key", "/b.key", "/c.key")),
                    entry("serve-public-auth-files", List.of("true", "false", "true")),
                    entry("admin-address", List.of("127.0.0.2", "::1", "127.0.0.3")),
                    entry("admin-port", List.of("0", "1", "65535")),
                    entry("admin-issuer", urls("admin")),
                    entry("admin-tls-certificate", List.of("/a.pem", "/b.pem", "/c.pem")),
                    entry("admin-tls-key", List.of("/a.key", "/b.key", "/c.key")),
                    entry("require-admin-mfa", List.of("true", "false", "true")),
                    entry(
                            "trusted-proxies",
                            List.of("10.0.0.0/8,fd00::/8", "192.0.2.1", "2001:db8::/32")),
                    entry("max-connections", List.of("16", "17", "65536")),
                    entry("rate-limit", List.of("60/1m", "1/1s", "1000000/1d")),
                    entry("outbound-allow", List.of("rp.internal,10.1.2.3", "::1", "one.test")),
                    entry("danger-plain-http", List.of("true", "false", "true")),
                    entry("access-token-lifetime", List.of("90s", "1h", "24h")),
                    entry("admin-token-lifetime", List.of("90s", "1h", "24h")),
                    entry("admin-session-lifetime", List.of("2h", "1h", "7d")),
                    entry("session-idle", List.of("90s", "1h", "7d")),
                    entry("session-lifetime", List.of("8d", "13h", "400d")),
                    entry("refresh-token-idle", List.of("90s", "1h", "400d")),
                    entry("refresh-token-lifetime", List.of("91d", "1h", "400d")),
                    entry("token-rows-kept", List.of("1s", "1h", "400d")),
                    entry("audit-retention", List.of("1d", "30d", "3650d")),
                    entry("password-min-length", List.of("16", "20", "64")),
                    entry("argon2-memory", List.of("46MiB", "65536KiB", "1GiB")),
                    entry("argon2-iterations", List.of("3", "4", "32")),
                    entry("argon2-parallelism", List.of("2", "4", "16")),
                    entry("argon2-concurrency", List.of("63", "64", "1")),
                    entry("passkey-rp-id", List.of("login.example", "a.test", "b.test")),
                    entry("passkey-attestation", List.of("required", "none", "required")),
                    entry("master-key-file", List.of("/a", "/b", "/c")),
                    entry("danger-plaintext-database", List.of("true", "false", "true")),
                    entry("log-level", List.of("error", "warning", "debug")),
                    entry("log-format", List.of("json", "text", "json")));

    /// Rows that say nothing by themselves: what else must be given for them to show in the settings.
    private static final Map<String, String> COMPANIONS =
            Map.of(
                    "tls-certificate", "tls-key",
                    "tls-key", "tls-certificate",
                    "admin-tls-certificate", "admin-tls-key",
                    "admin-tls-key", "admin-tls-certificate",
                    "passkey-rp-id", "issuer");

    @TempDir Path data;

    static Stream<Setting<?>> rows() {
        return SettingsTable.ofMicroauthd().rows().stream();
    }

    @Test
    void no_row_is_left_out_of_this_test() {
        assertThat(VALUES).containsOnlyKeys(SettingsTable.ofMicroauthd().names());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void means_the_same_in_each_source(Setting<?> row) throws Exception {
        for (var text : values(row)) {
            var inFile = read(fromFile(row, text));
            Files.delete(data.resolve("mad.toml"));
            var inEnvironment = read(new Said(data).variable(row.variable(), text));
            var onCommandLine = read(new Said(data).option(row.option(), text));

            assertThat(inFile.problems()).isEmpty();
            assertThat(inEnvironment.problems()).isEmpty();
            assertThat(onCommandLine.problems()).isEmpty();
            assertThat(inEnvironment.get(row)).isEqualTo(inFile.get(row));
            assertThat(onCommandLine.get(row)).isEqualTo(inFile.get(row));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void command_line_beats_environment_beats_file_beats_default(Setting<?> row) {
        var texts = values(row);
        var said = new Said(data);

        assertThat(read(said).of(row).origin()).isEqualTo(new Origin.Default());
        assertThat(read(said).get(row)).isEqualTo(row.fallback().value());

        said.line(SettingsReference.assignment(row, texts.get(0)));
        assertThat(read(said).of(row).origin())
                .isEqualTo(new Origin.File(data.resolve("mad.toml"), 1));
        assertThat(read(said).of(row).text().replace(", ", ",")).isEqualTo(texts.get(0));

        said.variable(row.variable(), texts.get(1));
        assertThat(read(said).of(row).origin()).isEqualTo(new Origin.Environment(row.variable()));
        assertThat(read(said).of(row).text()).isEqualTo(texts.get(1));

        said.option(row.option(), texts.get(2));
        assertThat(read(said).of(row).origin()).isEqualTo(new Origin.CommandLine(row.option()));
        assertThat(read(said).of(row).text()).isEqualTo(texts.get(2));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void a_bad_value_is_refused_in_each_source_and_named_with_its_place(Setting<?> row) {
        var bad = "\u0001 nonsense";
        var said =
                new Said(data)
                        .line("# a remark")
                        .line(row.name() + " = \"\\u0001 nonsense\"")
                        .variable(row.variable(), bad)
                        .option(row.option(), bad);

        var problems = SourcesReader.read(SettingsTable.ofMicroauthd(), said.sources()).problems();

        if (row.kind().label().equals("FILE")) {
            assertThat(problems).as("a path may hold anything").isEmpty();
            return;
        }
        assertThat(problems)
                .extracting(Problem::where)
                .containsExactly(row.option(), row.variable(), data.resolve("mad.toml") + ":2");
        assertThat(problems)
                .allSatisfy(problem -> {
                    assertThat(problem.what()).contains("\"\\u0001 nonsense\" ");
                    assertThat(problem.remedy()).endsWith(".");
                });
    }

    @ParameterizedTest
    @MethodSource("rows")
    void reaches_the_settings(Setting<?> row) throws Exception {
        if (row.equals(Rows.DANGER_PLAIN_HTTP)) {
            assertThat(new Said(data).option("--auth-address", "0.0.0.0").problems()).hasSize(1);
            assertThat(
                            new Said(data)
                                    .option("--auth-address", "0.0.0.0")
                                    .option("--danger-plain-http")
                                    .problems())
                    .isEmpty();
            return;
        }
        var said = new Said(data).option(row.option(), existing(row, values(row).getFirst()));
        var companion = COMPANIONS.get(row.name());
        if (companion != null) {
            said.option(
                    "--" + companion,
                    companion.equals("issuer")
                            ? urls("login").getFirst()
                            : existing(row, "/companion"));
        }
        assertThat(said.accepted().showing(List.of()))
                .isNotEqualTo(new Said(data).accepted().showing(List.of()));
    }

    private String existing(Setting<?> row, String text) throws Exception {
        if (!row.name().contains("tls-")) {
            return text;
        }
        var file = data.resolve(text.substring(1));
        Files.writeString(file, "PEM");
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        return file.toString();
    }

    private Said fromFile(Setting<?> row, String text) {
        return new Said(data).line(SettingsReference.assignment(row, text));
    }

    private static Reading read(Said said) {
        return SourcesReader.read(SettingsTable.ofMicroauthd(), said.sources());
    }

    private static List<String> values(Setting<?> row) {
        return VALUES.getOrDefault(row.name(), List.of());
    }

    private static List<String> urls(String host) {
        return Stream.of("a", "b", "c")
                .map(path -> "https://" + host + ".example/" + path)
                .toList();
    }
}
