package dev.microauth.server.settings;

import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.subject.ClientId;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// What a new installation is to hold from the beginning.
///
/// @param administrator the name as it was typed; it is folded by whoever makes the user
/// @param client empty for none
public record Answers(
        Optional<String> administrator,
        Optional<String> email,
        Optional<Path> passwordFile,
        Optional<ClientId> client,
        Set<GrantType> grants,
        ScopeSet scopes) {

    public Answers {
        grants = Set.copyOf(grants);
    }
}
