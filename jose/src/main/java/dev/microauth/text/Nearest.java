package dev.microauth.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Finds the name that somebody who mistyped one probably meant.
public final class Nearest {
    private static final int TOO_FAR = 4;

    private Nearest() {}

    private record Candidate(String name, int distance) {}

    /// The closest of the known names, where one is close: a third of the letters may be wrong, four at most. Letter
    /// case, `_` and `-` do not count.
    public static Optional<String> to(String typed, Collection<String> known) {
        var wanted = folded(typed);
        int tolerance = Math.clamp(wanted.length() / 3, 1, TOO_FAR);
        return known.stream()
                .map(name -> new Candidate(name, distance(wanted, folded(name))))
                .filter(candidate -> candidate.distance() <= tolerance)
                .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .map(Candidate::name);
    }

    /// The sentence that goes behind an unknown name.
    public static String question(String typed, Collection<String> known, String otherwise) {
        return to(typed, known).map(name -> "Did you mean " + name + "?").orElse(otherwise);
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    /// How many letters must be put in, left out, changed or swapped with their neighbour.
    private static int distance(String from, String to) {
        var rows = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    rows[i][j] = i + j;
                    continue;
                }
                int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                rows[i][j] =
                        Math.min(
                                rows[i - 1][j - 1] + change,
                                Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
                }
            }
        }
        return rows[from.length()][to.length()];
    }
}
