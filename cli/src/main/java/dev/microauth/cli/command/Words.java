package dev.microauth.cli.command;

import dev.microauth.cli.line.Option;
import dev.microauth.text.Printable;
import java.util.stream.Collectors;

/// Pieces of sentences.
final class Words {
    private Words() {}

    /// What was given to a repeated option, as it may be shown.
    static String list(Task task, Option option) {
        return task.line().values(option).stream()
                .map(Printable::of)
                .collect(Collectors.joining(", "));
    }
}
