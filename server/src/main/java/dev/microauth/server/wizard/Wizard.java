package dev.microauth.server.wizard;

import dev.microauth.MicroAuthBuilder;
import dev.microauth.actor.Actor;
import dev.microauth.password.PasswordJudgement;
import dev.microauth.problem.AuthException;
import dev.microauth.server.command.CommandFailure;
import dev.microauth.server.command.ExitCode;
import dev.microauth.server.command.Surroundings;
import dev.microauth.server.command.Verbs.Init;
import dev.microauth.server.settings.Answers;
import dev.microauth.server.settings.Draft;
import dev.microauth.server.settings.Problem;
import dev.microauth.server.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The way from what was told and asked to a data directory.
public final class Wizard {
    private final Surroundings surroundings;
    private final Engines engines;
    private final Actor actor;

    /// From settings to an engine that is not open yet.
    @FunctionalInterface
    public interface Engines {
        MicroAuthBuilder builder(Path data, Settings settings);
    }

    public Wizard(Surroundings surroundings, Engines engines, Actor actor) {
        this.surroundings = surroundings;
        this.engines = engines;
        this.actor = actor;
    }

    /// Makes the installation and tells what it made, or refuses and leaves nothing behind.
    public int run(Draft draft, Init how) {
        var keyboard = surroundings.keyboard().filter(_ -> !how.yes());
        if (keyboard.isEmpty() || how.quick() || how.dataChosen()) {
            // Else another directory may still be chosen.
            NewDirectory.requireFree(how.data());
        }
        if (keyboard.isPresent()) {
            return make(
                    new Interview(keyboard.get(), surroundings.err(), engines).hold(draft, how),
                    how);
        }
        var complaints = complaints(draft, how);
        if (!complaints.isEmpty()) {
            complaints.forEach(
                    problem -> surroundings.err().println("microauthd: " + problem.line()));
            return complaints.stream().anyMatch(Problem::isUsage)
                    ? ExitCode.USAGE
                    : ExitCode.FAILED;
        }
        return make(new Wanted(how.data(), draft, administrator(draft)), how);
    }

    private int make(Wanted asked, Init how) {
        try (var wanted = asked) {
            wanted.draft()
                    .warnings()
                    .forEach(warning -> surroundings.err().println("warning: " + warning.line()));
            var made = new NewDirectory(engines, actor).make(wanted);
            surroundings.out().print(how.json() ? made.json() : made.text());
            surroundings.out().flush();
            return ExitCode.DONE;
        } catch (AuthException e) {
            throw new CommandFailure(
                    "the installation cannot be made as it was answered: " + e.getMessage(),
                    "Nothing was written. Start again.",
                    e);
        }
    }

    private List<Problem> complaints(Draft draft, Init how) {
        var missing = missing(draft, how);
        if (missing.isEmpty()) {
            return draft.conflicts();
        }
        var last = missing.getLast();
        var first = String.join(", ", missing.subList(0, missing.size() - 1));
        var nobody = how.yes() ? " With --quick there is no administrator for now." : "";
        return List.of(
                new Problem(
                        first.isEmpty() ? last : first + " and " + last,
                        how.yes() ? "missing" : "missing, and there is no terminal to ask at",
                        (first.isEmpty()
                                        ? "Give it as an option, as a variable or in a file"
                                        : "Give them as options, as variables or in a file")
                                + "; see microauthd init --help."
                                + (how.quick() ? "" : nobody)));
    }

    private static List<String> missing(Draft draft, Init how) {
        Answers answers = draft.answers();
        var missing = new ArrayList<String>();
        boolean password = answers.passwordFile().isPresent();
        boolean nobody = isNobody(draft) || (how.quick() && !password);
        if (!nobody && answers.administrator().isEmpty()) {
            missing.add("--admin-username");
        }
        if (!nobody && !password) {
            missing.add("--admin-password-file");
        }
        if (!how.yes()) {
            missing.add("--yes");
        }
        return missing;
    }

    /// Whether somebody said that there is to be no administrator.
    private static boolean isNobody(Draft draft) {
        return draft.question("admin-username").said() && draft.answers().administrator().isEmpty();
    }

    private Optional<Wanted.Administrator> administrator(Draft draft) {
        Answers answers = draft.answers();
        return answers.administrator()
                .filter(_ -> answers.passwordFile().isPresent())
                .map(name -> {
                    char[] password = PasswordFile.read(answers.passwordFile().orElseThrow());
                    var person = new Wanted.Administrator(name, answers.email(), password);
                    judge(engines, draft, person)
                            .ifPresent(refusal -> {
                                throw new CommandFailure(
                                        "the administrator's password is refused", refusal);
                            });
                    return person;
                });
    }

    /// Why this password cannot be taken, if it cannot, and how to do better.
    static Optional<String> judge(Engines engines, Draft draft, Wanted.Administrator person) {
        // Nothing is opened for the judgement, so that the place does not matter.
        var judgement =
                engines.builder(draft.workingDirectory(), draft.settings())
                        .judge(person.password(), person.name(), person.email());
        return switch (judgement) {
            case PasswordJudgement.Accepted _ -> Optional.empty();
            case PasswordJudgement.Refused refused -> Optional.of(refused.text());
        };
    }
}
