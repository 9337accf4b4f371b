package dev.microauth.server.command;

import dev.microauth.server.settings.Draft;
import dev.microauth.server.settings.Outcome;
import dev.microauth.server.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// One command: its words, its help and what it does.
///
/// @param path its words: `config show`
/// @param heading under which the overview lists it
/// @param purpose a line for the overview
/// @param story what its own help says below that line, by paragraph
/// @param flags its own options, beside `--data` and the settings
/// @param examples lines to be typed
record Command(
        String path,
        String heading,
        String purpose,
        List<String> story,
        List<Flag> flags,
        Takes takes,
        List<String> examples,
        Run run) {

    /// An option of the command itself that stands alone.
    record Flag(String option, String sentence) {}

    /// What a command wants to know of the settings.
    enum Takes {
        /// Neither a data directory nor settings.
        NOTHING,
        /// Both; its help points to the list of settings.
        SETTINGS,
        /// Both; its help lists every setting.
        SETTINGS_LISTED,
        /// Both, and the answers that a new installation is made of; its help lists these.
        ANSWERS
    }

    /// What the command does.
    sealed interface Run {

        /// It works with sound settings and the log.
        record Work(Worker worker) implements Run {}

        /// It looks at the settings themselves, sound or not.
        record Look(Looker looker) implements Run {}

        /// It asks for what it was not told.
        record Ask(Asker asker) implements Run {}

        /// It only says something.
        record Say(Sayer sayer) implements Run {}
    }

    @FunctionalInterface
    interface Worker {
        int work(Path data, Settings settings, Set<String> flags);
    }

    @FunctionalInterface
    interface Looker {
        int look(Path data, Outcome outcome);
    }

    @FunctionalInterface
    interface Asker {
        int ask(Draft draft, Verbs.Init how);
    }

    @FunctionalInterface
    interface Sayer {
        int say(Set<String> flags);
    }

    boolean takesSettings() {
        return takes != Takes.NOTHING;
    }

    boolean takesAnswers() {
        return takes == Takes.ANSWERS;
    }

    List<String> words() {
        return List.of(path.split(" ", -1));
    }
}
