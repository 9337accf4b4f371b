package dev.microauth.server.command;

import dev.microauth.server.settings.Nearest;
import dev.microauth.server.settings.Problem;
import dev.microauth.server.settings.SettingsReference;
import dev.microauth.server.settings.Sources;
import dev.microauth.web.http.Printable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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
            SettingsReference.sections()
                    .forEach(section ->
                            section.rows().forEach(row -> spec.addOption(text(row.option()))));
        }
        return spec;
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
        var directories = new ArrayList<String>();
        for (var option : List.copyOf(new LinkedHashSet<>(result.matchedOptions()))) {
            if (!option.isMultiValue()) {
                flags.add(option.longestName());
                continue;
            }
            for (Object value : Objects.requireNonNull(option.<List<?>>getValue())) {
                var given = Optional.of(value.toString()).filter(text -> !text.equals(NO_VALUE));
                if (option.longestName().equals(DATA)) {
                    given.filter(text -> !text.isEmpty()).ifPresent(directories::add);
                    if (directories.size() != 1) {
                        problems.add(
                                new Problem(DATA, "names not exactly one directory", "Give one."));
                    }
                } else {
                    settings.add(new Sources.Argument(option.longestName(), given));
                }
            }
        }
        return new Request.Call(
                command, directories.stream().findFirst(), settings, flags, problems);
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
