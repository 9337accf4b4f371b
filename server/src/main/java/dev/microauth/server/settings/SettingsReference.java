package dev.microauth.server.settings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The table of settings as people read it: help, reference page, sample file.
public final class SettingsReference {

    private static final SettingsTable TABLE = SettingsTable.ofMicroauthd();

    private SettingsReference() {}

    /// Settings under one heading.
    public record Section(String heading, List<Row> rows) {
        public Section {
            rows = List.copyOf(rows);
        }
    }

    /// One setting.
    ///
    /// @param label stands for the value; empty for a flag
    /// @param fallback what holds when nothing was said, in words
    public record Row(
            String option,
            String variable,
            String label,
            String accepts,
            String fallback,
            String sentence) {}

    /// All settings in the order of the table.
    public static List<Section> sections() {
        return sections(TABLE);
    }

    /// What a new installation is asked for beside its settings.
    public static List<Section> answers() {
        return sections(new SettingsTable(AnswerRows.all(), Map.of()));
    }

    private static List<Section> sections(SettingsTable table) {
        return table.groups().stream()
                .map(group ->
                        new Section(
                                group.heading(),
                                table.of(group).stream().map(SettingsReference::row).toList()))
                .toList();
    }

    /// The reference page, in Markdown.
    public static String markdown() {
        var page = new StringBuilder(PREAMBLE);
        for (var group : TABLE.groups()) {
            page.append("\n## ").append(group.heading()).append('\n');
            TABLE.of(group).forEach(row -> entry(page, row));
        }
        return page.toString();
    }

    /// A `mad.toml` in which every setting stands as a remark.
    public static String sampleFile() {
        var file = new StringBuilder(SAMPLE_PREAMBLE);
        for (var group : TABLE.groups()) {
            file.append("\n# ---- ").append(group.heading()).append('\n');
            TABLE.of(group).forEach(row -> sample(file, row));
        }
        return file.toString();
    }

    private static Row row(Setting<?> setting) {
        return new Row(
                setting.option(),
                setting.variable(),
                setting.kind().label(),
                setting.kind().accepts(),
                setting.fallback().shown(),
                setting.sentence());
    }

    private static void entry(StringBuilder page, Setting<?> setting) {
        page.append("\n### `").append(setting.name()).append("`\n\n");
        page.append(setting.sentence()).append("\n\n");
        page.append("- Takes ").append(setting.kind().accepts()).append(".\n");
        page.append("- Default: ")
                .append(setting.fallback().shown().replace("<", "&lt;"))
                .append('\n');
        page.append("- Environment: `").append(setting.variable()).append('`');
        if (setting.secret()) {
            page.append(", or the name of a file that holds it in `")
                    .append(setting.fileVariable())
                    .append('`');
        }
        page.append('\n');
    }

    private static void sample(StringBuilder file, Setting<?> setting) {
        file.append("\n# ").append(setting.sentence()).append('\n');
        file.append("# Takes ").append(setting.kind().accepts()).append(".\n");
        file.append("# Default: ").append(setting.fallback().shown()).append('\n');
        file.append("# ").append(assignment(setting, setting.fallback().sample())).append('\n');
    }

    /// A line of the settings file that gives the setting this value.
    static String assignment(Setting<?> setting, String text) {
        return String.format(
                Locale.ROOT,
                "%s = %s",
                setting.name(),
                switch (setting.kind().form()) {
                    case NUMBER, FLAG -> text;
                    case TEXT -> quoted(text);
                    case LIST ->
                            Stream.of(text.split(",", -1))
                                    .map(part -> quoted(part.strip()))
                                    .collect(Collectors.joining(", ", "[", "]"));
                });
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' || c == '"') {
                quoted.append('\\').append(c);
            } else if (Character.isISOControl(c)) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    private static final String PREAMBLE =
            """
            # Settings

            This page is generated from the table that microauthd itself reads; `microauthd config reference` prints it.

            A setting is given in one of three places. The first one that has it wins:

            1. the command line: `--auth-port 9040`
            2. the environment: `MAD_AUTH_PORT=9040`; an empty variable counts as not set
            3. the file `mad.toml` in the data directory: `auth-port = 9040`, one setting a line, without tables

            The data directory is no setting but the place of them: `--data DIR`, else `MAD_DATA`, else `./microauth-data`.

            Relative paths are meant from the working directory on the command line and in the environment, and from the data
            directory in the file. Times and sizes carry their unit: `90s`, `10m`, `12h`, `7d`; `19MiB`. An issuer is written in
            one form only, because applications compare it letter by letter: lower case, no default port, no slash at the end.

            Every value is checked before anything starts, the overridden ones too, and all problems are reported at once. A name
            that does not exist is refused on the command line and in the file, and warned of in the environment. What begins
            with `danger-` gives up a protection; do not use it where it matters.

            `microauthd config show` prints what holds and where it came from, `microauthd config check` what is wrong and what
            to do, `microauthd config reference --toml` a file to begin with.
            """;

    private static final String SAMPLE_PREAMBLE =
            """
            # mad.toml: settings of microauthd. It belongs in the data directory.
            # What stands here is beaten by the environment (MAD_AUTH_PORT) and by the command line (--auth-port).
            """;
}
