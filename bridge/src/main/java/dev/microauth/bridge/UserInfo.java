package dev.microauth.bridge;

import dev.microauth.bridge.IdTokenRules.Disbelieved;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What the server says of a person at its userinfo endpoint. In the code flow the claims of a scope stand there and not
/// in the ID token (OpenID Connect Core §5.4).
final class UserInfo {
    private final Server server;
    private final Outgoing outgoing;

    UserInfo(Server server, Outgoing outgoing) {
        this.server = server;
        this.outgoing = outgoing;
    }

    /// The claims without `sub`; none where the server has no such endpoint.
    ///
    /// @throws Unreachable when there is no answer to believe or not
    Map<String, Object> of(String subject, String accessToken) throws Disbelieved {
        Optional<URI> place = server.metadata().userInfo();
        if (place.isEmpty()) {
            return Map.of();
        }
        var reply = outgoing.get(place.get(), Map.of("Authorization", "Bearer " + accessToken));
        if (reply.status() != 200) {
            throw new Unreachable("userinfo answered " + reply.status());
        }
        var claims = new LinkedHashMap<>(reply.json());
        // Core §5.3.2: the same person as in the ID token, or nothing of it counts.
        if (!subject.equals(claims.remove("sub"))) {
            throw new Disbelieved("userinfo speaks of another person than the ID token");
        }
        return claims;
    }
}
