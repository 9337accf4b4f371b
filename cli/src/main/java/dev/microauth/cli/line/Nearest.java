package dev.microauth.cli.line;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/// Finds the name that somebody who mistyped one probably meant.
final class Nearest {
    private Nearest() {}

    private record Candidate(String name, int distance) {}

    /// The closest of the known names, where one is close: a third of the letters may be wrong, four at most.
    static Optional<String> to(String typed, Collection<String> known) {
        int tolerance = Math.clamp(typed.replace("-", "").length() / 3, 1, 4);
        return known.stream()
                .map(name -> new Candidate(name, distance(typed, name)))
                .filter(candidate -> candidate.distance() <= tolerance)
                .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .map(Candidate::name);
    }

    static String question(String typed, Collection<String> known, String otherwise) {
        return to(typed, known).map(name -> "Did you mean " + name + "?").orElse(otherwise);
    }

    /// How many letters must be put in, left out, changed or swapped with their neighbour.
    private static int distance(String from, String to) {
        int[] before = new int[to.length() + 1];
        int[] above = IntStream.rangeClosed(0, to.length()).toArray();
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(above[j - 1] + change, Math.min(above[j], row[j - 1]) + 1);
                boolean swapped =
                        i > 1
                                && j > 1
                                && from.charAt(i - 1) == to.charAt(j - 2)
                                && from.charAt(i - 2) == to.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            before = above;
            above = row;
        }
        return above[to.length()];
    }
}
