package dev.microauth.cli.line;

import dev.microauth.text.Nearest;
import dev.microauth.text.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Turns the words after `mad` into a [Request]. Options may stand before, between and behind the command's words.
public final class LineReader {
    private final CommandSet commands;

    public LineReader(CommandSet commands) {
        this.commands = commands;
    }

    /// What was asked for.
    public sealed interface Request {

        /// A page to be shown.
        ///
        /// @param asked whether by `--help`, or for want of a command
        record Help(String page, boolean asked) implements Request {}

        record Version() implements Request {}

        /// Something that cannot be understood: every reason, each a sentence or two.
        record Misuse(List<String> problems) implements Request {}

        record Call(Line line) implements Request {}
    }

    /// What has been read so far.
    private static final class Reading {
        final List<String> words = new ArrayList<>();
        final Map<String, List<String>> given = new LinkedHashMap<>();
        final List<String> strangers = new ArrayList<>();
        final List<String> problems = new ArrayList<>();
        boolean help;
        boolean version;
    }

    public Request read(List<String> arguments) {
        var reading = new Reading();
        split(arguments, reading);
        if (!reading.words.isEmpty() && reading.words.getFirst().equals("help")) {
            reading.words.removeFirst();
            reading.help = true;
        }
        if (reading.version && reading.words.isEmpty()) {
            return new Request.Version();
        }
        var command = commands.beginning(reading.words);
        if (command.isEmpty()) {
            return withoutCommand(reading);
        }
        if (reading.help) {
            return new Request.Help(HelpPage.of(command.get()), true);
        }
        return call(command.get(), reading);
    }

    /// Tells options from words. Which options take a value is the same in every command.
    private void split(List<String> arguments, Reading reading) {
        boolean options = true;
        for (int i = 0; i < arguments.size(); i++) {
            var argument = arguments.get(i);
            if (!options || !argument.startsWith("-") || argument.equals("-")) {
                reading.words.add(argument);
            } else if (argument.equals("--")) {
                options = false;
            } else if (argument.equals("-h") || argument.equals("--help")) {
                reading.help = true;
            } else if (argument.equals("-V") || argument.equals("--version")) {
                reading.version = true;
            } else {
                var next =
                        Optional.of(i + 1).filter(at -> at < arguments.size()).map(arguments::get);
                i += option(argument, next, reading);
            }
        }
    }

    /// Takes one option, and returns how many words behind it belonged to it.
    private int option(String argument, Optional<String> next, Reading reading) {
        int equals = argument.indexOf('=');
        var name = equals < 0 ? argument : argument.substring(0, equals);
        var option = commands.option(name);
        if (option.isEmpty()) {
            reading.strangers.add(name);
            // The word behind it was meant as its value, unless it is an option or a command.
            return equals < 0 && next.filter(this::isPlainWord).isPresent() ? 1 : 0;
        }
        if (!option.get().takesValue()) {
            if (equals >= 0) {
                reading.problems.add(name + " takes no value. Leave it out.");
            }
            put(reading, name, "");
            return 0;
        }
        if (equals >= 0) {
            put(reading, name, argument.substring(equals + 1));
            return 0;
        }
        if (next.isEmpty() || commands.option(next.get()).isPresent()) {
            reading.problems.add(
                    name + " needs a value. Write " + name + " " + option.get().label() + ".");
            return 0;
        }
        put(reading, name, next.get());
        return 1;
    }

    private boolean isPlainWord(String word) {
        return !word.startsWith("-") && !commands.isWord(word);
    }

    private static void put(Reading reading, String name, String value) {
        reading.given.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }

    private Request withoutCommand(Reading reading) {
        var path = new ArrayList<String>();
        for (var word : reading.words) {
            path.add(word);
            if (!commands.isPrefix(path)) {
                var typed = String.join(" ", path);
                return new Request.Misuse(
                        List.of(
                                Printable.of(typed)
                                        + ": there is no such command. "
                                        + commands.suggestion(reading.words)));
            }
        }
        if (path.isEmpty() && !reading.strangers.isEmpty() && !reading.help) {
            return new Request.Misuse(
                    List.of(stranger(reading.strangers.getFirst(), SharedOptions.ALL, "")));
        }
        var page =
                path.isEmpty()
                        ? HelpPage.overview(commands)
                        : HelpPage.group(String.join(" ", path), commands);
        return new Request.Help(page, reading.help);
    }

    private Request call(Command command, Reading reading) {
        var problems = new ArrayList<>(reading.problems);
        var known = new HashMap<String, Option>();
        command.all().forEach(option -> known.put(option.name(), option));
        Stream.concat(reading.strangers.stream(), reading.given.keySet().stream())
                .filter(name -> !known.containsKey(name))
                .forEach(name -> problems.add(stranger(name, command.all(), command.path())));
        int length = command.path().split(" ", -1).length;
        assign(command, reading.words.subList(length, reading.words.size()), reading, problems);
        reading.given.forEach((name, values) ->
                Optional.ofNullable(known.get(name))
                        .ifPresent(option -> check(option, values, problems)));
        command.own().stream()
                .filter(option -> option.required() && !reading.given.containsKey(option.name()))
                .filter(option ->
                        problems.stream().noneMatch(line -> line.startsWith(option.name() + " ")))
                .forEach(option ->
                        problems.add(option.name() + " " + option.label() + " is needed."));
        if (problems.isEmpty()) {
            return new Request.Call(new Line(command, reading.given));
        }
        problems.add("See mad " + command.path() + " --help.");
        return new Request.Misuse(problems);
    }

    /// Gives the bare words to the options that take them, each to the first that has nothing yet.
    private static void assign(
            Command command, List<String> bare, Reading reading, List<String> problems) {
        for (var word : bare) {
            var taker =
                    command.words().stream()
                            .filter(option ->
                                    option.form() == Option.Form.REPEATED
                                            || !reading.given.containsKey(option.name()))
                            .findFirst();
            if (taker.isPresent()) {
                put(reading, taker.get().name(), word);
            } else {
                problems.add(Printable.of(word) + " is one word too many.");
            }
        }
    }

    private static void check(Option option, List<String> values, List<String> problems) {
        if (option.form() == Option.Form.VALUE && values.size() > 1) {
            problems.add(option.name() + " is given more than once. Give it once.");
        }
        if (!option.choices().isEmpty()) {
            values.stream()
                    .filter(value -> !option.choices().contains(value))
                    .forEach(value ->
                            problems.add(
                                    option.name()
                                            + " cannot be "
                                            + Printable.of(value)
                                            + ". It is one of "
                                            + String.join(", ", option.choices())
                                            + "."));
        }
    }

    private static String stranger(String name, List<Option> known, String path) {
        var names = known.stream().map(Option::name).toList();
        var otherwise = path.isEmpty() ? "See mad --help." : "";
        return (Printable.of(name)
                        + ": there is no such option"
                        + (path.isEmpty() ? "" : " of mad " + path)
                        + ". "
                        + Nearest.question(name, names, otherwise))
                .strip();
    }
}
