package dev.microauth.token;

import dev.microauth.key.KeyRings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// ID tokens of the auth ring: signed, not stored, and read again where one comes back as a hint.
public final class IdTokens {
    private final KeyRings keys;
    private final Issuers issuers;
    private final InstantSource clock;

    public IdTokens(KeyRings keys, Issuers issuers, InstantSource clock) {
        this.keys = keys;
        this.issuers = issuers;
        this.clock = clock;
    }

    /// What an ID token says besides what follows from its access token.
    ///
    /// @param claims of the person, asked for one by one
    public record Wanted(
            Optional<String> nonce, Optional<UUID> session, Map<String, Object> claims) {}

    /// Signs an ID token beside the access token of a user's client; slow, so never inside a transaction. It is signed
    /// as the client asks (`id_token_signed_response_alg`), else by RS256.
    ///
    /// @throws IllegalArgumentException for an access token without a user or a client
    public String sign(AccessToken accessToken, Wanted wanted, Instant now) {
        throw new UnsupportedOperationException("to come");
    }

    /// Reads one that came back; empty for everything that is not an ID token of ours. Its age does not matter.
    public Optional<IdTokenHint> readHint(String compact) {
        throw new UnsupportedOperationException("to come");
    }

    /// The algorithms that sign one, the default first.
    public static List<String> algorithms() {
        throw new UnsupportedOperationException("to come");
    }
}
