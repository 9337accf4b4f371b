package dev.microauth.user;

import dev.microauth.problem.AuthException.Invalid;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/// A name to sign in with, folded and normalised: `Alice` and `alice` are one.
public record Username(String value) {
    private static final int MAX = 64;

    public Username {
        Invalid.unless(value.equals(fold(value)), "username", "is not in its folded form");
        Invalid.unless(!value.isEmpty(), "username", "must not be empty");
        Invalid.unless(
                value.codePointCount(0, value.length()) <= MAX,
                "username",
                "has more than 64 characters");
        Invalid.unless(
                value.codePoints().allMatch(Username::allowed),
                "username",
                "may have letters, digits and the characters . _ - + @ only");
    }

    /// Folds what somebody typed; throws [Invalid] when it can be no name.
    public static Username of(String typed) {
        return new Username(fold(typed));
    }

    /// The name that was typed, if it can be one at all.
    public static Optional<Username> find(String typed) {
        try {
            return Optional.of(of(typed));
        } catch (Invalid e) {
            return Optional.empty();
        }
    }

    /// NFKC and lower case, until nothing changes any more.
    public static String fold(String typed) {
        String once = Normalizer.normalize(typed, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(once, Normalizer.Form.NFKC);
    }

    private static boolean allowed(int c) {
        return Character.isLetterOrDigit(c)
                || "._-+@".indexOf(c) >= 0
                || Character.getType(c) == Character.NON_SPACING_MARK;
    }

    @Override
    public String toString() {
        return value;
    }
}
