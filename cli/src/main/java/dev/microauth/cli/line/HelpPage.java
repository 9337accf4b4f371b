package dev.microauth.cli.line;

import dev.microauth.text.HelpText;
import java.util.List;
import java.util.stream.Collectors;

/// What `--help` prints: eighty columns, plain ASCII.
final class HelpPage {
    private static final int NARROW = 20;
    private static final int WIDE = 30;

    private HelpPage() {}

    /// All groups, and how to begin.
    static String overview(CommandSet commands) {
        var help = new HelpText();
        help.line("mad: administer microauth from the command line");
        help.heading("Usage");
        help.line("  mad GROUP COMMAND [NAME] [OPTION...]");
        var headings = commands.groups().stream().map(Group::heading).distinct().toList();
        for (var heading : headings) {
            help.heading(heading);
            commands.groups().stream()
                    .filter(group -> group.heading().equals(heading))
                    .forEach(group -> help.row(group.name(), group.purpose() + ".", NARROW));
        }
        help.heading("Options, before or behind the command");
        SharedOptions.ALL.forEach(option -> help.row(left(option), option.sentence(), WIDE));
        help.heading("Examples");
        help.line("  mad session login --admin-url http://localhost:9041");
        help.line("  mad user create --username alice --user-email alice@example.com");
        help.line("  mad role assign --user-id alice --role-id MadAuditor");
        help.line("  mad user list --q alice --output json");
        help.line("");
        help.wrapped(
                "An id is taken as well as a name. `mad GROUP --help` lists the commands of a group,"
                        + " `mad GROUP COMMAND --help` explains one.",
                0);
        return help.toString();
    }

    /// The commands that begin with some words: `client`, `client secret`.
    static String group(String prefix, CommandSet commands) {
        var help = new HelpText();
        commands.groups().stream()
                .filter(group -> group.name().equals(prefix))
                .forEach(group -> help.line(group.purpose() + "."));
        help.heading("Usage");
        help.line("  mad " + prefix + " COMMAND [NAME] [OPTION...]");
        help.heading("Commands");
        var below = commands.below(prefix);
        int longest = below.stream().mapToInt(command -> command.path().length()).max().orElse(0);
        below.forEach(command -> help.row(command.path(), command.purpose(), longest + 4));
        var examples = below.stream().flatMap(command -> command.examples().stream().limit(1));
        help.heading("Examples");
        examples.limit(3).forEach(example -> help.line("  " + example));
        help.line("");
        help.wrapped("`mad " + prefix + " COMMAND --help` explains one.", 0);
        return help.toString();
    }

    /// One command.
    static String of(Command command) {
        var help = new HelpText();
        help.line(command.purpose());
        help.heading("Usage");
        help.wrapped("mad " + command.path() + synopsis(command), 2, 6);
        for (var paragraph : command.story()) {
            help.line("");
            help.wrapped(paragraph, 0);
        }
        if (!command.own().isEmpty()) {
            help.heading("Options");
            command.own()
                    .forEach(option -> help.row(left(option), sentence(command, option), WIDE));
        }
        help.heading("Options of every command");
        help.wrapped(
                SharedOptions.ALL.stream().map(HelpPage::left).collect(Collectors.joining(", ")),
                2);
        help.heading("Examples");
        command.examples().forEach(example -> help.line("  " + example));
        return help.toString();
    }

    private static String sentence(Command command, Option option) {
        boolean bare = command.words().contains(option);
        return option.sentence()
                + (option.form() == Option.Form.REPEATED ? " Can be repeated." : "")
                + (bare ? " The name of the option can be left out." : "");
    }

    private static String left(Option option) {
        return option.takesValue() ? option.name() + " " + option.label() : option.name();
    }

    /// The options that must be given, then a mark for the others.
    static String synopsis(Command command) {
        List<Option> own = command.own();
        var needed =
                own.stream().filter(Option::required).map(HelpPage::left).map(" "::concat).toList();
        var rest = own.stream().allMatch(Option::required) ? "" : " [OPTION...]";
        return String.join("", needed) + rest;
    }
}
