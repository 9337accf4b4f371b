package dev.microauth.server.settings;

import java.nio.file.Path;
import java.util.Locale;

/// One row of the table.
///
/// @param name in kebab case; an unsafe one begins with `danger-`
/// @param secret its value is never shown, and the environment may name a file that holds it
/// @param sentence what it does, as one sentence
record Setting<T>(
        String name,
        Group group,
        Kind<T> kind,
        Fallback<T> fallback,
        boolean secret,
        String sentence) {

    /// Headings of the help and the reference, in their order.
    enum Group {
        AUTH("Auth port"),
        ADMIN("Admin port"),
        NETWORK("Network"),
        LIFETIMES("Lifetimes"),
        PASSWORDS("Passwords"),
        PASSKEYS("Passkeys"),
        STORAGE("Storage"),
        LOG("Log"),
        FIRST_ADMINISTRATOR("First administrator"),
        FIRST_CLIENT("First client");

        private final String heading;

        Group(String heading) {
            this.heading = heading;
        }

        String heading() {
            return heading;
        }
    }

    /// What holds when nothing was said.
    ///
    /// @param shown to people
    /// @param sample a value to begin with in the sample file
    record Fallback<T>(String shown, String sample, T value) {}

    /// A setting whose default is one of the texts that may be given.
    static <T> Setting<T> of(
            String name, Group group, Kind<T> kind, String fallback, String sentence) {
        return switch (kind.parse(fallback, Path.of(""))) {
            case Parsed.Good<T>(var value) ->
                    of(name, group, kind, new Fallback<>(fallback, fallback, value), sentence);
            case Parsed.Bad<T>(var what, var _) ->
                    throw new IllegalArgumentException(name + ": the default " + what);
        };
    }

    /// A setting whose default is no text but an absence, or something that this machine decides.
    static <T> Setting<T> of(
            String name, Group group, Kind<T> kind, Fallback<T> fallback, String sentence) {
        return new Setting<>(name, group, kind, fallback, false, sentence);
    }

    /// The same setting, as a secret.
    Setting<T> asSecret() {
        return new Setting<>(name, group, kind, fallback, true, sentence);
    }

    String option() {
        return "--" + name;
    }

    String variable() {
        return "MAD_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /// The variable that names a file with the value; only secrets have one.
    String fileVariable() {
        return variable() + "_FILE";
    }

    boolean isUnsafe() {
        return name.startsWith("danger-");
    }
}
