package dev.microauth.access;

import dev.microauth.db.Tx;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.subject.Names;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// The rows that every installation has, with their identifiers; put in place at each start, so that a
/// permission of a newer program reaches the roles that hold all.
final class Seeds {
    static final UUID MAD_ADMIN = UUID.fromString("3855db1d-465e-412b-b1f4-b5cd78b4ae9f");
    static final UUID MAD_AUDITOR = named("role MadAuditor");

    private static final Map<String, UUID> DELEGATION =
            Map.of(
                    "admin:provision_users",
                            UUID.fromString("d0955db1-67f7-4a7b-a9bb-ffbef4f0d2bd"),
                    "admin:reset_passwords",
                            UUID.fromString("2192998b-c3d3-4274-9a25-4a4195ba2ec7"),
                    "admin:deactivate_users",
                            UUID.fromString("31c00aae-4136-4a8c-92a6-d2bbf4be2d35"),
                    "admin:read_user", UUID.fromString("1f4610fe-0cb2-4119-bd69-9b6033326998"),
                    "admin:list_users", UUID.fromString("b6348575-83ec-4288-801b-e0d2da20569c"));

    private Seeds() {}

    static void plant(Tx tx, Instant now) {
        scopes().forEach((name, id) -> scope(tx, id, name, now));
        role(tx, MAD_ADMIN, "MadAdmin", "Holds every permission.", now);
        role(tx, MAD_AUDITOR, "MadAuditor", "Reads everything, changes nothing.", now);
        for (AdminPermission each : AdminPermission.values()) {
            UUID id = named("permission " + each.permission());
            permission(tx, id, each.permission(), now);
            grant(tx, MAD_ADMIN, id);
            if (each.isReading()) {
                grant(tx, MAD_AUDITOR, id);
            }
        }
        tx.update(
                """
                insert into role_permissions (role_id, permission_id) select ?, id from permissions where true
                on conflict do nothing
                """,
                MAD_ADMIN);
    }

    static boolean isMadAdmin(Role role) {
        return role.id().value().equals(MAD_ADMIN);
    }

    /// Whether the scope of this name gives power over people.
    static boolean isDelegation(String scope) {
        return DELEGATION.containsKey(scope);
    }

    private static Map<String, UUID> scopes() {
        var scopes = new LinkedHashMap<String, UUID>();
        ScopeSet.BUILT_IN.forEach(name -> scopes.put(name, named("scope " + name)));
        scopes.putAll(DELEGATION);
        return scopes;
    }

    private static UUID named(String name) {
        return UUID.nameUUIDFromBytes(("microauth " + name).getBytes(StandardCharsets.UTF_8));
    }

    private static void scope(Tx tx, UUID id, String name, Instant now) {
        tx.update(
                """
                insert into scopes (id, name, folded, skeleton, is_protected, created_at, modified_at, version)
                values (?, ?, ?, ?, true, ?, ?, 1) on conflict do nothing
                """,
                id,
                name,
                Names.fold(name),
                Names.skeleton(name),
                now,
                now);
    }

    private static void role(Tx tx, UUID id, String name, String description, Instant now) {
        tx.update(
                """
                insert into roles (id, name, folded, skeleton, description, is_protected, created_at, modified_at, version)
                values (?, ?, ?, ?, ?, true, ?, ?, 1) on conflict do nothing
                """,
                id,
                name,
                Names.fold(name),
                Names.skeleton(name),
                description,
                now,
                now);
    }

    private static void permission(Tx tx, UUID id, String name, Instant now) {
        makeRoom(tx, id, name);
        tx.update(
                """
                insert into permissions (id, name, folded, skeleton, is_protected, created_at, modified_at, version)
                values (?, ?, ?, ?, true, ?, ?, 1) on conflict do nothing
                """,
                id,
                name,
                Names.fold(name),
                Names.skeleton(name),
                now,
                now);
    }

    /// A permission that somebody made before this program knew its name does not become an administrative one in
    /// the hands of those who have it: it goes on under another name.
    private static void makeRoom(Tx tx, UUID id, String name) {
        tx.update(
                """
                update permissions set name = 'custom:' || name, folded = 'custom:' || folded,
                    skeleton = 'custom:' || skeleton, version = version + 1
                where skeleton = ? and id <> ?
                """,
                Names.skeleton(name),
                id);
    }

    private static void grant(Tx tx, UUID role, UUID permission) {
        tx.update(
                "insert into role_permissions (role_id, permission_id) values (?, ?) on conflict do nothing",
                role,
                permission);
    }
}
