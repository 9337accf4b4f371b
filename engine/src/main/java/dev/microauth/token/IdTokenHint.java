package dev.microauth.token;

import dev.microauth.subject.UserId;
import java.util.Optional;
import java.util.UUID;

/// An ID token of ours that came back: whom it spoke of, to which client, in which session. It may have expired.
public record IdTokenHint(UserId user, String clientId, Optional<UUID> session) {}
