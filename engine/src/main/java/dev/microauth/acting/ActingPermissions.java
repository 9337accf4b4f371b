package dev.microauth.acting;

import dev.microauth.access.EntryChange;
import dev.microauth.access.NewEntry;
import dev.microauth.access.Permission;
import dev.microauth.access.PermissionId;
import dev.microauth.access.Permissions;
import dev.microauth.actor.Actor;
import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import java.util.Optional;
import java.util.stream.Stream;

/// Permissions: what roles permit, by names that the application asks for.
///
/// ```java runnable
/// auth.permissions().create().name("orders:refund").save();
/// auth.permissions().stream().map(each -> each.name()).forEach(System.out::println);
/// ```
///
/// Each change throws [dev.microauth.problem.AuthException.NotFound] for a permission that is none,
/// [dev.microauth.problem.AuthException.AlreadyExists] for a name that is taken,
/// [dev.microauth.problem.AuthException.Protected] for a built-in one, and
/// [dev.microauth.problem.AuthException.NotAllowed] for an actor who does not hold what they would give.
public final class ActingPermissions {
    private final Permissions permissions;
    private final Actor actor;

    ActingPermissions(Permissions permissions, Actor actor) {
        this.permissions = permissions;
        this.actor = actor;
    }

    /// A permission to be.
    public NewEntry<Permission> create() {
        return permissions.create(actor);
    }

    public Optional<Permission> find(PermissionId id) {
        return permissions.find(id);
    }

    /// By name, in any spelling.
    public Optional<Permission> find(String name) {
        return permissions.find(name);
    }

    /// Throws [dev.microauth.problem.AuthException.NotFound].
    public Permission get(PermissionId id) {
        return permissions.get(id);
    }

    /// The first fifty.
    public Page<Permission> list() {
        return list(PageRequest.first());
    }

    /// A page, by `name` or `created_at`.
    public Page<Permission> list(PageRequest request) {
        return permissions.list(request, Optional.empty());
    }

    /// All of them, read page by page.
    public Stream<Permission> stream() {
        return Whole.of(this::list);
    }

    /// What is not named stays as it is.
    public EntryChange<Permission> update(PermissionId id) {
        return permissions.update(actor, id);
    }

    /// From every role that holds it.
    public void delete(PermissionId id) {
        permissions.delete(actor, id);
    }
}
