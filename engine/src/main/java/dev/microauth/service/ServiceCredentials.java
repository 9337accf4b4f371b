package dev.microauth.service;

import dev.microauth.access.Subjects;
import dev.microauth.actor.Actor;
import dev.microauth.audit.Action;
import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.secret.Digest;
import dev.microauth.secret.Randomness;
import dev.microauth.secret.Secret;
import dev.microauth.service.ServiceAccount.Term;
import dev.microauth.subject.ClientId;
import dev.microauth.subject.Generation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// The one credential that a service account has: issued, in the place of the former, and revoked.
public final class ServiceCredentials {
    private final Randomness randomness;
    private final InstantSource clock;
    private final Duration life;
    private final Custody custody;

    public ServiceCredentials(
            Database database, Randomness randomness, Duration life, InstantSource clock) {
        this.randomness = randomness;
        this.clock = clock;
        this.life = life;
        this.custody = new Custody(database, clock);
    }

    /// A credential, this once, and when it ends.
    public record Issued(ServiceAccount account, Secret credential, Term term) {}

    /// An account with what its credential is compared with, and the count of its tokens at that moment.
    public record Stored(ServiceAccount account, Optional<byte[]> hash, Generation generation) {}

    /// Makes a new credential. The former one is dead when this returns, and so is every token that it bought.
    ///
    /// Throws [dev.microauth.problem.AuthException.NotAllowed] for everybody but the account itself, holders of
    /// its role and those who may write service accounts, and for these too where the account may do more than
    /// they on the admin port.
    public Issued issue(Actor actor, AccountReference which) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        var term = new Term(now, now.plus(life));
        String credential = randomness.token();
        byte[] hash = Digest.sha256(credential);
        return custody.impersonating(
                actor,
                which,
                Action.CREDENTIAL_ISSUE,
                (tx, account) -> {
                    ServiceAccountStore.setCredential(tx, account.id(), hash, term);
                    Subjects.endTokens(tx, account.id());
                    tx.record(
                            ServiceAccounts.event(now, actor, Action.CREDENTIAL_ISSUE, account)
                                    .saying(
                                            "expires_at "
                                                    + term.expiresAt()
                                                    + (account.credential().isPresent()
                                                            ? ", the former one is dead"
                                                            : "")));
                    return new Issued(account, Secret.of(credential), term);
                });
    }

    /// Ends the credential and every token that it bought; without one nothing happens.
    ///
    /// Throws [dev.microauth.problem.AuthException.NotAllowed] as [#issue] does.
    public void revoke(Actor actor, AccountReference which) {
        Instant now = clock.instant();
        custody.impersonating(
                actor,
                which,
                Action.CREDENTIAL_REVOKE,
                (tx, account) -> {
                    if (ServiceAccountStore.clearCredential(tx, account.id())) {
                        Subjects.endTokens(tx, account.id());
                        tx.record(
                                ServiceAccounts.event(
                                        now, actor, Action.CREDENTIAL_REVOKE, account));
                    }
                    return true;
                });
    }

    /// For the check of secrets alone.
    public static Optional<Stored> find(Tx tx, ClientId name) {
        return ServiceAccountStore.find(tx, name)
                .map(account ->
                        new Stored(
                                account,
                                ServiceAccountStore.credentialHash(tx, account.id()),
                                Subjects.generation(tx, account.id()).orElseThrow()));
    }
}
