package dev.microauth.user;

import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.subject.Names;
import java.util.Optional;

/// A name to sign in with, folded and normalised: `Alice` and `alice` are one.
public record Username(String value) {
    private static final int LONGEST = 64;

    public Username {
        Invalid.unless(value.equals(Names.fold(value)), "username", "is not in its folded form");
        Names.requireReadable("username", value, LONGEST);
        Invalid.unless(
                value.codePoints().allMatch(Username::allowed),
                "username",
                "may have letters, digits and the characters . _ - + @ only");
    }

    /// Folds what somebody typed; throws [Invalid] when it can be no name.
    public static Username of(String typed) {
        return new Username(Names.fold(typed));
    }

    /// The name that was typed, if it can be one at all.
    public static Optional<Username> find(String typed) {
        try {
            return Optional.of(of(typed));
        } catch (Invalid e) {
            return Optional.empty();
        }
    }

    /// How a name is spelled, whether or not it can be one.
    public static String fold(String typed) {
        return Names.fold(typed);
    }

    /// What the eye makes of it: no two people have names with one skeleton.
    String skeleton() {
        return Names.skeleton(value);
    }

    private static boolean allowed(int point) {
        return Character.isLetterOrDigit(point)
                || "._-+@".indexOf(point) >= 0
                || Character.getType(point) == Character.NON_SPACING_MARK
                || Character.getType(point) == Character.COMBINING_SPACING_MARK;
    }

    @Override
    public String toString() {
        return value;
    }
}
