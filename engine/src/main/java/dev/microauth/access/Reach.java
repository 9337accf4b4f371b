package dev.microauth.access;

import dev.microauth.db.Tx;
import dev.microauth.subject.SubjectId;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/// What somebody can get done with their roles. A service account's own role lets its holders issue the account's
/// credential, and so speak for it: what the account may do is within their reach, and so on.
final class Reach {
    // Every role within reach of those that the first part selects.
    private static final String FROM = "with recursive held (role_id) as (";
    private static final String ONWARDS =
            """
             union
                select s.role_id from held h join service_accounts a on a.role_id = h.role_id
                join subject_roles s on s.subject_id = a.id)
            """;
    private static final String BY_SUBJECT =
            FROM + "select role_id from subject_roles where subject_id = ?" + ONWARDS;
    private static final String BY_ROLE = FROM + "select id from roles where id = ?" + ONWARDS;
    private static final String BY_HOLDERS =
            FROM
                    + """
                    select o.role_id from subject_roles s join subject_roles o on o.subject_id = s.subject_id
                    where s.role_id = ?
                    """
                    + ONWARDS;
    private static final String PERMISSIONS =
            """
            select name from permissions where id in (
                select permission_id from role_permissions where role_id in (
            """;
    private static final String DELEGATES =
            """
            select 1 from subject_scopes x join scopes s on s.id = x.scope_id
            where s.is_protected and s.name like 'admin:%' and (x.subject_id in (
                select id from service_accounts where role_id in (
            """;
    private static final String END = "select role_id from held))";

    private Reach() {}

    static Set<String> ofSubject(Tx tx, SubjectId subject) {
        UUID id = subject.value();
        return reach(
                tx.list(PERMISSIONS + BY_SUBJECT + END, row -> row.text("name"), id),
                tx.exists(DELEGATES + BY_SUBJECT + END + " or x.subject_id = ?)", id, id));
    }

    static Set<String> ofRole(Tx tx, UUID role) {
        return reach(
                tx.list(PERMISSIONS + BY_ROLE + END, row -> row.text("name"), role),
                tx.exists(DELEGATES + BY_ROLE + END + ")", role));
    }

    /// Of everybody who holds the role, together.
    static Set<String> ofHolders(Tx tx, UUID role) {
        return reach(
                tx.list(PERMISSIONS + BY_HOLDERS + END, row -> row.text("name"), role),
                tx.exists(
                        DELEGATES
                                + BY_HOLDERS
                                + END
                                + " or x.subject_id in (select subject_id from subject_roles where role_id = ?))",
                        role,
                        role));
    }

    /// The scopes of delegation are power over people.
    private static Set<String> reach(Iterable<String> permissions, boolean delegates) {
        var reach = new HashSet<String>();
        permissions.forEach(reach::add);
        if (delegates) {
            reach.add(AdminPermission.USERS_WRITE.permission());
        }
        return reach;
    }
}
