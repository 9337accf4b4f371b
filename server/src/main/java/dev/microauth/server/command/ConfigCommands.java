package dev.microauth.server.command;

import dev.microauth.server.settings.Outcome;
import dev.microauth.server.settings.SettingsReference;
import dev.microauth.text.Printable;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Function;

/// The commands that look at the settings themselves.
final class ConfigCommands {

    private final PrintStream out;
    private final PrintStream err;

    ConfigCommands(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    int show(Outcome outcome) {
        outcome.warnings().forEach(warning -> err.println("warning: " + warning.line()));
        return switch (outcome) {
            case Outcome.Accepted accepted -> {
                table(accepted);
                yield ExitCode.DONE;
            }
            case Outcome.Refused refused -> {
                refused.problems().forEach(problem -> err.println("microauthd: " + problem.line()));
                yield ExitCode.FAILED;
            }
        };
    }

    private void table(Outcome.Accepted accepted) {
        int names = width(accepted, Outcome.Effective::name);
        int values = width(accepted, row -> Printable.of(row.value()));
        accepted.effective()
                .forEach(row ->
                        out.println(
                                padded(row.name(), names)
                                        + "  "
                                        + padded(Printable.of(row.value()), values)
                                        + "  "
                                        + row.origin()));
    }

    private static int width(Outcome.Accepted accepted, Function<Outcome.Effective, String> cell) {
        return accepted.effective().stream()
                .map(cell)
                .mapToInt(String::length)
                .filter(length -> length <= 40)
                .max()
                .orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    int check(Path data, Outcome outcome) {
        outcome.warnings().forEach(warning -> out.println("warning: " + warning.line()));
        return switch (outcome) {
            case Outcome.Accepted _ -> {
                out.println("No problem found in the settings for " + data + ".");
                yield ExitCode.DONE;
            }
            case Outcome.Refused refused -> {
                refused.problems().forEach(problem -> out.println("problem: " + problem.line()));
                yield ExitCode.FAILED;
            }
        };
    }

    int reference(Set<String> flags) {
        out.print(
                flags.contains("--toml")
                        ? SettingsReference.sampleFile()
                        : SettingsReference.markdown());
        return ExitCode.DONE;
    }
}
