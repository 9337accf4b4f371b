package dev.microauth.server.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The settings of a new installation while they are being put together: what was said, and what was answered
/// since. An answer counts as if it had been an option, so that every check is the one of the table.
public final class Draft {

    private static final SettingsTable TABLE = SettingsTable.ofInstallation();

    private final Sources sources;
    private final Reading reading;

    private Draft(Sources sources) {
        this.sources = sources;
        this.reading = SourcesReader.read(TABLE, sources);
    }

    public static Draft of(Sources sources) {
        return new Draft(sources);
    }

    /// Everything that can be asked, in the order in which people read it.
    public List<Question> questions() {
        return TABLE.rows().stream().map(this::question).toList();
    }

    /// One of them, by the name of its setting.
    public Question question(String name) {
        return question(
                TABLE.find(name)
                        .orElseThrow(() -> new IllegalArgumentException("no setting " + name)));
    }

    private Question question(Setting<?> row) {
        var value = reading.of(row);
        boolean said = !(value.origin() instanceof Origin.Default);
        return new Question(
                row.name(),
                row.group().heading(),
                row.sentence(),
                row.kind().accepts(),
                said ? value.text() : row.fallback().shown(),
                said,
                AnswerRows.all().contains(row),
                row.kind().form() == Kind.Form.FLAG);
    }

    /// The same with an answer, which may turn out to be a problem.
    public Draft with(String name, String text) {
        var arguments = others(name);
        arguments.add(new Sources.Argument("--" + name, Optional.of(text)));
        return new Draft(sources.with(arguments));
    }

    /// The same without an answer.
    public Draft without(String name) {
        return new Draft(sources.with(others(name)));
    }

    private List<Sources.Argument> others(String name) {
        var arguments = new ArrayList<>(sources.arguments());
        arguments.removeIf(argument -> argument.option().equals("--" + name));
        return arguments;
    }

    /// Where relative paths begin.
    public Path workingDirectory() {
        return sources.workingDirectory();
    }

    /// Values that cannot be taken, and names that do not exist.
    public List<Problem> problems() {
        return reading.problems();
    }

    /// Values that do not go together.
    public List<Problem> conflicts() {
        return Stream.concat(
                        CrossChecks.of(reading).stream(), FirstClient.conflict(reading).stream())
                .toList();
    }

    /// What should be looked at and stops nothing.
    public List<Problem> warnings() {
        var warnings = new ArrayList<>(reading.warnings());
        warnings.addAll(SettingsReader.unsafe(reading));
        return List.copyOf(warnings);
    }

    /// The settings that a problem names, its own and those of its remedy.
    public List<Question> namedIn(Problem problem) {
        var line = problem.line().replace("--", "");
        return TABLE.rows().stream()
                .filter(row -> isNamed(row.name(), line) || isNamed(row.variable(), line))
                .map(this::question)
                .toList();
    }

    private static boolean isNamed(String name, String line) {
        return Pattern.compile("(?<![A-Za-z0-9_-])" + Pattern.quote(name) + "(?![A-Za-z0-9_-])")
                .matcher(line)
                .find();
    }

    /// The settings, once there is neither a problem nor a conflict.
    public Settings settings() {
        return SettingsReader.settings(reading);
    }

    /// What is made at the beginning.
    public Answers answers() {
        var administrator = reading.of(AnswerRows.ADMIN_USERNAME);
        return new Answers(
                administrator.value().map(_ -> administrator.text()),
                reading.get(AnswerRows.ADMIN_EMAIL),
                reading.get(AnswerRows.ADMIN_PASSWORD_FILE),
                reading.get(AnswerRows.FIRST_CLIENT),
                FirstClient.grants(reading),
                FirstClient.scopes(reading),
                reading.get(AnswerRows.FIRST_CLIENT_REDIRECT_URI));
    }

    /// The settings that were answered otherwise than their default, as a commented `mad.toml`.
    public String file() {
        return AnsweredFile.of(reading);
    }

    /// How many settings that file holds.
    public int answered() {
        return AnsweredFile.rows(reading).size();
    }
}
