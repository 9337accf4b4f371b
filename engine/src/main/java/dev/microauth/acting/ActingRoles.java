package dev.microauth.acting;

import dev.microauth.access.EntryChange;
import dev.microauth.access.NewEntry;
import dev.microauth.access.Permission;
import dev.microauth.access.PermissionId;
import dev.microauth.access.Permissions;
import dev.microauth.access.Role;
import dev.microauth.access.RoleId;
import dev.microauth.access.Roles;
import dev.microauth.actor.Actor;
import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Roles: what people and service accounts are, and what that permits.
///
/// ```java runnable
/// var florist = auth.roles().create().name("Florist").description("Cuts and sells").save();
/// var cut = auth.permissions().create().name("flowers:cut").save();
/// auth.roles().addPermission(florist.id(), cut.id());
/// System.out.println(auth.roles().permissions(florist.id()));
/// ```
///
/// Each change throws [dev.microauth.problem.AuthException.NotFound] for a role that is none,
/// [dev.microauth.problem.AuthException.AlreadyExists] for a name that is taken,
/// [dev.microauth.problem.AuthException.Protected] for a built-in one, and
/// [dev.microauth.problem.AuthException.NotAllowed] for an actor who does not hold what they would give.
public final class ActingRoles {
    private final Roles roles;
    private final Permissions permissions;
    private final Actor actor;

    ActingRoles(Acting.Rights rights, Actor actor) {
        this.roles = rights.roles();
        this.permissions = rights.permissions();
        this.actor = actor;
    }

    /// A role to be.
    public NewEntry<Role> create() {
        return roles.create(actor);
    }

    public Optional<Role> find(RoleId id) {
        return roles.find(id);
    }

    /// By name, in any spelling.
    public Optional<Role> find(String name) {
        return roles.find(name);
    }

    /// Throws [dev.microauth.problem.AuthException.NotFound].
    public Role get(RoleId id) {
        return roles.get(id);
    }

    /// The first fifty.
    public Page<Role> list() {
        return list(PageRequest.first());
    }

    /// A page, by `name` or `created_at`.
    public Page<Role> list(PageRequest request) {
        return roles.list(request, Optional.empty());
    }

    /// All of them, read page by page.
    public Stream<Role> stream() {
        return Whole.of(this::list);
    }

    /// What is not named stays as it is.
    public EntryChange<Role> update(RoleId id) {
        return roles.update(actor, id);
    }

    /// From everybody who has it.
    public void delete(RoleId id) {
        roles.delete(actor, id);
    }

    /// What it permits, by name.
    public List<Permission> permissions(RoleId id) {
        return permissions.of(id);
    }

    /// Changes nothing when it holds it.
    public void addPermission(RoleId id, PermissionId permission) {
        roles.addPermission(actor, id, permission);
    }

    public void removePermission(RoleId id, PermissionId permission) {
        roles.removePermission(actor, id, permission);
    }

    /// These and no others.
    public void setPermissions(RoleId id, Set<PermissionId> wanted) {
        roles.setPermissions(actor, id, wanted);
    }
}
