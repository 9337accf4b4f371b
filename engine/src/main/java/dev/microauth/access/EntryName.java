package dev.microauth.access;

import dev.microauth.oauth.ScopeSet;
import dev.microauth.problem.AuthException.Invalid;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Locale;
import java.util.stream.Collectors;

/// The name of a role, permission or scope as it is shown, and the folded form in which it is unique:
/// `MadAdmin` and `madadmin` are one.
record EntryName(String text, String folded) {
    private static final int LONGEST = 100;

    /// Throws [Invalid] unless it can name a role or a permission.
    static EntryName ofRight(String typed) {
        String text = Normalizer.normalize(typed, Normalizer.Form.NFC);
        Invalid.unless(
                !text.isEmpty() && text.codePointCount(0, text.length()) <= LONGEST,
                "name",
                "has 1 to 100 characters");
        String folded = fold(text);
        Invalid.unless(
                text.equals(text.strip()) && !text.contains("  ") && !folded.isEmpty(),
                "name",
                "neither begins nor ends with a space, and has no two in a row");
        Invalid.unless(
                text.codePoints().allMatch(EntryName::isVisible)
                        && folded.codePoints().allMatch(EntryName::isVisible),
                "name",
                "has no control and no invisible characters");
        // UTS 39 §5.1: letters of one script; a Cyrillic а in a Latin name is meant to deceive.
        Invalid.unless(
                folded.codePoints()
                                .mapToObj(UnicodeScript::of)
                                .filter(each ->
                                        each != UnicodeScript.COMMON
                                                && each != UnicodeScript.INHERITED)
                                .collect(Collectors.toSet())
                                .size()
                        <= 1,
                "name",
                "mixes letters of several scripts");
        return new EntryName(text, folded);
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
        return new EntryName(typed, fold(typed));
    }

    /// A name that was checked when it was stored.
    static EntryName stored(String text) {
        return new EntryName(text, fold(text));
    }

    static String fold(String typed) {
        String once = Normalizer.normalize(typed, Normalizer.Form.NFKC);
        String lower = once.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(lower, Normalizer.Form.NFKC);
    }

    private static boolean isVisible(int c) {
        return c == ' '
                || switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SPACE_SEPARATOR ->
                            false;
                    default -> true;
                };
    }
}
