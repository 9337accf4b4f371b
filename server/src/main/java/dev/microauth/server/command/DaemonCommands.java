package dev.microauth.server.command;

import dev.microauth.server.command.ArgumentParser.Request;
import dev.microauth.server.command.Command.Run;
import dev.microauth.server.log.DaemonLog;
import dev.microauth.server.log.LogFormat;
import dev.microauth.server.log.LogLevel;
import dev.microauth.server.settings.Draft;
import dev.microauth.server.settings.Outcome;
import dev.microauth.server.settings.Problem;
import dev.microauth.server.settings.Settings;
import dev.microauth.server.settings.SettingsReader;
import dev.microauth.server.settings.Sources;
import dev.microauth.text.Printable;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The command line of microauthd: from the words to an exit code.
public final class DaemonCommands {

    private static final String DEFAULT_DATA = "microauth-data";
    private static final String ANSWERS = "--answers";

    private final Surroundings surroundings;
    private final ConfigCommands config;
    private final ArgumentParser parser;

    /// The commands over these verbs.
    public DaemonCommands(Verbs verbs, Surroundings surroundings) {
        this.surroundings = surroundings;
        this.config = new ConfigCommands(surroundings.out(), surroundings.err());
        this.parser = new ArgumentParser(CommandTable.of(verbs, config, surroundings));
    }

    /// Does what the words after `microauthd` ask for, and returns the exit code: 0 done, 1 failed, 2 not understood.
    public int run(String... arguments) {
        DaemonLog.prepare();
        return switch (parser.parse(List.of(arguments))) {
            case Request.Help(var page, var asked) -> {
                stream(asked).print(page);
                yield asked ? ExitCode.DONE : ExitCode.USAGE;
            }
            case Request.Version _ -> {
                surroundings.out().println("microauthd " + surroundings.version());
                yield ExitCode.DONE;
            }
            case Request.Unknown(var problem) -> {
                complain(problem.line());
                yield ExitCode.USAGE;
            }
            case Request.Call call -> call(call);
        };
    }

    private PrintStream stream(boolean asked) {
        return asked ? surroundings.out() : surroundings.err();
    }

    private int call(Request.Call call) {
        return switch (call.command().run()) {
            case Run.Say(var sayer) -> {
                call.problems().forEach(problem -> complain(problem.line()));
                yield call.problems().isEmpty() ? sayer.say(call.flags()) : ExitCode.USAGE;
            }
            case Run.Look(var looker) -> {
                var data = data(call);
                yield data.isPresent()
                        ? looker.look(data.get(), read(call, data.get()))
                        : ExitCode.USAGE;
            }
            case Run.Ask(var asker) -> {
                var data = data(call);
                yield data.isPresent() ? ask(call, asker, data.get()) : ExitCode.USAGE;
            }
            case Run.Work(var worker) -> {
                var data = data(call);
                yield data.isPresent() ? work(call, worker, data.get()) : ExitCode.USAGE;
            }
        };
    }

    private Optional<String> chosenData(Request.Call call) {
        return call.data()
                .or(() ->
                        Optional.ofNullable(surroundings.environment().get("MAD_DATA"))
                                .filter(text -> !text.isEmpty()));
    }

    private Optional<Path> data(Request.Call call) {
        return path("--data", chosenData(call).orElse(DEFAULT_DATA));
    }

    private Optional<Path> path(String option, String named) {
        try {
            return Optional.of(surroundings.workingDirectory().resolve(named).normalize());
        } catch (InvalidPathException unusable) {
            complain(
                    option
                            + ": "
                            + Printable.quoted(named)
                            + " cannot be a path. Give another one.");
            return Optional.empty();
        }
    }

    private int ask(Request.Call call, Command.Asker asker, Path data) {
        var answers = call.answers().flatMap(named -> path(ANSWERS, named));
        var draft =
                Draft.of(
                        new Sources(
                                answers,
                                surroundings.workingDirectory(),
                                surroundings.environment(),
                                call.settings()));
        var problems = new ArrayList<>(call.problems());
        answers.filter(file -> !Files.exists(file))
                .ifPresent(file ->
                        problems.add(new Problem(ANSWERS, file + " is not there", "Name a file.")));
        problems.addAll(draft.problems());
        if (!problems.isEmpty() || answers.isEmpty() != call.answers().isEmpty()) {
            return refused(problems, draft.warnings());
        }
        // A person is being talked to: what the engine notes by the way would get in between.
        var log = log(new Settings.Logging(LogLevel.WARNING, Optional.empty()));
        var how =
                new Verbs.Init(
                        data,
                        chosenData(call).isPresent(),
                        call.flags().contains("--quick"),
                        call.flags().contains("--yes"),
                        call.flags().contains("--json"));
        return work(() -> asker.ask(draft, how), log);
    }

    private int refused(List<Problem> problems, List<Problem> warnings) {
        warnings.forEach(warning -> surroundings.err().println("warning: " + warning.line()));
        problems.forEach(problem -> complain(problem.line()));
        return problems.isEmpty() || problems.stream().anyMatch(Problem::isUsage)
                ? ExitCode.USAGE
                : ExitCode.FAILED;
    }

    private Outcome read(Request.Call call, Path data) {
        return SettingsReader.read(
                        Sources.in(
                                data,
                                surroundings.workingDirectory(),
                                surroundings.environment(),
                                call.settings()))
                .after(call.problems());
    }

    private int work(Request.Call call, Command.Worker worker, Path data) {
        return switch (read(call, data)) {
            case Outcome.Refused(var problems, var warnings) -> refused(problems, warnings);
            case Outcome.Accepted accepted -> {
                var log = log(accepted.settings().logging());
                var logger = System.getLogger("dev.microauth.server.settings");
                accepted.warnings().forEach(warning -> logger.log(Level.WARNING, warning.line()));
                yield work(() -> worker.work(data, accepted.settings(), call.flags()), log);
            }
        };
    }

    private DaemonLog log(Settings.Logging logging) {
        var format =
                logging.format().orElse(surroundings.terminal() ? LogFormat.TEXT : LogFormat.JSON);
        return DaemonLog.open(logging.level(), format, surroundings.err());
    }

    private interface Work {
        int work();
    }

    private int work(Work work, DaemonLog log) {
        try {
            return work.work();
        } catch (CommandFailure failure) {
            Optional.ofNullable(failure.getCause())
                    .filter(cause -> log.hears(LogLevel.DEBUG))
                    .ifPresent(
                            cause -> logger().log(Level.DEBUG, "The reason of the failure", cause));
            complain(Printable.of(String.valueOf(failure.getMessage())));
            return ExitCode.FAILED;
        } catch (RuntimeException | Error unexpected) {
            logger().log(Level.ERROR, "Something went wrong that should not", unexpected);
            complain(
                    "something went wrong that should not. The line above tells what; please report it.");
            return ExitCode.FAILED;
        }
    }

    private static System.Logger logger() {
        return System.getLogger("dev.microauth.server.command");
    }

    private void complain(String line) {
        surroundings.err().println("microauthd: " + line);
    }
}
