package dev.microauth.server.settings;

import dev.microauth.client.RedirectUri;
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
/// @param redirectUri where people come back to after signing in for that client; empty where nobody does
public record Answers(
        Optional<String> administrator,
        Optional<String> email,
        Optional<Path> passwordFile,
        Optional<ClientId> client,
        Set<GrantType> grants,
        ScopeSet scopes,
        Optional<RedirectUri> redirectUri) {

    public Answers {
        grants = Set.copyOf(grants);
    }
}
