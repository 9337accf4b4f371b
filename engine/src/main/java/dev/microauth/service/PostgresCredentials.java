package dev.microauth.service;

import dev.microauth.actor.Actor;
import dev.microauth.audit.Action;
import dev.microauth.audit.Difference;
import dev.microauth.db.Database;
import dev.microauth.key.DataKeys;
import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.secret.Secret;
import dev.microauth.subject.ServiceAccountId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// The database login that is kept for a service account, its password sealed to its row. For the account itself,
/// holders of its role and those who may write service accounts; to read all other things of an account does not
/// open it.
public final class PostgresCredentials {
    private final Database database;
    private final DataKeys seal;
    private final InstantSource clock;
    private final Custody custody;

    public PostgresCredentials(Database database, DataKeys seal, InstantSource clock) {
        this.database = database;
        this.seal = seal;
        this.clock = clock;
        this.custody = new Custody(database, clock);
    }

    /// Whose login is kept, by the account's name; without any password.
    public Optional<PostgresEntry> find(ServiceAccountId account) {
        return database.read(tx -> PostgresStore.find(tx, account))
                .map(PostgresStore.Sealed::entry);
    }

    /// A page of all logins that are kept, by `name` of their account or `modified_at`; without any password.
    public Page<PostgresEntry> list(PageRequest request) {
        return database.read(tx -> PostgresStore.page(tx, request));
    }

    /// Keeps a login in the place of the former one. Only who may write service accounts does this.
    public PostgresEntry set(Actor actor, ServiceAccountId id, PostgresLogin login) {
        return seal.storing(() -> store(actor, id, login));
    }

    private PostgresEntry store(Actor actor, ServiceAccountId id, PostgresLogin login) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        byte[] sealed =
                seal.seal(
                        login.password().reveal(),
                        PostgresStore.place(
                                id,
                                login.host(),
                                login.port(),
                                login.database(),
                                login.username()));
        return custody.administering(
                actor,
                id,
                Action.POSTGRES_CREDENTIALS_SET,
                (tx, account) -> {
                    Optional<PostgresEntry> before =
                            PostgresStore.find(tx, id).map(PostgresStore.Sealed::entry);
                    PostgresStore.put(tx, id, login, sealed, now);
                    PostgresEntry after = PostgresStore.find(tx, id).orElseThrow().entry();
                    tx.record(
                            ServiceAccounts.event(
                                            now, actor, Action.POSTGRES_CREDENTIALS_SET, account)
                                    .saying(difference(before, after)));
                    return after;
                });
    }

    /// The login with its password. That it was read is on record before this returns, and a refusal too.
    ///
    /// Throws [dev.microauth.problem.AuthException.NotAllowed] for all but the account's keepers, whether or not
    /// the account exists, and [NotFound] when nothing is kept. A row that was changed behind the engine's back
    /// does not open: [dev.microauth.secret.BrokenSeal].
    public PostgresLogin read(Actor actor, AccountReference which) {
        Instant now = clock.instant();
        Optional<PostgresStore.Sealed> found =
                custody.keeping(
                        actor,
                        which,
                        Action.POSTGRES_CREDENTIALS_READ,
                        (tx, account) -> {
                            Optional<PostgresStore.Sealed> row =
                                    PostgresStore.find(tx, account.id());
                            tx.record(
                                    ServiceAccounts.event(
                                                    now,
                                                    actor,
                                                    Action.POSTGRES_CREDENTIALS_READ,
                                                    account)
                                            .saying(row.isPresent() ? "" : "nothing is kept"));
                            return row;
                        });
        PostgresStore.Sealed row = found.orElseThrow(() -> notFound(which.toString()));
        return seal.opening(() -> opened(row), () -> opened(sealed(row.entry().account(), which)));
    }

    private PostgresStore.Sealed sealed(ServiceAccountId id, AccountReference which) {
        return database.read(tx -> PostgresStore.find(tx, id))
                .orElseThrow(() -> notFound(which.toString()));
    }

    private PostgresLogin opened(PostgresStore.Sealed row) {
        PostgresEntry entry = row.entry();
        byte[] password =
                seal.open(
                        row.password(),
                        PostgresStore.place(
                                entry.account(),
                                entry.host(),
                                entry.port(),
                                entry.database(),
                                entry.username()));
        return new PostgresLogin(
                entry.host(),
                entry.port(),
                entry.database(),
                entry.username(),
                Secret.of(password));
    }

    /// Throws [NotFound] when nothing is kept for the account.
    public void delete(Actor actor, ServiceAccountId id) {
        Instant now = clock.instant();
        custody.administering(
                actor,
                id,
                Action.POSTGRES_CREDENTIALS_DELETE,
                (tx, account) -> {
                    if (!PostgresStore.delete(tx, id)) {
                        throw notFound(id.toString());
                    }
                    tx.record(
                            ServiceAccounts.event(
                                    now, actor, Action.POSTGRES_CREDENTIALS_DELETE, account));
                    return true;
                });
    }

    private static String difference(Optional<PostgresEntry> before, PostgresEntry after) {
        return new Difference()
                        .of("host", before.map(PostgresEntry::host), Optional.of(after.host()))
                        .of("port", before.map(PostgresEntry::port), Optional.of(after.port()))
                        .of(
                                "database",
                                before.map(PostgresEntry::database),
                                Optional.of(after.database()))
                        .of(
                                "username",
                                before.map(PostgresEntry::username),
                                Optional.of(after.username()))
                + (before.isPresent() ? " with a new password" : "");
    }

    private static NotFound notFound(String account) {
        return new NotFound("Postgres login for the service account", account);
    }
}
