package dev.microauth.service;

import dev.microauth.access.AccountRoles;
import dev.microauth.access.AdminPermission;
import dev.microauth.access.Rights;
import dev.microauth.actor.Actor;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.problem.AuthException.NotAllowed;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.subject.ServiceAccountId;
import dev.microauth.subject.SubjectId;
import dev.microauth.subject.UserId;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// Who keeps a service account: the account itself, holders of its role, and who may write service accounts.
/// Asked inside the transaction of what it allows; a refusal leaves an event too.
final class Custody {
    private static final List<String> WRITE =
            List.of(AdminPermission.SERVICE_ACCOUNTS_WRITE.permission());

    private final Database database;
    private final InstantSource clock;

    Custody(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    private sealed interface Decision<T> {
        record Allowed<T>(T result) implements Decision<T> {}

        record Refused<T>(NotAllowed why) implements Decision<T> {}
    }

    /// Does something that its keepers may do with an account.
    <T> T keeping(
            Actor actor,
            AccountReference which,
            Action action,
            BiFunction<Tx, ServiceAccount, T> work) {
        return decided(actor, which, action, work, Custody::requireKeeper);
    }

    /// Does something that is for those alone who may write service accounts.
    <T> T administering(
            Actor actor,
            ServiceAccountId id,
            Action action,
            BiFunction<Tx, ServiceAccount, T> work) {
        return decided(
                actor, AccountReference.of(id), action, work, (_, who, _) -> requireWriter(who));
    }

    /// Does something that brings its rights along: who administers all accounts must not have fewer.
    <T> T impersonating(
            Actor actor,
            AccountReference which,
            Action action,
            BiFunction<Tx, ServiceAccount, T> work) {
        return decided(
                actor,
                which,
                action,
                work,
                (tx, who, account) -> {
                    requireKeeper(tx, who, account);
                    requireNotAbove(tx, who, account);
                });
    }

    private interface Rule {
        void require(Tx tx, Actor actor, Optional<ServiceAccount> account);
    }

    private <T> T decided(
            Actor actor,
            AccountReference which,
            Action action,
            BiFunction<Tx, ServiceAccount, T> work,
            Rule rule) {
        Decision<T> decision =
                database.write(tx -> {
                    Optional<ServiceAccount> found = which.find(tx, actor);
                    try {
                        rule.require(tx, actor, found);
                    } catch (NotAllowed why) {
                        tx.record(refusal(actor, which, action, found));
                        return new Decision.Refused<>(why);
                    }
                    ServiceAccount account =
                            found.orElseThrow(
                                    () -> new NotFound("service account", which.toString()));
                    return new Decision.Allowed<>(work.apply(tx, account));
                });
        return switch (decision) {
            case Decision.Allowed<T>(T result) -> result;
            case Decision.Refused<T>(NotAllowed why) -> throw why;
        };
    }

    private AuditEvent refusal(
            Actor actor, AccountReference which, Action action, Optional<ServiceAccount> found) {
        var event = AuditEvent.of(clock.instant(), actor, action);
        return found.map(account ->
                        ServiceAccounts.event(clock.instant(), actor, action, account)
                                .refused("keeps neither the account nor all accounts"))
                .orElseGet(() -> event.refused("there is no such service account"));
    }

    // One answer whether the account exists or not: names are not for those who keep nothing.
    private static void requireKeeper(Tx tx, Actor actor, Optional<ServiceAccount> account) {
        boolean isKeeper =
                actor.holds(WRITE)
                        || account.filter(
                                        each -> isItself(actor, each) || holdsRole(tx, actor, each))
                                .isPresent();
        if (!isKeeper) {
            throw new NotAllowed(
                    "only the service account itself, holders of its role and those who may write service accounts"
                            + " may do this");
        }
    }

    private static void requireWriter(Actor actor) {
        if (!actor.holds(WRITE)) {
            throw new NotAllowed("only those who may write service accounts may do this");
        }
    }

    // Security H7: the credential of a mightier account would be a way to its rights. Who keeps an
    // account was given
    // its role by somebody who may do all that it may.
    private static void requireNotAbove(Tx tx, Actor actor, Optional<ServiceAccount> account) {
        if (account.isPresent() && !holdsRole(tx, actor, account.get())) {
            Rights.requireNotAbove(tx, actor, account.get().id());
        }
    }

    private static boolean isItself(Actor actor, ServiceAccount account) {
        return subject(actor).equals(Optional.of(account.id()));
    }

    private static boolean holdsRole(Tx tx, Actor actor, ServiceAccount account) {
        return subject(actor)
                .filter(id -> AccountRoles.isHeld(tx, account.roleId(), id))
                .isPresent();
    }

    private static Optional<SubjectId> subject(Actor actor) {
        return switch (actor.kind()) {
            case USER -> actor.id().flatMap(UserId::parse).map(SubjectId.class::cast);
            case SERVICE_ACCOUNT ->
                    actor.id().flatMap(ServiceAccountId::parse).map(SubjectId.class::cast);
            case CLIENT, SYSTEM, ANONYMOUS -> Optional.empty();
        };
    }
}
