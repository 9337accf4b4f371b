package dev.microauth.actor;

import java.util.Optional;
import java.util.Set;

/// Who acts: a kind, an id where there is one, what they may do, and where the request came from.
public record Actor(Kind kind, Optional<String> id, Set<String> permissions, Origin origin) {
    public enum Kind {
        USER,
        CLIENT,
        SERVICE_ACCOUNT,
        /// The embedding application or the daemon itself.
        SYSTEM,
        /// Somebody who has proved nothing yet.
        ANONYMOUS
    }

    public Actor {
        permissions = Set.copyOf(permissions);
    }

    public static Actor system(String name) {
        return new Actor(Kind.SYSTEM, Optional.of(name), Set.of(), Origin.NONE);
    }

    public static Actor anonymous(Origin origin) {
        return new Actor(Kind.ANONYMOUS, Optional.empty(), Set.of(), origin);
    }

    public static Actor user(String id, Origin origin) {
        return new Actor(Kind.USER, Optional.of(id), Set.of(), origin);
    }

    public static Actor client(String clientId, Origin origin) {
        return new Actor(Kind.CLIENT, Optional.of(clientId), Set.of(), origin);
    }

    /// The same with these permissions, which were looked up.
    public Actor holding(Set<String> resolved) {
        return new Actor(kind, id, resolved, origin);
    }
}
