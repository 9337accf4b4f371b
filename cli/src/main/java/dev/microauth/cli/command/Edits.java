package dev.microauth.cli.command;

import dev.microauth.api.client.Patch;
import dev.microauth.cli.line.Option;
import dev.microauth.cli.terminal.CommandFailure;
import dev.microauth.cli.terminal.ExitCode;
import java.util.List;
import java.util.stream.Collectors;

/// Makes a change out of the options that were given.
final class Edits {
    private Edits() {}

    /// An option, and the member that it changes.
    sealed interface Edit {
        Option option();

        String member();
    }

    /// Empty takes the value away.
    record Text(Option option, String member) implements Edit {}

    record Truth(Option option, String member) implements Edit {}

    /// Seconds; empty goes back to the default.
    record Seconds(Option option, String member) implements Edit {}

    /// Repeated; one empty value empties the list.
    record Texts(Option option, String member) implements Edit {}

    static Patch patch(Task task, List<? extends Edit> edits) {
        var patch = Patch.none();
        for (var edit : edits) {
            if (task.line().has(edit.option())) {
                patch = with(patch, edit, task);
            }
        }
        if (patch.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "nothing is to be changed",
                    "Give one of "
                            + edits.stream()
                                    .map(edit -> edit.option().name())
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
        return patch;
    }

    private static Patch with(Patch patch, Edit edit, Task task) {
        var line = task.line();
        boolean empty = line.values(edit.option()).stream().allMatch(String::isEmpty);
        return switch (edit) {
            case Text(var option, var member) ->
                    empty ? patch.without(member) : patch.with(member, line.must(option));
            case Truth(var option, var member) ->
                    patch.with(member, line.truth(option).orElse(false));
            case Seconds(var option, var member) ->
                    empty
                            ? patch.without(member)
                            : patch.with(member, line.number(option, 0).orElse(0L));
            case Texts(var option, var member) ->
                    patch.with(member, empty ? List.<String>of() : line.values(option));
        };
    }
}
