package dev.microauth.server.wizard;

import dev.microauth.directory.DirectoryRefusal;
import dev.microauth.server.command.CommandFailure;
import dev.microauth.server.command.Keyboard;
import dev.microauth.server.command.Verbs.Init;
import dev.microauth.server.settings.Draft;
import dev.microauth.server.settings.Problem;
import dev.microauth.server.settings.Question;
import dev.microauth.text.Printable;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The conversation: asks for everything that was not told, again when an answer cannot be taken.
final class Interview {
    private static final String PASSWORD_FILE = "admin-password-file";

    private final Keyboard keyboard;
    private final PrintStream screen;
    private final Wizard.Engines engines;

    Interview(Keyboard keyboard, PrintStream screen, Wizard.Engines engines) {
        this.keyboard = keyboard;
        this.screen = screen;
        this.engines = engines;
    }

    /// Ends with everything answered and agreed to.
    Wanted hold(Draft told, Init how) {
        say("A new installation of microauth. Nothing is written before the last answer.");
        say("Enter takes what stands in brackets, ? explains, - takes an answer back.");
        boolean quick = how.quick() || isQuick();
        Path data = quick || how.dataChosen() ? how.data() : directory(told, how.data());
        NewDirectory.requireFree(data);
        var draft = told;
        if (!quick) {
            draft = askAll(draft, question -> !question.once());
        }
        draft = reconcile(draft);
        draft = askAdministrator(draft);
        var administrator = administrator(draft);
        if (!quick) {
            draft = reconcile(askClient(draft));
        }
        var wanted = new Wanted(data, draft, administrator);
        try {
            confirm(wanted);
            return wanted;
        } catch (CommandFailure e) {
            wanted.close();
            throw e;
        }
    }

    private boolean isQuick() {
        say("");
        say("Quick asks for the administrator alone, full for every setting.");
        while (true) {
            String answer = read("How much shall be asked, quick or full? [quick]: ");
            switch (answer) {
                case "", "quick", "q" -> {
                    return true;
                }
                case "full", "f" -> {
                    return false;
                }
                default -> say("  Answer quick or full.");
            }
        }
    }

    private Path directory(Draft told, Path fallback) {
        say("");
        say("The directory that will hold everything.");
        while (true) {
            String answer = read("  data [" + fallback + "]: ");
            try {
                Path data =
                        answer.isEmpty()
                                ? fallback
                                : told.workingDirectory().resolve(answer).normalize();
                NewDirectory.requireFree(data);
                return data;
            } catch (InvalidPathException e) {
                say("  That cannot be a path.");
            } catch (CommandFailure | DirectoryRefusal e) {
                say("  " + e.getMessage());
            }
        }
    }

    private Draft askAll(Draft from, Predicate<Question> which) {
        var draft = from;
        var heading = "";
        for (var question : from.questions()) {
            if (which.test(question) && !question.said()) {
                if (!question.heading().equals(heading)) {
                    heading = question.heading();
                    say("");
                    say("-- " + heading);
                }
                draft = ask(draft, question);
            }
        }
        return draft;
    }

    private Draft ask(Draft draft, Question question) {
        say("");
        say(question.sentence());
        while (true) {
            String answer = read("  " + question.name() + " [" + question.holds() + "]: ");
            // Most defaults are words for an absence, and no value of their own.
            boolean kept = answer.equals(question.holds()) && !question.once();
            if (answer.isEmpty() || kept) {
                return draft;
            }
            if (answer.equals("-")) {
                return draft.without(question.name());
            }
            if (answer.equals("?")) {
                say("  Give " + question.accepts() + ".");
                continue;
            }
            var next = draft.with(question.name(), question.flag() ? trueOrFalse(answer) : answer);
            if (next.problems().isEmpty()) {
                return next;
            }
            next.problems()
                    .forEach(problem -> say("  " + problem.what() + ". " + problem.remedy()));
        }
    }

    private static String trueOrFalse(String answer) {
        return switch (answer) {
            case "yes", "y" -> "true";
            case "no", "n" -> "false";
            default -> answer;
        };
    }

    /// Answers that do not go together are given again, with those that could mend it.
    private Draft reconcile(Draft from) {
        var draft = from;
        for (var conflicts = draft.conflicts();
                !conflicts.isEmpty();
                conflicts = draft.conflicts()) {
            Problem conflict = conflicts.getFirst();
            List<Question> named = draft.namedIn(conflict);
            if (named.isEmpty()) {
                throw new CommandFailure(conflict.what(), conflict.remedy());
            }
            say("");
            say("This does not go together:");
            say("  " + conflict.line().replaceFirst("^--", ""));
            for (var question : named) {
                draft = ask(draft, draft.question(question.name()));
            }
        }
        return draft;
    }

    private Draft askAdministrator(Draft from) {
        var draft = from;
        say("");
        say("-- First administrator");
        while (!draft.question("admin-username").said()) {
            draft = ask(draft, draft.question("admin-username"));
            boolean answered = draft.question("admin-username").said();
            if (!answered
                    && agreed(
                            "  No administrator for now? `microauthd recover` makes one later. [no]: ")) {
                return draft;
            }
        }
        boolean somebody = draft.answers().administrator().isPresent();
        return somebody && !draft.question("admin-email").said()
                ? ask(draft, draft.question("admin-email"))
                : draft;
    }

    private Optional<Wanted.Administrator> administrator(Draft draft) {
        var answers = draft.answers();
        return answers.administrator()
                .map(name -> {
                    Optional<char[]> kept = answers.passwordFile().map(PasswordFile::read);
                    return kept.map(password ->
                                    accepted(draft, name, password)
                                            .orElseThrow(() ->
                                                    new CommandFailure(
                                                            "the password in "
                                                                    + PASSWORD_FILE
                                                                    + " is refused",
                                                            "Write another one into the file.")))
                            .orElseGet(() -> typed(draft, name));
                });
    }

    private Wanted.Administrator typed(Draft draft, String name) {
        say("");
        say(
                "Password of the administrator. Several words that have nothing to do with each other are good.");
        while (true) {
            char[] password = secret("  password (not shown): ");
            var person = accepted(draft, name, password);
            if (person.isPresent()) {
                char[] again = secret("  once more: ");
                boolean same = Arrays.equals(password, again);
                Arrays.fill(again, '\0');
                if (same) {
                    return person.get();
                }
                say("  The two are not the same.");
            }
            Arrays.fill(password, '\0');
        }
    }

    private Optional<Wanted.Administrator> accepted(Draft draft, String name, char[] password) {
        var person = new Wanted.Administrator(name, draft.answers().email(), password);
        Optional<String> refusal = Wizard.judge(engines, draft, person);
        refusal.ifPresent(why -> say("  " + why));
        return refusal.isEmpty() ? Optional.of(person) : Optional.empty();
    }

    private Draft askClient(Draft from) {
        var draft = askAll(from, question -> question.name().equals("first-client"));
        return draft.answers().client().isPresent()
                ? askAll(
                        draft,
                        question -> question.name().startsWith("first-client-") && !question.said())
                : draft;
    }

    private void confirm(Wanted wanted) {
        say("");
        say("This will be made:");
        say("  data = " + wanted.data());
        wanted.draft().questions().stream()
                .filter(Question::said)
                .forEach(question -> say("  " + question.name() + " = " + question.holds()));
        if (wanted.administrator().isEmpty()) {
            say("  no administrator");
        }
        while (true) {
            String answer = read("Make it? [yes]: ");
            if (List.of("", "yes", "y").contains(answer)) {
                return;
            }
            if (List.of("no", "n").contains(answer)) {
                throw new CommandFailure("nothing was made", "Start again when you like.");
            }
            say("  Answer yes or no.");
        }
    }

    private boolean agreed(String question) {
        return List.of("yes", "y").contains(read(question));
    }

    private String read(String prompt) {
        screen.print(prompt);
        screen.flush();
        return keyboard.line().orElseThrow(Interview::ended).strip();
    }

    private char[] secret(String prompt) {
        return keyboard.secret(prompt).orElseThrow(Interview::ended);
    }

    private static CommandFailure ended() {
        return new CommandFailure(
                "the answers ended before the questions did", "Nothing was written. Start again.");
    }

    private void say(String line) {
        screen.println(Printable.of(line));
    }
}
