package dev.microauth.guard;

import dev.microauth.jose.AuthUser;
import java.util.LinkedHashMap;
import java.util.Map;
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
    record Refused(int status, Optional<String> challenge, String body) implements Verdict {
        /// The headers of the answer, by their names.
        public Map<String, String> headers() {
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("Content-Type", "application/json");
            // RFC 6750 §5.3: what hangs on a token is nobody else's to keep.
            headers.put("Cache-Control", "no-store");
            challenge.ifPresent(each -> headers.put("WWW-Authenticate", each));
            return headers;
        }
    }
}
