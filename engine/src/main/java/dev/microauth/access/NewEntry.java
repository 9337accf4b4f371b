package dev.microauth.access;

import dev.microauth.problem.AuthException.Invalid;
import java.util.Optional;
import java.util.function.Function;

/// What a new role, permission or scope is to be; nothing is stored before [#save()].
public final class NewEntry<T extends Entry> {
    private final Function<String, EntryName> naming;
    private final Function<Wording, T> saving;
    private Optional<EntryName> name = Optional.empty();
    private Optional<String> description = Optional.empty();

    NewEntry(Function<String, EntryName> naming, Function<Wording, T> saving) {
        this.naming = naming;
        this.saving = saving;
    }

    /// Throws [Invalid] when it can be no name of such a thing.
    public NewEntry<T> name(String typed) {
        name = Optional.of(naming.apply(typed));
        return this;
    }

    /// What it is for, in at most 500 characters.
    public NewEntry<T> description(String text) {
        description = Optional.of(text);
        return this;
    }

    /// Throws [Invalid] without a name, and [dev.microauth.problem.AuthException.AlreadyExists] when the
    /// name is taken, however it is written.
    public T save() {
        EntryName chosen = name.orElseThrow(() -> new Invalid("name", "is missing"));
        return saving.apply(new Wording(chosen, description));
    }
}
