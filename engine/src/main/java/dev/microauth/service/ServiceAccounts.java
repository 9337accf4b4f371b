package dev.microauth.service;

import dev.microauth.access.AccountRoles;
import dev.microauth.access.Rights;
import dev.microauth.access.Subjects;
import dev.microauth.actor.Actor;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.audit.Difference;
import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import dev.microauth.problem.AuthException.AlreadyExists;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.problem.AuthException.Stale;
import dev.microauth.secret.Randomness;
import dev.microauth.subject.ClientId;
import dev.microauth.subject.ServiceAccountId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Service accounts: made with a role of their own, found, changed, removed.
public final class ServiceAccounts {
    private static final int LONGEST_DESCRIPTION = 500;

    private final Database database;
    private final Randomness randomness;
    private final InstantSource clock;

    public ServiceAccounts(Database database, Randomness randomness, InstantSource clock) {
        this.database = database;
        this.randomness = randomness;
        this.clock = clock;
    }

    public NewServiceAccount create(Actor actor) {
        return new NewServiceAccount(this, actor);
    }

    public Optional<ServiceAccount> find(ServiceAccountId id) {
        return database.read(tx -> ServiceAccountStore.find(tx, id));
    }

    public Optional<ServiceAccount> find(ClientId name) {
        return database.read(tx -> ServiceAccountStore.find(tx, name));
    }

    public ServiceAccount get(ServiceAccountId id) {
        return find(id).orElseThrow(() -> notFound(id.toString()));
    }

    public ServiceAccount get(ClientId name) {
        return find(name).orElseThrow(() -> notFound(name.value()));
    }

    /// A page, by `name` or `created_at`; `active` restricts it to those that are, or are not.
    public Page<ServiceAccount> list(PageRequest request, Optional<Boolean> active) {
        return database.read(tx -> ServiceAccountStore.page(tx, request, active));
    }

    public ServiceAccountChange update(Actor actor, ServiceAccountId id) {
        return new ServiceAccountChange(this, actor, id);
    }

    public void activate(Actor actor, ServiceAccountId id) {
        update(actor, id).active(true).save();
    }

    /// Its tokens die at once; its credential opens again what it did when the account is activated.
    public void deactivate(Actor actor, ServiceAccountId id) {
        update(actor, id).active(false).save();
    }

    public void delete(Actor actor, ServiceAccountId id) {
        delete(actor, id, Optional.empty());
    }

    /// Removes the account with its role, its credential, what is kept for it, and every token it has. Throws [Stale]
    /// when it has another version by now than the one expected.
    public void delete(Actor actor, ServiceAccountId id, Optional<Long> expected) {
        Instant now = clock.instant();
        database.write(tx -> {
            ServiceAccount account = require(tx, actor, id);
            requireVersion(account, expected);
            ServiceAccountStore.delete(tx, account);
            AccountRoles.remove(tx, account.roleId());
            Subjects.remove(tx, id);
            tx.record(event(now, actor, Action.SERVICE_ACCOUNT_DELETE, account));
            return true;
        });
    }

    ServiceAccount insert(Actor actor, ClientId name, Optional<String> description) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        var account =
                new ServiceAccount(
                        new ServiceAccountId(randomness.id(now)),
                        name,
                        description,
                        true,
                        randomness.id(now),
                        Optional.empty(),
                        now,
                        now,
                        1);
        return database.write(tx -> {
            if (!ServiceAccountStore.claimName(tx, name)) {
                throw new AlreadyExists("client or service account", name.value());
            }
            if (!AccountRoles.add(tx, account.roleId(), name.value(), now)) {
                throw new AlreadyExists("role", name.value());
            }
            Subjects.add(tx, account.id());
            ServiceAccountStore.insert(tx, account);
            tx.record(event(now, actor, Action.SERVICE_ACCOUNT_CREATE, account));
            return account;
        });
    }

    ServiceAccount apply(Actor actor, ServiceAccountId id, ServiceAccountChange change) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        return database.write(tx -> {
            ServiceAccount account = require(tx, actor, id);
            requireVersion(account, change.expected());
            Optional<String> description = change.description(account);
            boolean active = change.active(account);
            var difference =
                    new Difference()
                            .of("description", account.description(), description)
                            .of("is_active", account.isActive(), active);
            if (difference.isEmpty()) {
                return account;
            }
            ServiceAccountStore.update(tx, id, description, active, now);
            if (account.isActive() && !active) {
                Subjects.endTokens(tx, id);
            }
            tx.record(
                    event(now, actor, Action.SERVICE_ACCOUNT_UPDATE, account)
                            .saying(difference.toString()));
            return ServiceAccountStore.find(tx, id).orElseThrow();
        });
    }

    private static void requireVersion(ServiceAccount account, Optional<Long> expected) {
        if (expected.filter(version -> version != account.version()).isPresent()) {
            throw new Stale("service account", account.id().toString());
        }
    }

    static String requireDescription(String text) {
        Invalid.unless(
                text.length() <= LONGEST_DESCRIPTION
                        && text.chars().noneMatch(Character::isISOControl),
                "description",
                "has more than 500 characters or control characters");
        return text;
    }

    private static ServiceAccount require(Tx tx, Actor actor, ServiceAccountId id) {
        ServiceAccount account =
                ServiceAccountStore.find(tx, id).orElseThrow(() -> notFound(id.toString()));
        Rights.requireNotAbove(tx, actor, id);
        return account;
    }

    private static NotFound notFound(String id) {
        return new NotFound("service account", id);
    }

    static AuditEvent event(Instant now, Actor actor, Action action, ServiceAccount account) {
        return AuditEvent.of(now, actor, action)
                .on(account.id().kind(), account.id().toString())
                .and("name", account.name().value());
    }
}
