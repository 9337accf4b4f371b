package dev.microauth.code;

import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.code.CodeStore.CodeRow;
import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.key.Ring;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.secret.Digest;
import dev.microauth.secret.Randomness;
import dev.microauth.secret.Secret;
import dev.microauth.session.SessionId;
import dev.microauth.subject.ClientId;
import dev.microauth.token.AccessTokens;
import dev.microauth.token.RefreshTokens;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// Codes, kept as hashes. A code is looked at first ([#check]), and used in the transaction that stores what it gives
/// ([#use]): of parallel uses one wins, and every other takes back what the winner got.
public final class Codes {
    /// Security A8.
    public static final Duration LIFE = Duration.ofSeconds(60);

    private final Database database;
    private final RefreshTokens refreshTokens;
    private final Randomness randomness;
    private final Duration rowsKept;
    private final InstantSource clock;

    /// `rowsKept` is how long a row stays after the code ran out: as long as what it gave can live.
    public Codes(
            Database database,
            RefreshTokens refreshTokens,
            Randomness randomness,
            Duration rowsKept,
            InstantSource clock) {
        this.database = database;
        this.refreshTokens = refreshTokens;
        this.randomness = randomness;
        this.rowsKept = rowsKept;
        this.clock = clock;
    }

    /// Part of the transaction that answers an authorization request.
    public Secret issue(Tx tx, NewCode code, Instant now) {
        String text = randomness.token();
        CodeStore.insert(tx, Digest.sha256(text), code, now, now.plus(LIFE));
        return Secret.of(text);
    }

    /// What a client shows to have a code redeemed. `client` is empty on the admin ring.
    public record Presented(
            String code,
            Ring ring,
            Optional<UUID> client,
            String clientId,
            Optional<String> redirectUri,
            Optional<String> verifier) {
        @Override
        public String toString() {
            return "code shown by " + clientId;
        }
    }

    /// Whose code it is: what has to be shown with it, what its ID token will name, and, once it was redeemed, the family of
    /// refresh tokens that began with it.
    public record Bound(
            Secret code,
            ClientId client,
            Optional<String> redirectUri,
            Optional<String> nonce,
            SessionId session,
            Optional<UUID> family) {}

    /// For whoever was handed a code of the auth ring and need not prove to be its client: the application that embeds
    /// this engine.
    public Optional<Bound> find(String code) {
        byte[] hash = Digest.sha256(code);
        return database.read(tx -> CodeStore.find(tx, hash))
                .filter(row -> row.ring().equals(Ring.AUTH.label()))
                .map(row ->
                        new Bound(
                                Secret.of(code),
                                new ClientId(row.clientId()),
                                row.redirectUriSent()
                                        ? Optional.of(row.redirectUri())
                                        : Optional.empty(),
                                row.grant().nonce(),
                                row.grant().session(),
                                row.family()));
    }

    /// Part of a transaction that gives more for a code that was redeemed: false once what it gave was taken back, because
    /// the code or a refresh token was used twice, or at somebody's wish.
    public boolean stands(Tx tx, Bound bound) {
        return !CodeStore.gaveNothing(tx, Digest.sha256(bound.code().revealText()))
                && bound.family().map(id -> refreshTokens.stands(tx, id)).orElse(true);
    }

    /// Looks at a code and all that came with it. One that was used before takes back what it gave; one that comes
    /// with something wrong is burned. Throws [OAuthRefusal] `invalid_grant`, alike for every reason.
    public ProvedCode check(Presented presented, Origin origin) {
        byte[] hash = Digest.sha256(presented.code());
        Instant now = clock.instant();
        CodeRow row =
                database.read(tx -> CodeStore.find(tx, hash))
                        .orElseThrow(() -> OAuthRefusal.invalidGrant("unknown code"));
        if (row.isUsed()) {
            var proved = new ProvedCode(hash, row.grant());
            database.write(tx -> {
                takeBack(tx, proved, presented.clientId(), origin);
                return true;
            });
            throw OAuthRefusal.invalidGrant("code used twice");
        }
        Optional<String> wrong = wrong(row, presented, now);
        if (wrong.isPresent()) {
            // Security B8: whoever has the code without what belongs to it must not try again.
            database.write(tx -> CodeStore.use(tx, hash, now));
            throw OAuthRefusal.invalidGrant(wrong.get());
        }
        return new ProvedCode(hash, row.grant());
    }

    private static Optional<String> wrong(CodeRow row, Presented presented, Instant now) {
        if (!now.isBefore(row.expiresAt())) {
            return Optional.of("code has expired");
        }
        if (!row.isCurrent()) {
            return Optional.of("the sign-in behind the code was ended");
        }
        // RFC 6749 §4.1.3: the code is bound to the client that it was issued to.
        if (!row.ring().equals(presented.ring().label())
                || !row.client().equals(presented.client())
                || !row.clientId().equals(presented.clientId())) {
            return Optional.of("code of another client");
        }
        // RFC 6749 §4.1.3: the same redirect URI as in the request, where that named one.
        boolean sameUri =
                presented
                        .redirectUri()
                        .map(row.redirectUri()::equals)
                        .orElse(!row.redirectUriSent());
        if (!sameUri) {
            return Optional.of("code with another redirect URI");
        }
        // RFC 7636 §4.6; RFC 9700 §4.8.2: a verifier without a challenge is a downgrade, as is the
        // reverse.
        boolean sameChallenge =
                row.challenge()
                        .map(challenge ->
                                presented.verifier().filter(challenge::isMetBy).isPresent())
                        .orElse(presented.verifier().isEmpty());
        return sameChallenge ? Optional.empty() : Optional.of("code with another verifier");
    }

    /// Part of the transaction that stores what the code gives. False when somebody used it meanwhile: nothing may be
    /// given then, and what they got was taken back.
    public boolean use(Tx tx, ProvedCode code, String clientId, Origin origin) {
        if (CodeStore.use(tx, code.hash(), clock.instant())) {
            return true;
        }
        takeBack(tx, code, clientId, origin);
        return false;
    }

    /// The same transaction, once it is known what was given.
    public void gave(Tx tx, ProvedCode code, UUID token, Optional<UUID> family) {
        CodeStore.gave(tx, code.hash(), token, family);
    }

    /// Security A9: a second use means that somebody else had the code.
    private void takeBack(Tx tx, ProvedCode code, String clientId, Origin origin) {
        Instant now = clock.instant();
        CodeStore.given(tx, code.hash())
                .ifPresent(given -> {
                    given.family().ifPresent(id -> refreshTokens.kill(tx, id, now));
                    given.token().ifPresent(id -> AccessTokens.revoke(tx, id, now));
                });
        CodeStore.takeBack(tx, code.hash());
        tx.record(
                AuditEvent.of(now, Actor.anonymous(origin), Action.CODE_REUSE)
                        .on("user", code.grant().user().toString())
                        .through(clientId)
                        .refused("used twice; what it gave was revoked"));
    }

    /// Removes what has expired long ago.
    public void purge() {
        Instant before = clock.instant().minus(rowsKept);
        database.writeBatches((tx, most) -> CodeStore.purge(tx, before, most));
    }
}
