package dev.microauth.token;

import dev.microauth.subject.ClientId;
import java.time.Duration;
import java.util.Optional;

/// What somebody asks the list of revocations.
///
/// @param asker the client or service account that asks, and for which alone the answer is meant
/// @param after what it has been told already; empty for everything
/// @param nonce stands in the answer again, so that no older one passes for it
/// @param patience how long it would wait for news where there are none yet
public record RevocationQuery(
        ClientId asker, Optional<RevocationCursor> after, Optional<String> nonce, Duration patience) {
    public RevocationQuery {
        if (patience.isNegative()) {
            throw new IllegalArgumentException("nobody waits for less than no time");
        }
    }
}
