package dev.microauth.api;

import java.time.Instant;
import java.util.List;

/// What there is, and what happened lately.
public record StatsView(
        String version,
        Instant startedAt,
        long users,
        long serviceAccounts,
        long clients,
        long roles,
        long permissions,
        long scopes,
        long sessions,
        long refreshTokens,
        long auditEvents,
        List<DayView> signIns) {
    public StatsView {
        signIns = List.copyOf(signIns);
    }
}
