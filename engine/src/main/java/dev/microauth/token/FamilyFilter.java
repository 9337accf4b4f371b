package dev.microauth.token;

import dev.microauth.key.Ring;
import dev.microauth.subject.UserId;
import java.util.Optional;

/// Which families are wanted; what is empty filters nothing.
public record FamilyFilter(Optional<UserId> user, Optional<String> clientId, Optional<Ring> ring) {
    public static final FamilyFilter ALL =
            new FamilyFilter(Optional.empty(), Optional.empty(), Optional.empty());
}
