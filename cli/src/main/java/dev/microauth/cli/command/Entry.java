package dev.microauth.cli.command;

import dev.microauth.cli.line.Command;
import dev.microauth.cli.terminal.ExitCode;

/// A command, and what it does.
public record Entry(Command command, Action action) {

    /// The work of a command.
    @FunctionalInterface
    public interface Action {
        ExitCode run(Task task);
    }

    /// The work of a command that has one good end.
    @FunctionalInterface
    interface Work {
        void run(Task task);
    }

    /// A command that is done when it has not failed.
    static Entry of(Command command, Work work) {
        return new Entry(
                command,
                task -> {
                    work.run(task);
                    return ExitCode.DONE;
                });
    }
}
