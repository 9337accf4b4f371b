package dev.microauth.bridge;

import dev.microauth.jose.Algorithm;
import dev.microauth.jose.JwkSet;
import dev.microauth.jose.KeySource;
import dev.microauth.jose.VerificationKey;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// The microauthd that people sign in at: its metadata and its keys, fetched when they are needed first.
final class Server implements KeySource {
    private final Outgoing outgoing;
    private final Fetched<ServerMetadata> metadata;
    private final Fetched<JwkSet> keys;
    private final Fetched<JwkSet> strangersKeys;

    Server(String issuer, Outgoing outgoing, InstantSource clock) {
        this.outgoing = outgoing;
        this.metadata =
                new Fetched<>(
                        () ->
                                ServerMetadata.of(
                                        ok(URI.create(issuer + ServerMetadata.PLACE)).json(),
                                        issuer),
                        clock);
        this.keys = new Fetched<>(this::fetchKeys, clock);
        this.strangersKeys = new Fetched<>(this::fetchKeys, clock);
    }

    /// @throws Unreachable when it is not known
    ServerMetadata metadata() {
        return metadata.get();
    }

    /// A `kid` that is not there may be that of a new key.
    ///
    /// @throws Unreachable when no keys are known
    @Override
    public Optional<VerificationKey> find(String kid) {
        return keys.get().find(kid).or(() -> keys.newer().find(kid));
    }

    /// The same for what anybody may send. A `kid` that somebody made up has a pause of its own: it keeps nobody from a
    /// new key who signs in.
    Optional<VerificationKey> findForStrangers(String kid) {
        return keys.get().find(kid).or(() -> strangersKeys.newer().find(kid));
    }

    /// What the key of this id signs with.
    Optional<Algorithm> algorithm(String kid) {
        return keys.get().find(kid).map(VerificationKey::algorithm);
    }

    private JwkSet fetchKeys() {
        try {
            return JwkSet.parse(ok(metadata.get().keys()).text());
        } catch (IllegalArgumentException e) {
            throw new Unreachable("keys: " + e.getMessage());
        }
    }

    private Outgoing.Reply ok(URI place) {
        Outgoing.Reply reply = outgoing.get(place, Map.of());
        if (reply.status() != 200) {
            throw new Unreachable(place + " answered " + reply.status());
        }
        return reply;
    }
}
