package dev.microauth.access;

import java.util.Optional;
import java.util.function.Function;

/// What is to become different of a role, permission or scope; nothing is stored before [#save()], and what
/// was not named here stays as it is.
public final class EntryChange<T extends Entry> {
    private final Function<String, EntryName> naming;
    private final Function<EntryChange<T>, T> saving;
    private Optional<Long> expected = Optional.empty();
    private Optional<EntryName> name = Optional.empty();
    private Optional<Optional<String>> description = Optional.empty();

    EntryChange(Function<String, EntryName> naming, Function<EntryChange<T>, T> saving) {
        this.naming = naming;
        this.saving = saving;
    }

    /// Refuses the change when the version is another one by now.
    public EntryChange<T> expecting(long version) {
        expected = Optional.of(version);
        return this;
    }

    /// Throws [Invalid] when it can be no name of such a thing.
    public EntryChange<T> name(String typed) {
        name = Optional.of(naming.apply(typed));
        return this;
    }

    /// What it is for, in at most 500 characters; empty takes the description away.
    public EntryChange<T> description(Optional<String> text) {
        description = Optional.of(text);
        return this;
    }

    /// Throws [dev.microauth.problem.AuthException.Stale] when another version was expected,
    /// [dev.microauth.problem.AuthException.Protected] for a protected row,
    /// [dev.microauth.problem.AuthException.AlreadyExists] when the name is taken.
    public T save() {
        return saving.apply(this);
    }

    boolean expects(long version) {
        return expected.filter(each -> each != version).isEmpty();
    }

    Wording over(Wording before) {
        return new Wording(name.orElse(before.name()), description.orElse(before.description()));
    }
}
