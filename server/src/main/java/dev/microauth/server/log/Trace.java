package dev.microauth.server.log;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Something that was thrown, line by line; not yet escaped.
final class Trace {

    private static final int MOST_FRAMES = 60;

    private Trace() {}

    /// The kind of the thrown thing and what it says: `java.io.IOException: No space left on device`.
    static String headline(Throwable thrown) {
        var kind = thrown.getClass().getName();
        return Optional.ofNullable(thrown.getMessage())
                .map(message -> kind + ": " + message)
                .orElse(kind);
    }

    /// Headline and frames of the thrown thing, then of its causes and of what was suppressed on the way.
    static List<String> lines(Throwable thrown) {
        var lines = new ArrayList<String>();
        append(lines, "", thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
        return lines;
    }

    private static void append(
            List<String> lines, String relation, Throwable thrown, Set<Throwable> seen) {
        if (!seen.add(thrown)) {
            return;
        }
        lines.add(relation + headline(thrown));
        var frames = thrown.getStackTrace();
        for (int i = 0; i < Math.min(frames.length, MOST_FRAMES); i++) {
            lines.add("  at " + frames[i]);
        }
        if (frames.length > MOST_FRAMES) {
            lines.add("  and " + (frames.length - MOST_FRAMES) + " more");
        }
        for (var suppressed : thrown.getSuppressed()) {
            append(lines, "suppressed: ", suppressed, seen);
        }
        Optional.ofNullable(thrown.getCause())
                .ifPresent(cause -> append(lines, "caused by: ", cause, seen));
    }
}
