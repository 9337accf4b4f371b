package dev.microauth;

import dev.microauth.audit.SignInDays;
import java.util.List;

/// How many there are of what can be administered, and how sign-ins went in the last thirty days, today last.
/// Sessions and refresh tokens are those that live.
///
/// ```java runnable
/// Statistics now = auth.engine().statistics();
/// System.out.println(now.users() + " users, " + now.clients() + " clients");
/// ```
public record Statistics(
        long users,
        long serviceAccounts,
        long clients,
        long roles,
        long permissions,
        long scopes,
        long sessions,
        long refreshTokens,
        long auditEvents,
        List<SignInDays.Day> signIns) {
    public Statistics {
        signIns = List.copyOf(signIns);
    }
}
