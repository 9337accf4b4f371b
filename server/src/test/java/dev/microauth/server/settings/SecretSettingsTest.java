package dev.microauth.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Security: L2, M
class SecretSettingsTest {

    private static final Setting<String> SECRET =
            Setting.of(
                            "mail-password",
                            Setting.Group.NETWORK,
                            new Kind<>(
                                    "TEXT",
                                    "a text without spaces",
                                    Kind.Form.TEXT,
                                    (text, base) ->
                                            text.contains(" ")
                                                    ? Parsed.bad("has a space", "Leave it out.")
                                                    : Parsed.good(text)),
                            new Setting.Fallback<>("none", "x", ""),
                            "A secret.")
                    .asSecret();

    private static final SettingsTable TABLE =
            new SettingsTable(
                    List.of(SECRET),
                    Map.of("mail-host", "It is found by itself; remove the line."));

    @TempDir Path data;

    @Test
    void a_secret_in_a_file_that_others_can_read_is_refused() throws IOException {
        var said = new Said(data).line("mail-password = \"tr0ub4dor\"");
        said.sources();
        permit(data.resolve("mad.toml"), "rw-r--r--");
        var reading = SourcesReader.read(TABLE, said.sources());

        assertThat(reading.problems())
                .extracting(Problem::line)
                .containsExactly(
                        data.resolve("mad.toml")
                                + ": holds a secret and is open to other users. Run chmod 600 "
                                + data.resolve("mad.toml")
                                + ".");

        permit(data.resolve("mad.toml"), "rw-------");
        assertThat(SourcesReader.read(TABLE, said.sources()).problems()).isEmpty();
    }

    @Test
    void the_environment_names_a_file_with_the_secret() throws IOException {
        var file = Files.writeString(data.resolve("password"), "tr0ub4dor\n");
        permit(file, "rw-r--r--");
        var said = new Said(data).variable("MAD_MAIL_PASSWORD_FILE", "password");
        assertThat(SourcesReader.read(TABLE, said.sources()).problems())
                .singleElement()
                .extracting(Problem::what)
                .asString()
                .contains("open to other users");

        permit(file, "rw-------");
        assertThat(SourcesReader.read(TABLE, said.sources()).get(SECRET)).isEqualTo("tr0ub4dor");

        said.variable("MAD_MAIL_PASSWORD", "other");
        assertThat(SourcesReader.read(TABLE, said.sources()).problems())
                .singleElement()
                .extracting(Problem::what)
                .asString()
                .contains("beside its other form");
    }

    @Test
    void a_file_that_is_not_there_is_told() {
        var said = new Said(data).variable("MAD_MAIL_PASSWORD_FILE", "nowhere");

        assertThat(SourcesReader.read(TABLE, said.sources()).problems())
                .singleElement()
                .extracting(Problem::what)
                .asString()
                .endsWith("nowhere cannot be read");
    }

    @Test
    void neither_a_problem_nor_the_list_of_settings_shows_a_secret() {
        var bad = SourcesReader.read(TABLE, said("horse battery"));
        assertThat(bad.problems())
                .singleElement()
                .extracting(Problem::line)
                .isEqualTo("MAD_MAIL_PASSWORD: the value has a space. Leave it out.");

        var good = SourcesReader.read(TABLE, said("horsebattery"));
        assertThat(SettingsReader.effective(TABLE, good))
                .containsExactly(
                        new Outcome.Effective(
                                "mail-password",
                                "***",
                                new Origin.Environment("MAD_MAIL_PASSWORD")));
    }

    @Test
    void a_retired_name_is_refused_with_what_to_do_instead() {
        var said = new Said(data).line("mail-host = \"a\"").variable("MAD_MAIL_HOST", "a");
        var reading = SourcesReader.read(TABLE, said.sources());

        assertThat(reading.problems())
                .singleElement()
                .extracting(Problem::line)
                .asString()
                .endsWith(
                        ":1: mail-host: this setting is retired. It is found by itself; remove the line.");
        assertThat(reading.warnings()).hasSize(1);
    }

    @Test
    void two_settings_never_share_a_variable() {
        var clash =
                Setting.of(
                        "mail-password-file",
                        Setting.Group.NETWORK,
                        Kind.flag(),
                        "false",
                        "Another.");

        assertThatThrownBy(() -> new SettingsTable(List.of(SECRET, clash), Map.of()))
                .hasMessageContaining("MAD_MAIL_PASSWORD_FILE");
    }

    private Sources said(String value) {
        return new Said(data).variable("MAD_MAIL_PASSWORD", value).sources();
    }

    private static void permit(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
