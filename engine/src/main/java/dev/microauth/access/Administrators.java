package dev.microauth.access;

import dev.microauth.db.Tx;
import dev.microauth.problem.AuthException.Protected;
import dev.microauth.subject.SubjectId;
import dev.microauth.subject.UserId;
import java.time.Instant;

/// The people who hold every permission: that there is one, and that one stays. Each call is part of the caller's
/// transaction.
public final class Administrators {
    private Administrators() {}

    /// Whether somebody active holds the role that holds every permission.
    public static boolean exist(Tx tx) {
        return tx.exists(
                """
                select 1 from subject_roles s join users u on u.id = s.subject_id
                where s.role_id = ? and u.is_active limit 1
                """,
                Seeds.MAD_ADMIN);
    }

    /// Throws [Protected] when nobody but this one could enter and administer everything from now on. Takes the lock,
    /// since two could remove each other.
    public static void requireAnother(Tx tx, SubjectId leaving, Instant now) {
        Rights.lock(tx);
        // Security H9: the last one stays; one who is locked out or has no password is no help.
        if (isOne(tx, leaving)
                && !tx.exists(
                        """
                        select 1 from subject_roles s join users u on u.id = s.subject_id
                        where s.role_id = ? and u.is_active and u.password_hash is not null
                            and coalesce(u.lockout_until, 0) <= ? and s.subject_id <> ? limit 1
                        """,
                        Seeds.MAD_ADMIN,
                        now,
                        leaving.value())) {
            throw new Protected(
                    "this is the last administrator who can sign in: make another one first");
        }
    }

    private static boolean isOne(Tx tx, SubjectId subject) {
        return tx.exists(
                """
                select 1 from subject_roles s join users u on u.id = s.subject_id
                where s.role_id = ? and u.is_active and s.subject_id = ?
                """,
                Seeds.MAD_ADMIN,
                subject.value());
    }

    /// Gives somebody every permission without asking who gives it: for the link that whoever owns the machine made.
    public static void appoint(Tx tx, UserId id) {
        tx.update(
                "insert into subject_roles (subject_id, role_id) values (?, ?) on conflict do nothing",
                id.value(),
                Seeds.MAD_ADMIN);
    }
}
