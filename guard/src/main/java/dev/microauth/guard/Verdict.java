package dev.microauth.guard;

import dev.microauth.jose.AuthUser;
import java.util.Optional;

/// What becomes of one request.
///
/// ```java
/// Verdict verdict = guards.judge(rule, request.headers("authorization"));
/// boolean runs = verdict instanceof Verdict.Admitted;
/// ```
public sealed interface Verdict {
    /// The handler runs, for this caller; nobody where it is open to all and no token came.
    record Admitted(Optional<AuthUser> user) implements Verdict {}

    /// The handler does not run, and this is the answer. It is for this request alone: no cache may keep it.
    ///
    /// @param status 400, 401, 403 or 503
    /// @param challenge the `WWW-Authenticate` header (RFC 6750 §3); empty with 503, and with 403 where nobody is let in
    /// @param body JSON: `{"error": …, "error_description": …}`; without members where no token came (RFC 6750 §3.1)
    record Refused(int status, Optional<String> challenge, String body) implements Verdict {}
}
