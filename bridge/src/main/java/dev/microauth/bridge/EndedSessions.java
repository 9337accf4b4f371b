package dev.microauth.bridge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/// Sessions whose cookies are still about and open nothing any more.
///
/// It lives in memory and is bounded. What it cannot know, because it was before the start of this process or had to be
/// forgotten, is made up for by a moment: a session that the server has not vouched for since has to be renewed first,
/// and the server renews none that is over.
final class EndedSessions {
    private final InstantSource clock;
    private final Duration kept;
    private final int most;
    private final Map<String, Instant> ends = new LinkedHashMap<>();
    private Instant completeSince;

    EndedSessions(InstantSource clock, Duration kept, int most) {
        this.clock = clock;
        this.kept = kept;
        this.most = most;
        this.completeSince = now();
    }

    synchronized void end(Session session) {
        put("own " + session.id(), now());
    }

    synchronized void end(LogoutTokenRules.Notice notice) {
        put(
                notice.serverSession().map(sid -> "sid " + sid).orElse("sub " + notice.subject()),
                // Whoever signs in in the very second of the notice does so after it or signs in
                // once more.
                notice.issuedAt().plusSeconds(1));
    }

    synchronized boolean contains(Session session) {
        Instant all = ends.get("sub " + session.identity().subject());
        return ends.containsKey("own " + session.id())
                || session.identity()
                        .serverSession()
                        .filter(sid -> ends.containsKey("sid " + sid))
                        .isPresent()
                || (all != null && session.startedAt().isBefore(all));
    }

    /// Whether an end of this session would be known here.
    synchronized boolean knows(Session session) {
        return !session.renewedAt().isBefore(completeSince);
    }

    private void put(String key, Instant end) {
        Instant oldest = now().minus(kept);
        // They came in the order of time.
        var eldest = ends.values().iterator();
        while (eldest.hasNext() && eldest.next().isBefore(oldest)) {
            eldest.remove();
        }
        if (ends.size() >= most) {
            ends.clear();
            completeSince = now();
        }
        // Notices overtake each other: one from before takes nothing back.
        ends.merge(key, end, (one, other) -> one.isAfter(other) ? one : other);
    }

    /// As exact as cookies are.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
