package dev.microauth.token;

import dev.microauth.client.Client;
import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.key.Ring;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.secret.Digest;
import dev.microauth.secret.Randomness;
import dev.microauth.secret.RootKey.Keyed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/// Refresh tokens: each is good once, and its successor is derived from it. A second use kills the
/// family, save within the grace window of the client, where it gets the very same successor.
///
/// Only hashes are stored. The successor is an HMAC of the token presented, so that a retry can be
/// answered alike without anything readable being kept.
public final class RefreshTokens {
    private final Database database;
    private final Keyed successors;
    private final Lifetimes lifetimes;
    private final Randomness randomness;

    public RefreshTokens(
            Database database, Keyed successors, Lifetimes lifetimes, Randomness randomness) {
        this.database = database;
        this.successors = successors;
        this.lifetimes = lifetimes;
        this.randomness = randomness;
    }

    /// A refresh token in the clear, for its owner, and where its access token belongs.
    public record Handed(String token, Lineage lineage) {
        @Override
        public String toString() {
            return "refresh token of " + lineage;
        }
    }

    /// What a family is started with.
    public record Start(
            Ring ring,
            Optional<Client> client,
            Subject.OfUser user,
            ScopeSet scopes,
            AskedClaims claims,
            Optional<UUID> session) {}

    /// What became of a refresh token that was presented.
    public sealed interface Rotation {
        record Rotated(Handed successor) implements Rotation {}

        /// It had been used before: the family was killed in this transaction.
        record Reused(UUID family) implements Rotation {}

        record Refused(String detail) implements Rotation {}
    }

    public Optional<RefreshToken> find(String presented) {
        byte[] hash = Digest.sha256(presented);
        return database.read(tx -> RefreshStore.find(tx, hash));
    }

    /// Starts a family for a user who has just signed in.
    public Handed open(Tx tx, Start start, Instant now) {
        var user = start.user();
        var family =
                new RefreshToken.Family(
                        randomness.id(now),
                        start.ring().label(),
                        start.client().map(Client::id),
                        user.id(),
                        start.scopes(),
                        start.claims(),
                        user.authTime(),
                        user.methods(),
                        start.session(),
                        user.generation(),
                        now,
                        end(start.ring(), start.client(), now),
                        Optional.empty(),
                        true);
        String token = randomness.token();
        RefreshStore.insertFamily(tx, family);
        RefreshStore.insert(tx, Digest.sha256(token), family.id(), now, idleEnd(family, now));
        return new Handed(token, family.lineage());
    }

    /// When a family ends that is started now.
    public Instant end(Ring ring, Optional<Client> client, Instant now) {
        return now.plus(lifetimes.refresh(ring, client));
    }

    /// Uses a token and hands out its successor; decides in the database who was first.
    public Rotation rotate(Tx tx, String presented, Duration grace, Instant now) {
        byte[] hash = Digest.sha256(presented);
        Optional<RefreshToken> before = RefreshStore.find(tx, hash);
        if (before.isEmpty()) {
            return new Rotation.Refused("unknown refresh token");
        }
        var family = before.get().family();
        if (!family.isLive(now) || !now.isBefore(before.get().expiresAt())) {
            return new Rotation.Refused("refresh token of a dead or expired family");
        }
        // What ends the family comes before this, and is seen, or after it, and ends what is given
        // here.
        if (!RefreshStore.hold(tx, family.id(), now)) {
            return new Rotation.Refused("refresh token of a family that was revoked meanwhile");
        }
        String successor = successor(presented);
        byte[] successorHash = Digest.sha256(successor);
        if (RefreshStore.use(tx, hash, now)) {
            RefreshStore.insert(tx, successorHash, family.id(), now, idleEnd(family, now));
            return new Rotation.Rotated(new Handed(successor, family.lineage()));
        }
        if (isRetry(tx, hash, successorHash, grace, now)) {
            return new Rotation.Rotated(new Handed(successor, family.lineage()));
        }
        kill(tx, family.id(), now);
        return new Rotation.Reused(family.id());
    }

    /// Whether a family is there and was not taken back; it may have run out.
    public boolean stands(Tx tx, UUID family) {
        return RefreshStore.stands(tx, family);
    }

    /// Ends a family with every token that came from it; false when it had ended before.
    public boolean kill(Tx tx, UUID family, Instant now) {
        // The family first: a refresh at another node has it until its token is there to be found.
        boolean ended = RefreshStore.revokeFamily(tx, family, now);
        TokenStore.revokeFamily(tx, family, now);
        return ended;
    }

    /// RFC 9700 §4.14.2 leaves room for a retry after a lost answer: same token, short window, and the
    /// successor not yet used.
    private static boolean isRetry(
            Tx tx, byte[] hash, byte[] successorHash, Duration grace, Instant now) {
        boolean inWindow =
                RefreshStore.find(tx, hash)
                        .flatMap(RefreshToken::usedAt)
                        .filter(used -> now.isBefore(used.plus(grace)))
                        .isPresent();
        return inWindow
                && RefreshStore.find(tx, successorHash)
                        .filter(next -> next.usedAt().isEmpty())
                        .isPresent();
    }

    private String successor(String presented) {
        byte[] mac = successors.mac(presented.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
    }

    private Instant idleEnd(RefreshToken.Family family, Instant now) {
        Instant idle = now.plus(lifetimes.refreshIdle());
        return idle.isBefore(family.expiresAt()) ? idle : family.expiresAt();
    }
}
