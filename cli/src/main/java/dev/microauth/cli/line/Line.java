package dev.microauth.cli.line;

import dev.microauth.cli.terminal.CommandFailure;
import dev.microauth.cli.terminal.ExitCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A command line that was understood: the command, and what was given to each of its options.
public record Line(Command command, Map<String, List<String>> given) {
    public Line {
        given = Map.copyOf(given);
    }

    public boolean has(Option option) {
        return given.containsKey(option.name());
    }

    public Optional<String> value(Option option) {
        return values(option).stream().findFirst();
    }

    public List<String> values(Option option) {
        return given.getOrDefault(option.name(), List.of());
    }

    /// The value of an option that the command cannot do without; the reader has seen to it.
    public String must(Option option) {
        return value(option).orElseThrow(() -> misused(option, "is needed", "Give it a value."));
    }

    /// A whole number from `least` on.
    public Optional<Long> number(Option option, long least) {
        return value(option)
                .map(text -> {
                    try {
                        long number = Long.parseLong(text);
                        if (number >= least) {
                            return number;
                        }
                    } catch (NumberFormatException none) {
                        // refused below with the rest
                    }
                    throw misused(
                            option, "is no whole number from " + least + " on", "Mend the number.");
                });
    }

    /// `true` or `false`.
    public Optional<Boolean> truth(Option option) {
        return value(option).map(Boolean::valueOf);
    }

    /// The failure that says what is wrong with an option.
    public CommandFailure misused(Option option, String what, String remedy) {
        return new CommandFailure(ExitCode.USAGE, option.name() + " " + what, remedy);
    }
}
