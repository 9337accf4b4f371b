package dev.microauth.access;

import dev.microauth.db.Tx;
import dev.microauth.subject.Names;
import dev.microauth.subject.SubjectId;
import java.time.Instant;
import java.util.UUID;

/// The roles that service accounts own: each is made and removed with its account, and nobody changes it.
/// Whoever holds one has that account in their keeping. Each call is part of the caller's transaction.
public final class AccountRoles {
    private AccountRoles() {}

    /// False when there is a role whose name looks like this one.
    public static boolean add(Tx tx, UUID id, String name, Instant now) {
        return tx.update(
                        """
                        insert into roles (id, name, folded, skeleton, description, is_protected, created_at, modified_at,
                            version)
                        values (?, ?, ?, ?, ?, true, ?, ?, 1) on conflict do nothing
                        """,
                        id,
                        name,
                        Names.fold(name),
                        Names.skeleton(name),
                        "Keeps the service account " + name + ".",
                        now,
                        now)
                == 1;
    }

    /// Throws [dev.microauth.problem.AuthException.Protected] while a client lets only its holders in.
    public static void remove(Tx tx, UUID id) {
        RoleStore.requireNoClientAsks(tx, id);
        tx.update("delete from roles where id = ?", id);
    }

    public static boolean isHeld(Tx tx, UUID id, SubjectId by) {
        return tx.exists(
                "select 1 from subject_roles where role_id = ? and subject_id = ?", id, by.value());
    }
}
