package dev.microauth.audit;

import dev.microauth.db.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// How sign-ins went, day by day (UTC). A day that is over is counted once.
public final class SignInDays {
    private static final int DAYS = 30;

    private final Database database;
    private final InstantSource clock;
    private final Map<LocalDate, Day> over = new ConcurrentHashMap<>();

    public SignInDays(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// The sign-ins of one day.
    ///
    /// @param done those that succeeded
    /// @param refused those that did not
    public record Day(LocalDate date, long done, long refused) {}

    /// The last thirty days, today last.
    public List<Day> latest() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate first = today.minusDays(DAYS - 1);
        over.keySet().removeIf(day -> day.isBefore(first) || !day.isBefore(today));
        return Stream.iterate(first, day -> !day.isAfter(today), day -> day.plusDays(1))
                .map(day -> day.equals(today) ? count(day) : over.computeIfAbsent(day, this::count))
                .toList();
    }

    private Day count(LocalDate day) {
        Instant since = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant until = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        Map<String, Long> found = database.read(tx -> AuditStore.signIns(tx, since, until));
        return new Day(day, found.getOrDefault("done", 0L), found.getOrDefault("refused", 0L));
    }
}
