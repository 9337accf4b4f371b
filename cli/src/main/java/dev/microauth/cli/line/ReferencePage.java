package dev.microauth.cli.line;

import dev.microauth.cli.terminal.ExitCode;
import java.util.List;

/// `docs/cli.md`: every command with its options, made from the table.
public final class ReferencePage {
    private final StringBuilder page = new StringBuilder();

    private ReferencePage() {}

    public static String of(CommandSet commands) {
        var reference = new ReferencePage();
        reference.introduction();
        for (var group : commands.groups()) {
            reference.line("## " + group.name());
            reference.line("");
            reference.line(group.purpose() + ".");
            reference.line("");
            commands.below(group.name()).forEach(reference::command);
        }
        return reference.page.toString().stripTrailing() + "\n";
    }

    private void introduction() {
        line("# mad");
        line("");
        line(
                "This page is made from the table of commands; a test keeps it fresh. `mad --help` says the same, in parts.");
        line("");
        line(
                "`./mad` stands beside `./microauthd`. Results go to standard output, all else to standard error.");
        line(
                "Wherever an id is taken, a name will do. Options stand before or behind the words of a command.");
        line("");
        line("```sh");
        line("mad session login --admin-url http://localhost:9041");
        line("mad user create --username alice --user-email alice@example.com");
        line("mad role assign --user-id alice --role-id MadAuditor");
        line("```");
        line("");
        line("## Options of every command");
        line("");
        options(SharedOptions.ALL);
        line(
                "The sign-in is kept in `$XDG_CONFIG_HOME/microauth`, else `~/.config/microauth`, readable by its owner alone. A token in");
        line(
                "`~/.mad_token` is used where nobody is signed in. `MADCTL_URL` and `MADCTL_TOKEN` go before what is kept. Moments are");
        line(
                "written `2026-12-31`, `2026-12-31T18:00:00Z`, or as a length from now: `30m`, `12h`, `90d`, `4w`.");
        line("");
        line("## Exit codes");
        line("");
        line("| Code | Meaning |");
        line("|---|---|");
        for (var code : ExitCode.values()) {
            line("| " + code.number() + " | " + code.sentence() + " |");
        }
        line("");
    }

    private void command(Command command) {
        line("### mad " + command.path());
        line("");
        line(command.purpose());
        line("");
        for (var paragraph : command.story()) {
            line(paragraph);
            line("");
        }
        line("```sh");
        command.examples().forEach(this::line);
        line("```");
        line("");
        if (!command.own().isEmpty()) {
            options(command.own());
        }
    }

    private void options(List<Option> options) {
        line("| Option | |");
        line("|---|---|");
        for (var option : options) {
            var label = option.takesValue() ? " " + option.label().replace("|", "\\|") : "";
            var needed = option.required() ? " Needed." : "";
            var more = option.form() == Option.Form.REPEATED ? " Can be repeated." : "";
            line(
                    "| `"
                            + option.name()
                            + label
                            + "` | "
                            + option.sentence().replace("|", "\\|")
                            + needed
                            + more
                            + " |");
        }
        line("");
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
