package dev.microauth.session;

import dev.microauth.key.Ring;
import dev.microauth.subject.UserId;
import java.util.Optional;

/// Which sessions are wanted; what is empty filters nothing.
public record SessionFilter(Optional<UserId> user, Optional<String> clientId, Optional<Ring> ring) {
    public static final SessionFilter ALL =
            new SessionFilter(Optional.empty(), Optional.empty(), Optional.empty());

    public static SessionFilter of(UserId user) {
        return new SessionFilter(Optional.of(user), Optional.empty(), Optional.empty());
    }
}
