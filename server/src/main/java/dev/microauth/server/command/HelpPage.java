package dev.microauth.server.command;

import dev.microauth.server.settings.SettingsReference;
import dev.microauth.text.HelpText;
import java.util.List;

/// What `--help` prints: eighty columns, plain ASCII.
final class HelpPage {
    private static final int COLUMN = 33;
    private static final int OVERVIEW_COLUMN = 22;

    private HelpPage() {}

    /// The overview of all commands.
    static String of(List<Command> commands) {
        var help = new HelpText();
        help.line("microauthd: identity in one small process");
        help.heading("Usage");
        help.line("  microauthd COMMAND [OPTION...]");
        for (var heading : commands.stream().map(Command::heading).distinct().toList()) {
            help.heading(heading);
            commands.stream()
                    .filter(command -> command.heading().equals(heading))
                    .forEach(command ->
                            help.row(command.path(), command.purpose(), OVERVIEW_COLUMN));
        }
        help.heading("Options");
        help.row("-h, --help", "Show this overview, or the help of a command.", OVERVIEW_COLUMN);
        help.row("-V, --version", "Print the version.", OVERVIEW_COLUMN);
        help.heading("Examples");
        help.line("  microauthd quickstart");
        help.line("  microauthd serve --help");
        return help.toString();
    }

    /// The commands that begin with one word: `config`.
    static String of(String word, List<Command> commands) {
        var help = new HelpText();
        help.heading("Usage");
        help.line("  microauthd " + word + " COMMAND [OPTION...]");
        help.heading("Commands");
        commands.stream()
                .filter(command -> command.words().getFirst().equals(word))
                .forEach(command -> help.row(command.path(), command.purpose(), OVERVIEW_COLUMN));
        return help.toString();
    }

    /// One command.
    static String of(Command command) {
        var help = new HelpText();
        help.line(command.purpose());
        help.heading("Usage");
        help.line("  microauthd " + command.path() + synopsis(command));
        for (var paragraph : command.story()) {
            help.line("");
            help.wrapped(paragraph, 0);
        }
        help.heading("Options");
        if (command.takesSettings()) {
            help.row(
                    "--data DIR",
                    "The data directory. (default MAD_DATA, else ./microauth-data)",
                    COLUMN);
        }
        if (command.takesAnswers()) {
            help.row("--answers FILE", "A file with answers and settings.", COLUMN);
        }
        command.flags().forEach(flag -> help.row(flag.option(), flag.sentence(), COLUMN));
        help.row("-h, --help", "Show this help.", COLUMN);
        settings(help, command);
        help.heading("Examples");
        command.examples().forEach(example -> help.line("  " + example));
        return help.toString();
    }

    private static String synopsis(Command command) {
        var synopsis = new StringBuilder();
        if (command.takesSettings()) {
            synopsis.append(" [--data DIR]");
        }
        if (command.takesAnswers()) {
            synopsis.append(" [OPTION...] [ANSWER...]");
        } else {
            command.flags()
                    .forEach(flag -> synopsis.append(" [").append(flag.option()).append(']'));
        }
        if (command.takesSettings()) {
            synopsis.append(" [SETTING...]");
        }
        return synopsis.toString();
    }

    private static void settings(HelpText help, Command command) {
        switch (command.takes()) {
            case NOTHING -> {}
            case SETTINGS -> settingsElsewhere(help);
            case ANSWERS -> {
                SettingsReference.answers().forEach(section -> section(help, section));
                settingsElsewhere(help);
            }
            case SETTINGS_LISTED -> {
                help.line("");
                help.wrapped(
                        "Every setting below can be an option, a variable (--auth-port is MAD_AUTH_PORT) or a line"
                                + " of mad.toml in the data directory (auth-port = 9040). The option wins over the"
                                + " variable, the variable over the file.",
                        0);
                SettingsReference.sections().forEach(section -> section(help, section));
            }
        }
    }

    private static void settingsElsewhere(HelpText help) {
        help.heading("Settings");
        help.wrapped("Every setting can be given; `microauthd serve --help` lists them.", 2);
    }

    private static void section(HelpText help, SettingsReference.Section section) {
        help.heading(section.heading());
        for (var row : section.rows()) {
            var option = row.label().isEmpty() ? row.option() : row.option() + " " + row.label();
            help.row(option, row.sentence() + " (default " + row.fallback() + ")", COLUMN);
        }
    }
}
