package dev.microauth.cli.command;

import dev.microauth.cli.line.Command;
import dev.microauth.cli.line.CommandSet;
import dev.microauth.cli.line.Completion;
import dev.microauth.cli.line.Option;
import java.util.List;
import java.util.function.Supplier;

/// What concerns mad alone.
final class OwnCommands {
    private static final Option SHELL =
            Option.choice("--shell", "The shell.", List.of("bash", "zsh", "fish")).must();

    private OwnCommands() {}

    /// @param commands the whole table, of which these are a part
    static List<Entry> entries(String version, Supplier<CommandSet> commands) {
        return List.of(
                Entry.of(
                        Command.of("completion", "Print what makes a shell complete mad's words.")
                                .words(SHELL)
                                .examples(
                                        "mad completion bash > ~/.local/share/bash-completion/completions/mad",
                                        "mad completion zsh > ~/.zfunc/_mad",
                                        "mad completion fish > ~/.config/fish/completions/mad.fish"),
                        task ->
                                task.terminal()
                                        .print(
                                                Completion.of(
                                                        task.line().must(SHELL), commands.get()))),
                Entry.of(
                        Command.of("version", "Print the version.").examples("mad version"),
                        task -> task.terminal().print("mad " + version + "\n")));
    }
}
