package dev.microauth.subject;

import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.text.Printable;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.regex.Pattern;

/// The one rule for names that people choose and tell apart by eye: how they are spelled, which ones can be read, and
/// which two look alike. Who owns the kind of name adds which characters it may have.
///
/// Sources: UAX #15 (NFKC), UTS #39 §5 (one system of writing, one system of digits, few marks), UTS #39 §4 for the idea
/// of the [#skeleton].
public final class Names {
    private static final Pattern ID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Names() {}

    /// One spelling for all the ways in which a name can be typed: NFKC, without the difference of upper and lower case
    /// (`ﬁ` is `fi`, `ß` is `ss`, every sigma is one). Folding what is folded changes nothing.
    public static String fold(String typed) {
        String lower = normalise(typed).toLowerCase(Locale.ROOT);
        // Through upper case: it joins what lower case alone keeps apart, such as the two small
        // sigmas.
        return normalise(lower.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
    }

    /// NFKC with the case kept, for names that are shown as they were written.
    public static String normalise(String typed) {
        return normalised(typed, Form.NFKC);
    }

    /// Throws [Invalid] for the field unless people can read the name and would not take it for another: 1 to `longest`
    /// code points, no space at an end nor two in a row, nothing invisible, letters of one system of writing.
    ///
    /// @param name after [#fold] or [#normalise]
    public static void requireReadable(String field, String name, int longest) {
        int length = name.codePointCount(0, name.length());
        Invalid.unless(length > 0, field, "must not be empty");
        Invalid.unless(length <= longest, field, "has more than " + longest + " characters");
        requireNoId(field, name);
        Invalid.unless(
                !name.startsWith(" ") && !name.endsWith(" ") && !name.contains("  "),
                field,
                "must not begin or end with a space, nor have two in a row");
        Invalid.unless(
                name.codePoints().allMatch(Names::isVisible),
                field,
                "has a character that cannot be seen");
        Invalid.unless(
                marksAreFew(name), field, "has marks without a letter, or too many on one letter");
        Invalid.unless(
                Script.isOne(name),
                field,
                "mixes letters or digits of several systems of writing, which can look like another name");
    }

    /// What the eye makes of a name: two names with one skeleton look alike and must not stand beside each other. It is
    /// for comparing, never for showing.
    public static String skeleton(String name) {
        var seen = new StringBuilder();
        normalised(fold(name), Form.NFD)
                .codePoints()
                .map(Lookalikes::latin)
                .forEach(point -> {
                    boolean dotted =
                            !seen.isEmpty() && "ij".indexOf(seen.charAt(seen.length() - 1)) >= 0;
                    // A dot above a letter that has one is not seen.
                    if (point != 0x307 || !dotted) {
                        seen.appendCodePoint(point);
                    }
                });
        return normalised(seen, Form.NFC);
    }

    /// Refuses what has the form of an id: who names somebody by it would mean somebody else.
    public static void requireNoId(String field, String name) {
        Invalid.unless(!ID_FORM.matcher(name).matches(), field, "must not have the form of a UUID");
    }

    /// ASCII is its own form, and most names are nothing else.
    private static String normalised(CharSequence name, Form form) {
        return name.chars().allMatch(each -> each < 0x80)
                ? name.toString()
                : Normalizer.normalize(name, form);
    }

    private static boolean isVisible(int point) {
        return Printable.stands(point)
                && (point == ' ' || Character.getType(point) != Character.SPACE_SEPARATOR)
                && !isIgnorable(point);
    }

    /// Letters and marks that nothing draws (Default_Ignorable_Code_Point, as far as [#isVisible] lets them pass).
    private static boolean isIgnorable(int point) {
        return point == 0x34f
                || (point >= 0x115f && point <= 0x1160)
                || (point >= 0x17b4 && point <= 0x17b5)
                || (point >= 0x180b && point <= 0x180f)
                || point == 0x2800
                || point == 0x3164
                || (point >= 0xfe00 && point <= 0xfe0f)
                || point == 0xffa0
                || (point >= 0xe0100 && point <= 0xe01ef);
    }

    // UTS #39 §5.4: a mark stands on something, no mark twice in a row, at most four on one letter.
    private static boolean marksAreFew(String name) {
        int run = 4;
        int before = 0;
        for (int point : normalised(name, Form.NFD).codePoints().toArray()) {
            boolean mark = Character.getType(point) == Character.NON_SPACING_MARK;
            run = mark ? run + 1 : 0;
            if (mark && (run > 4 || point == before)) {
                return false;
            }
            before = point;
        }
        return true;
    }
}
