package dev.microauth.access;

import dev.microauth.db.Tx;

/// Ends what people and service accounts have on the admin port when an administrative permission is taken from
/// many of them at once; before it is taken. Who holds it by another role too loses nothing.
final class Demotion {
    private static final String LOSERS =
            """
            update subjects set admin_generation = admin_generation + 1 where id in (
                select s.subject_id from subject_roles s
                join role_permissions rp on rp.role_id = s.role_id
                join permissions p on p.id = rp.permission_id
                where s.role_id = ? and p.is_protected and not exists (
                    select 1 from subject_roles o join role_permissions orp on orp.role_id = o.role_id
                    where o.subject_id = s.subject_id and o.role_id <> s.role_id
                    and orp.permission_id = rp.permission_id)
            """;

    private Demotion() {}

    /// The role goes, with all that it gives.
    static void byRole(Tx tx, RoleId role) {
        tx.update(LOSERS + ")", role.value());
    }

    /// The role no longer gives this.
    static void byPermission(Tx tx, RoleId role, PermissionId permission) {
        tx.update(LOSERS + " and rp.permission_id = ?)", role.value(), permission.value());
    }
}
