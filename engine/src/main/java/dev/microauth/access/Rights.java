package dev.microauth.access;

import dev.microauth.actor.Actor;
import dev.microauth.db.Tx;
import dev.microauth.problem.AuthException.NotAllowed;
import dev.microauth.subject.SubjectId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The rules that keep rights from growing by themselves. Each is asked inside the transaction of the change.
///
/// - Nobody gives what they do not hold, neither at once nor by a detour: what a service account may do counts for
///   whoever holds the account's own role, for they can speak for it.
/// - The scopes of delegation (`admin:…`) are power over people, and are given by those who hold `users:write`.
/// - The own role of a service account is given by those who hold `service-accounts:write`, and everything that the
///   account may do.
/// - Nobody takes from, resets or locks out somebody whose administrative permissions they do not all hold.
/// - There is always somebody who holds every permission and can sign in ([Administrators]).
public final class Rights {
    private Rights() {}

    /// Lets changes of rights happen one after another, on all nodes: what a rule has found stays true until the
    /// commit. The first thing in the transaction.
    public static void lock(Tx tx) {
        tx.update("update roles set version = version where id = ?", Seeds.MAD_ADMIN);
    }

    /// Every permission that one of the subject's roles holds.
    public static Set<String> of(Tx tx, SubjectId subject) {
        return Set.copyOf(
                tx.list(
                        """
                        select distinct p.name as name from subject_roles s
                        join role_permissions rp on rp.role_id = s.role_id
                        join permissions p on p.id = rp.permission_id where s.subject_id = ?
                        """,
                        row -> row.text("name"),
                        subject.value()));
    }

    /// Whether the subject may do anything at all on the admin port.
    public static boolean administers(Tx tx, SubjectId subject) {
        return !administrative(of(tx, subject)).isEmpty();
    }

    /// Throws [NotAllowed] when the subject has administrative permissions within reach that the actor does not
    /// hold: who may edit people does not thereby rule over those above. Nobody is above themselves.
    public static void requireNotAbove(Tx tx, Actor actor, SubjectId subject) {
        // Security H7: neither a reset nor a lock-out is a way around the rights of an
        // administrator.
        if (isAbove(tx, actor, subject)) {
            throw new NotAllowed(
                    "this "
                            + subject.kind()
                            + " has administrative permissions that you do not have");
        }
    }

    /// Whether the subject has administrative permissions within reach that the actor does not hold.
    public static boolean isAbove(Tx tx, Actor actor, SubjectId subject) {
        return !isSelf(actor, subject)
                && !actor.holds(administrative(Reach.ofSubject(tx, subject)));
    }

    /// The same actor, with the permissions it holds now.
    public static Actor asOfNow(Tx tx, Actor actor) {
        return switch (actor.kind()) {
            case SYSTEM -> actor;
            case USER, SERVICE_ACCOUNT -> actor.with(held(tx, actor));
            case CLIENT, ANONYMOUS -> actor.with(Set.of());
        };
    }

    private static Set<String> held(Tx tx, Actor actor) {
        return actor.id()
                .flatMap(id -> Subjects.find(tx, UUID.fromString(id)))
                .map(subject -> of(tx, subject))
                .orElse(Set.of());
    }

    /// Throws [NotAllowed] when somebody who holds the role is above the actor.
    static void requireNobodyAbove(Tx tx, Actor actor, Role role) {
        if (!actor.holds(administrative(Reach.ofHolders(tx, role.id().value())))) {
            throw new NotAllowed(
                    "the role "
                            + role.name()
                            + " is held by somebody with administrative permissions that you do not have");
        }
    }

    /// Throws [NotAllowed] when the role gives something that the actor does not hold.
    static void requireMayGive(Tx tx, Actor actor, Role role) {
        var given = new HashSet<>(Reach.ofRole(tx, role.id().value()));
        if (isOwnOfServiceAccount(tx, role)) {
            given.add(AdminPermission.SERVICE_ACCOUNTS_WRITE.permission());
        }
        // Security H7: nobody gives what they do not hold.
        if (!actor.holds(given)) {
            throw new NotAllowed(
                    "the role " + role.name() + " holds permissions that you do not hold yourself");
        }
    }

    /// Throws [NotAllowed] when the actor does not hold the permission.
    static void requireMayGive(Actor actor, Permission permission) {
        if (!actor.holds(Set.of(permission.name()))) {
            throw new NotAllowed(
                    "you do not hold the permission " + permission.name() + " yourself");
        }
    }

    /// Throws [NotAllowed] when one of these is a scope of delegation and the actor holds no `users:write`. For
    /// subjects and clients alike.
    public static void requireMayGiveScopes(Actor actor, Collection<String> names) {
        Optional<String> delegating =
                names.stream().filter(Seeds::isDelegation).sorted().findFirst();
        if (delegating.isPresent()
                && !actor.holds(Set.of(AdminPermission.USERS_WRITE.permission()))) {
            throw new NotAllowed(
                    "the scope "
                            + delegating.get()
                            + " gives power over people, and you do not hold users:write");
        }
    }

    /// Those that say something on the admin port.
    static Set<String> administrative(Set<String> permissions) {
        var some = new HashSet<>(permissions);
        some.removeIf(name -> AdminPermission.find(name).isEmpty());
        return some;
    }

    private static boolean isSelf(Actor actor, SubjectId subject) {
        boolean sameKind =
                switch (actor.kind()) {
                    case USER -> subject.kind().equals("user");
                    case SERVICE_ACCOUNT -> subject.kind().equals("service-account");
                    case CLIENT, SYSTEM, ANONYMOUS -> false;
                };
        return sameKind && actor.id().equals(Optional.of(subject.value().toString()));
    }

    private static boolean isOwnOfServiceAccount(Tx tx, Role role) {
        UUID id = role.id().value();
        return tx.exists("select 1 from service_accounts where role_id = ?", id);
    }
}
