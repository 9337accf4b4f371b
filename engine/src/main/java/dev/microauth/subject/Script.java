package dev.microauth.subject;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Whether a name is written in one system of writing. UTS #39 §5.2, "highly restrictive": one script, or the scripts
/// that Japanese, Korean and Chinese write together, with Latin letters among them.
final class Script {
    private static final List<Set<UnicodeScript>> WRITTEN_TOGETHER =
            List.of(
                    EnumSet.of(
                            UnicodeScript.LATIN,
                            UnicodeScript.HAN,
                            UnicodeScript.HIRAGANA,
                            UnicodeScript.KATAKANA),
                    EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.HANGUL),
                    EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.BOPOMOFO));

    private Script() {}

    static boolean isOne(String name) {
        Set<UnicodeScript> letters = EnumSet.noneOf(UnicodeScript.class);
        Set<Integer> zeros = new TreeSet<>();
        name.codePoints()
                .forEach(point -> {
                    UnicodeScript script = UnicodeScript.of(point);
                    if (script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED) {
                        letters.add(script);
                    }
                    if (Character.getType(point) == Character.DECIMAL_DIGIT_NUMBER) {
                        // UTS #39 §5.3: digits of one system; each is told by where its zero
                        // stands.
                        zeros.add(point - Character.digit(point, 10));
                    }
                });
        return zeros.size() <= 1
                && (letters.size() <= 1
                        || WRITTEN_TOGETHER.stream().anyMatch(set -> set.containsAll(letters)));
    }
}
