package dev.microauth.access;

import dev.microauth.problem.AuthException.Invalid;
import java.util.Optional;

/// What can be chosen of a role, permission or scope.
record Wording(EntryName name, Optional<String> description) {
    private static final int LONGEST = 500;

    Wording {
        description.ifPresent(text ->
                Invalid.unless(
                        text.codePointCount(0, text.length()) <= LONGEST
                                && text.codePoints()
                                        .allMatch(c -> c == '\n' || !Character.isISOControl(c)),
                        "description",
                        "has at most 500 characters and no control characters but line breaks"));
    }

    static Wording of(Entry entry) {
        return new Wording(new EntryName(entry.name()), entry.description());
    }

    /// What differs, before and after.
    static String changes(Wording before, Wording after) {
        var name =
                before.name.equals(after.name)
                        ? ""
                        : "name " + before.name.text() + " → " + after.name.text();
        var description =
                before.description.equals(after.description)
                        ? ""
                        : "description "
                                + before.description.orElse("none")
                                + " → "
                                + after.description.orElse("none");
        return name + (name.isEmpty() || description.isEmpty() ? "" : ", ") + description;
    }
}
