package dev.microauth.access;

import dev.microauth.oauth.ScopeSet;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.subject.Names;

/// The name of a role, permission or scope as it is shown. It is found in its folded form, and no two look alike:
/// beside `MadAdmin` there is no `madadmin`.
record EntryName(String text) {
    private static final int LONGEST = 100;

    /// Throws [Invalid] unless it can name a role or a permission. The case stays as it was typed.
    static EntryName ofRight(String typed) {
        String text = Names.normalise(typed);
        Names.requireReadable("name", text, LONGEST);
        return new EntryName(text);
    }

    /// Throws [Invalid] unless it can name a scope.
    static EntryName ofScope(String typed) {
        // RFC 6749 §3.3: a scope is of visible ASCII without quote and backslash.
        Invalid.unless(
                !typed.isEmpty()
                        && typed.length() <= LONGEST
                        && typed.chars().allMatch(ScopeSet::isScopeCharacter),
                "name",
                "of a scope has 1 to 100 printable ASCII characters without space, quote and backslash");
        Names.requireNoId("name", typed);
        return new EntryName(typed);
    }

    String folded() {
        return Names.fold(text);
    }

    String skeleton() {
        return Names.skeleton(text);
    }
}
