package dev.microauth.server.command;

import dev.microauth.server.settings.Problem;
import dev.microauth.server.settings.SettingsReference;
import dev.microauth.server.settings.Sources;
import dev.microauth.text.Nearest;
import dev.microauth.text.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// Turns the words after `microauthd` into a [Request], through picocli and without annotations.
///
/// Values of settings are taken as text: what they may be is the business of the table of settings.
final class ArgumentParser {

    /// Stands for the value of an option that was given without one; no argument of a process can hold it.
    private static final String NO_VALUE = "\0";

    private static final String DATA = "--data";
    private static final String ANSWERS = "--answers";

    /// Options that say where something is, each with what it names.
    private static final Map<String, String> PLACES = Map.of(DATA, "directory", ANSWERS, "file");

    private final List<Command> commands;
    private final CommandLine root;

    /// What was asked for.
    sealed interface Request {

        /// A page to be shown.
        ///
        /// @param asked whether by `--help`, or for want of a command
        record Help(String page, boolean asked) implements Request {}

        record Version() implements Request {}

        record Unknown(Problem problem) implements Request {}

        record Call(
                Command command,
                Optional<String> data,
                Optional<String> answers,
                List<Sources.Argument> settings,
                Set<String> flags,
                List<Problem> problems)
                implements Request {}
    }

    ArgumentParser(List<Command> commands) {
        this.commands = commands;
        var spec = CommandSpec.create().name("microauthd").addOption(help()).addOption(version());
        for (var command : commands) {
            var parent = spec;
            var words = command.words();
            for (var word : words.subList(0, words.size() - 1)) {
                var at = parent;
                parent =
                        Optional.ofNullable(at.subcommands().get(word))
                                .map(CommandLine::getCommandSpec)
                                .orElseGet(() -> {
                                    var group = CommandSpec.create().addOption(help());
                                    at.addSubcommand(word, group);
                                    return group;
                                });
            }
            parent.addSubcommand(words.getLast(), leaf(command));
        }
        root =
                new CommandLine(spec)
                        .setExpandAtFiles(false)
                        .setInterpolateVariables(false)
                        .setPosixClusteredShortOptionsAllowed(false)
                        .setUnmatchedArgumentsAllowed(true)
                        .setOverwrittenOptionsAllowed(true);
    }

    private static CommandSpec leaf(Command command) {
        var spec = CommandSpec.create().addOption(help());
        command.flags()
                .forEach(flag ->
                        spec.addOption(
                                OptionSpec.builder(flag.option())
                                        .type(boolean.class)
                                        .arity("0")
                                        .build()));
        if (command.takesSettings()) {
            spec.addOption(text(DATA));
            add(spec, SettingsReference.sections());
        }
        if (command.takesAnswers()) {
            spec.addOption(text(ANSWERS));
            add(spec, SettingsReference.answers());
        }
        return spec;
    }

    private static void add(CommandSpec spec, List<SettingsReference.Section> sections) {
        sections.forEach(
                section -> section.rows().forEach(row -> spec.addOption(text(row.option()))));
    }

    private static OptionSpec text(String name) {
        return OptionSpec.builder(name)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("0..1")
                .fallbackValue(NO_VALUE)
                .build();
    }

    private static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .type(boolean.class)
                .arity("0")
                .usageHelp(true)
                .build();
    }

    private static OptionSpec version() {
        return OptionSpec.builder("-V", "--version")
                .type(boolean.class)
                .arity("0")
                .versionHelp(true)
                .build();
    }

    Request parse(List<String> arguments) {
        try {
            return request(root.parseArgs(arguments.toArray(String[]::new)));
        } catch (CommandLine.ParameterException misused) {
            // What is left to picocli to refuse: a value for an option that takes none,
            // `--json=yes`.
            var message = Printable.of(String.valueOf(misused.getMessage()));
            return new Request.Unknown(
                    new Problem("options", message, "Leave the value out, or see --help."));
        }
    }

    private Request request(ParseResult parsed) {
        var result = parsed;
        if (result.isVersionHelpRequested()) {
            return new Request.Version();
        }
        var words = new ArrayList<String>();
        while (result.hasSubcommand() && !result.isUsageHelpRequested()) {
            result = result.subcommand();
            words.add(result.commandSpec().name());
        }
        boolean help = result.isUsageHelpRequested();
        var path = String.join(" ", words);
        var command = commands.stream().filter(one -> one.path().equals(path)).findFirst();
        if (command.isPresent()) {
            return help
                    ? new Request.Help(HelpPage.of(command.get()), true)
                    : call(command.get(), result);
        }
        if (!help && !result.unmatched().isEmpty()) {
            return new Request.Unknown(unknown(path, result.unmatched().getFirst()));
        }
        return new Request.Help(
                words.isEmpty() ? HelpPage.of(commands) : HelpPage.of(path, commands), help);
    }

    private Problem unknown(String path, String word) {
        var prefix = path.isEmpty() ? "" : path + " ";
        var known = commands.stream().map(Command::path).toList();
        return new Problem(
                Printable.of(prefix + word),
                word.startsWith("-") ? "there is no such option" : "there is no such command",
                Nearest.question(prefix + word, known, "See microauthd --help."));
    }

    private static Request call(Command command, ParseResult result) {
        var problems = new ArrayList<>(strangers(command, result));
        var settings = new ArrayList<Sources.Argument>();
        var flags = new TreeSet<String>();
        var places = new HashMap<String, String>();
        for (var option : List.copyOf(new LinkedHashSet<>(result.matchedOptions()))) {
            var name = option.longestName();
            if (!option.isMultiValue()) {
                flags.add(name);
                continue;
            }
            var values =
                    Objects.requireNonNull(option.<List<?>>getValue()).stream()
                            .map(Object::toString)
                            .toList();
            if (PLACES.containsKey(name)) {
                place(values)
                        .ifPresentOrElse(
                                place -> places.put(name, place),
                                () -> problems.add(misplaced(name)));
            } else {
                for (var value : values) {
                    var given = Optional.of(value).filter(text -> !text.equals(NO_VALUE));
                    settings.add(new Sources.Argument(name, given));
                }
            }
        }
        return new Request.Call(
                command,
                Optional.ofNullable(places.get(DATA)),
                Optional.ofNullable(places.get(ANSWERS)),
                settings,
                flags,
                problems);
    }

    private static Optional<String> place(List<String> values) {
        return values.size() == 1
                ? Optional.of(values.getFirst())
                        .filter(text -> !text.isEmpty() && !text.equals(NO_VALUE))
                : Optional.empty();
    }

    private static Problem misplaced(String name) {
        return new Problem(name, "names not exactly one " + PLACES.get(name), "Give one.");
    }

    /// Options that do not exist, each with the word behind it that was meant as its value, and words too many.
    private static List<Problem> strangers(Command command, ParseResult result) {
        var known = result.commandSpec().options().stream().map(OptionSpec::longestName).toList();
        var problems = new ArrayList<Problem>();
        boolean valueExpected = false;
        for (var word : result.unmatched()) {
            if (word.startsWith("-")) {
                int equals = word.indexOf('=');
                var name = equals < 0 ? word : word.substring(0, equals);
                valueExpected = equals < 0;
                problems.add(
                        new Problem(
                                Printable.of(name),
                                "there is no such option",
                                Nearest.question(
                                        name,
                                        known,
                                        "See microauthd " + command.path() + " --help.")));
            } else if (valueExpected) {
                valueExpected = false;
            } else {
                problems.add(
                        new Problem(
                                "-- " + Printable.of(word),
                                "is one word too many",
                                "See microauthd " + command.path() + " --help."));
            }
        }
        return problems;
    }
}
