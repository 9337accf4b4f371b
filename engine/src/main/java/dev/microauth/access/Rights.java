package dev.microauth.access;

import dev.microauth.actor.Actor;
import dev.microauth.db.Tx;
import dev.microauth.problem.AuthException.NotAllowed;
import dev.microauth.problem.AuthException.Protected;
import dev.microauth.subject.SubjectId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// The rules that keep rights from growing by themselves. Each is asked inside the transaction of the change.
public final class Rights {
    private Rights() {}

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

    /// Throws [NotAllowed] when the subject holds an administrative permission that the actor does not: who may
    /// edit people does not thereby rule over those above.
    public static void requireNotAbove(Tx tx, Actor actor, SubjectId subject) {
        var above = new HashSet<>(of(tx, subject));
        above.removeIf(name -> AdminPermission.find(name).isEmpty());
        // Security H7: neither a reset nor a lock-out is a way around the rights of an
        // administrator.
        if (!actor.holds(above)) {
            throw new NotAllowed(
                    "this "
                            + subject.kind()
                            + " has administrative permissions that you do not have");
        }
    }

    /// Throws [NotAllowed] when the role holds a permission that the actor does not hold.
    static void requireHeld(Tx tx, Actor actor, UUID role) {
        List<String> given =
                tx.list(
                        """
                        select p.name as name from role_permissions rp
                        join permissions p on p.id = rp.permission_id where rp.role_id = ?
                        """,
                        row -> row.text("name"),
                        role);
        // Security H7: nobody grants what they do not hold.
        if (!actor.holds(given)) {
            throw new NotAllowed("the role holds permissions that you do not hold yourself");
        }
    }

    /// Throws [Protected] when this is the only active person who holds every permission.
    public static void requireAnotherAdministrator(Tx tx, SubjectId leaving) {
        if (isActiveAdministrator(tx, leaving)
                && !tx.exists(
                        """
                        select 1 from subject_roles s join users u on u.id = s.subject_id
                        where s.role_id = ? and u.is_active and s.subject_id <> ? limit 1
                        """,
                        Seeds.MAD_ADMIN,
                        leaving.value())) {
            throw new Protected("this is the last administrator: make another one first");
        }
    }

    private static boolean isActiveAdministrator(Tx tx, SubjectId subject) {
        return tx.exists(
                """
                select 1 from subject_roles s join users u on u.id = s.subject_id
                where s.role_id = ? and u.is_active and s.subject_id = ?
                """,
                Seeds.MAD_ADMIN,
                subject.value());
    }
}
