package dev.microauth.server.command;

import java.io.Console;
import java.util.Optional;

/// What a person types, a line at a time; empty when nothing more will come.
public interface Keyboard {

    /// A line, as it is seen on the screen too; the prompt is the caller's.
    Optional<String> line();

    /// A line that the screen does not show; the caller clears it. The prompt appears when nothing is shown any
    /// more: who sees it may type.
    Optional<char[]> secret(String prompt);

    /// The one of this process, when both what it reads and what it writes is a terminal.
    static Optional<Keyboard> ofProcess() {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(OfConsole::new);
    }

    /// The terminal of the process.
    record OfConsole(Console console) implements Keyboard {
        @Override
        public Optional<String> line() {
            return Optional.ofNullable(console.readLine());
        }

        @Override
        public Optional<char[]> secret(String prompt) {
            return Optional.ofNullable(console.readPassword("%s", prompt));
        }
    }
}
