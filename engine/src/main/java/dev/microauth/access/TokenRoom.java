package dev.microauth.access;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;

import dev.microauth.problem.AuthException.Invalid;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/// How much of a token names may take: roles and scopes stand in it, and it is never longer than 8 KiB.
final class TokenRoom {
    static final int MOST = 100;
    static final int ROLE_BYTES = 2_800;
    static final int SCOPE_BYTES = 2_000;

    private TokenRoom() {}

    /// Throws [Invalid] when these are too many, or their names too long together.
    static void requireFor(List<? extends Entry> entries, int bytes, String noun) {
        Invalid.unless(
                entries.size() <= MOST, "ids", "leads to more than " + MOST + " " + noun + "s");
        long taken = entries.stream().mapToLong(each -> length(each.name())).sum();
        Invalid.unless(
                taken <= bytes,
                "ids",
                "leads to "
                        + noun
                        + "s whose names have more than "
                        + bytes
                        + " bytes together, which no token has room for");
    }

    /// The name of something that a subject has.
    record Taken(UUID subject, String name) {}

    /// Whether the names of each subject have at most so many bytes together.
    static boolean isLeft(List<Taken> taken, int bytes) {
        return taken.stream()
                .collect(groupingBy(Taken::subject, summingInt(each -> length(each.name()))))
                .values()
                .stream()
                .allMatch(sum -> sum <= bytes);
    }

    static int length(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }
}
