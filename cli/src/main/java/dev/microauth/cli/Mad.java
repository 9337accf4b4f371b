package dev.microauth.cli;

import dev.microauth.api.client.ApiFailure;
import dev.microauth.cli.command.CommandTable;
import dev.microauth.cli.command.Task;
import dev.microauth.cli.line.Line;
import dev.microauth.cli.line.LineReader;
import dev.microauth.cli.line.LineReader.Request;
import dev.microauth.cli.line.SharedOptions;
import dev.microauth.cli.remote.Failures;
import dev.microauth.cli.remote.Remote;
import dev.microauth.cli.terminal.CommandFailure;
import dev.microauth.cli.terminal.ExitCode;
import dev.microauth.cli.terminal.Surroundings;
import dev.microauth.cli.terminal.Terminal;
import dev.microauth.text.Printable;
import java.util.List;

/// mad: from the words of a command line to an exit code.
public final class Mad {
    private final Surroundings surroundings;
    private final CommandTable table;

    public Mad(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.table = new CommandTable(surroundings.version());
    }

    /// Does what the words ask for.
    public ExitCode run(String... words) {
        return switch (new LineReader(table.commands()).read(List.of(words))) {
            case Request.Help(var page, var asked) -> {
                (asked ? surroundings.out() : surroundings.err()).print(page);
                yield asked ? ExitCode.DONE : ExitCode.USAGE;
            }
            case Request.Version _ -> {
                surroundings.out().println("mad " + surroundings.version());
                yield ExitCode.DONE;
            }
            case Request.Misuse(var problems) -> {
                problems.forEach(this::complain);
                yield ExitCode.USAGE;
            }
            case Request.Call(var line) -> run(line);
        };
    }

    private ExitCode run(Line line) {
        var terminal = new Terminal(surroundings, line.has(SharedOptions.QUIET));
        try (var remote = new Remote(surroundings, line, terminal)) {
            return table.action(line.command().path()).run(new Task(line, terminal, remote));
        } catch (CommandFailure failure) {
            return failed(failure);
        } catch (ApiFailure failure) {
            return failed(Failures.told(failure));
        } catch (RuntimeException unexpected) {
            complain(
                    "something went wrong that should not ("
                            + Printable.of(unexpected.toString())
                            + "). Please report it.");
            return ExitCode.FAILED;
        }
    }

    private ExitCode failed(CommandFailure failure) {
        complain(String.valueOf(failure.getMessage()));
        return failure.code();
    }

    private void complain(String line) {
        surroundings.err().println("mad: " + line);
    }
}
