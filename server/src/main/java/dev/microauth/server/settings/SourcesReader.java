package dev.microauth.server.settings;

import dev.microauth.text.Nearest;
import dev.microauth.text.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads what all sources say about the rows of one table.
///
/// The command line beats the environment, which beats the file. Every value is checked, the beaten ones too.
final class SourcesReader {

    private static final String LIST_OF_ALL = "`microauthd config reference` lists all settings.";

    private final SettingsTable table;
    private final Sources sources;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private final List<String> unsound = new ArrayList<>();

    /// What was said, by name of the row, the strongest source first.
    private final Map<String, List<Said>> said = new HashMap<>();

    /// @param list whether it came as a list, which only some rows take
    private record Said(String text, boolean list, Origin origin, Path base) {}

    private SourcesReader(SettingsTable table, Sources sources) {
        this.table = table;
        this.sources = sources;
    }

    static Reading read(SettingsTable table, Sources sources) {
        var reader = new SourcesReader(table, sources);
        reader.commandLine();
        reader.environment();
        sources.file().ifPresent(reader::file);
        var values = new HashMap<String, Reading.Value<?>>();
        table.rows().forEach(row -> values.put(row.name(), reader.value(row)));
        return new Reading(values, reader.unsound, reader.problems, reader.warnings);
    }

    private void commandLine() {
        for (var argument : sources.arguments()) {
            var name = argument.option().replaceFirst("^--", "");
            var row = table.find(name);
            if (row.isEmpty()) {
                problems.add(unknown(argument.option(), "", name, "there is no such option", "--"));
                continue;
            }
            var text = argument.value().or(() -> alone(row.get()));
            if (text.isEmpty()) {
                problems.add(
                        new Problem(
                                argument.option(),
                                "has no value",
                                "Give " + row.get().kind().accepts() + "."));
                continue;
            }
            var origin = new Origin.CommandLine(row.get().option());
            say(row.get(), new Said(text.get(), false, origin, sources.workingDirectory()));
        }
    }

    /// An option that is a flag means `true` by itself.
    private static Optional<String> alone(Setting<?> row) {
        return row.kind().form() == Kind.Form.FLAG ? Optional.of("true") : Optional.empty();
    }

    private void environment() {
        var variables = new HashMap<String, Setting<?>>();
        for (var row : table.rows()) {
            variables.put(row.variable(), row);
            if (row.secret()) {
                variables.put(row.fileVariable(), row);
            }
        }
        new TreeMap<>(sources.environment())
                .forEach((variable, text) -> {
                    var row = variables.get(variable);
                    if (row != null && !text.isEmpty()) {
                        variable(row, variable, text);
                    } else if (row == null && isUnknown(variable)) {
                        warnings.add(
                                unknown(
                                        Printable.of(variable),
                                        "",
                                        nameOf(variable),
                                        "there is no such setting, it is ignored",
                                        "MAD_"));
                    }
                });
    }

    private boolean isUnknown(String variable) {
        return variable.startsWith("MAD_") && !table.variables().contains(variable);
    }

    private static String nameOf(String variable) {
        return variable.substring("MAD_".length()).toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void variable(Setting<?> row, String variable, String text) {
        var origin = new Origin.Environment(variable);
        if (variable.equals(row.variable())) {
            say(row, new Said(text, false, origin, sources.workingDirectory()));
            return;
        }
        secretIn(sources.workingDirectory().resolve(text), variable)
                .ifPresentOrElse(
                        secret ->
                                say(
                                        row,
                                        new Said(
                                                secret, false, origin, sources.workingDirectory())),
                        () -> unsound.add(row.name()));
    }

    private Optional<String> secretIn(Path file, String variable) {
        try {
            var open = Exposure.of(file);
            if (open.isPresent()) {
                problems.add(
                        new Problem(
                                variable, file + " " + open.get(), "Run chmod 600 " + file + "."));
                return Optional.empty();
            }
            return Optional.of(Files.readString(file).replaceFirst("\\R\\z", ""));
        } catch (IOException unreadable) {
            problems.add(
                    new Problem(
                            variable,
                            file + " cannot be read",
                            "Name a file that the user who runs microauthd can read."));
            return Optional.empty();
        }
    }

    private void file(Path file) {
        var contents = SettingsFile.read(file);
        var base = file.toAbsolutePath().resolveSibling("").normalize();
        problems.addAll(contents.problems());
        boolean holdsSecret = false;
        for (var entry : contents.entries()) {
            var row = table.find(entry.name());
            if (row.isEmpty()) {
                problems.add(
                        unknown(
                                entry.origin().toString(),
                                Printable.of(entry.name()) + ": ",
                                entry.name(),
                                "there is no such setting",
                                ""));
                continue;
            }
            holdsSecret |= row.get().secret();
            say(row.get(), new Said(entry.text(), entry.list(), entry.origin(), base));
        }
        if (holdsSecret) {
            refuseExposed(file);
        }
    }

    private void refuseExposed(Path file) {
        try {
            Exposure.of(file)
                    .ifPresent(what ->
                            problems.add(
                                    new Problem(
                                            file.toString(), what, "Run chmod 600 " + file + ".")));
        } catch (IOException unreadable) {
            problems.add(
                    new Problem(
                            file.toString(),
                            "holds a secret and does not show its permissions",
                            "Keep it on a file system that has them."));
        }
    }

    private Problem unknown(String where, String prefix, String name, String what, String form) {
        var instead = table.retired().get(name);
        if (instead != null) {
            return new Problem(where, prefix + "this setting is retired", instead);
        }
        var question =
                switch (form) {
                    case "MAD_" -> Nearest.question(where, table.variables(), LIST_OF_ALL);
                    case "--" ->
                            Nearest.question(
                                    where,
                                    table.names().stream().map(known -> "--" + known).toList(),
                                    LIST_OF_ALL);
                    default -> Nearest.question(name, table.names(), LIST_OF_ALL);
                };
        return new Problem(where, prefix + what, question);
    }

    private void say(Setting<?> row, Said one) {
        var all = said.computeIfAbsent(row.name(), name -> new ArrayList<>());
        boolean again =
                !all.isEmpty() && all.getLast().origin().getClass() == one.origin().getClass();
        if (again) {
            problems.add(
                    new Problem(
                            one.origin().toString(),
                            "was given twice, or beside its other form",
                            "Give it once."));
            unsound.add(row.name());
        } else {
            all.add(one);
        }
    }

    private <T> Reading.Value<T> value(Setting<T> row) {
        var fallback =
                new Reading.Value<>(
                        row, row.fallback().value(), row.fallback().shown(), new Origin.Default());
        return said.getOrDefault(row.name(), List.of()).stream()
                .map(one -> value(row, one))
                .toList() // every source is parsed, not only the one that wins
                .stream()
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(fallback);
    }

    private <T> Optional<Reading.Value<T>> value(Setting<T> row, Said one) {
        boolean misplacedList = one.list() && row.kind().form() != Kind.Form.LIST;
        Parsed<T> parsed =
                misplacedList
                        ? Parsed.bad("is a list", "Give " + row.kind().accepts() + ".")
                        : row.kind().parse(one.text(), one.base());
        return switch (parsed) {
            case Parsed.Good<T>(var value) ->
                    Optional.of(new Reading.Value<>(row, value, one.text(), one.origin()));
            case Parsed.Bad<T>(var what, var remedy) -> {
                var name = one.origin() instanceof Origin.File ? row.name() + ": " : "";
                var shown = row.secret() ? "the value" : Printable.quoted(one.text());
                problems.add(
                        new Problem(one.origin().toString(), name + shown + " " + what, remedy));
                unsound.add(row.name());
                yield Optional.empty();
            }
        };
    }
}
