package dev.microauth.actor;

import java.util.Collection;
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

    /// Whether the actor holds all of these permissions; the embedding application holds every one.
    public boolean holds(Collection<String> asked) {
        return kind == Kind.SYSTEM || permissions.containsAll(asked);
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

    public static Actor serviceAccount(String id, Origin origin) {
        return new Actor(Kind.SERVICE_ACCOUNT, Optional.of(id), Set.of(), origin);
    }

    /// The same actor with the permissions that were found for it.
    public Actor with(Set<String> held) {
        return new Actor(kind, id, held, origin);
    }

    public static Actor client(String clientId, Origin origin) {
        return new Actor(Kind.CLIENT, Optional.of(clientId), Set.of(), origin);
    }
}
