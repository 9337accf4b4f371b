package dev.microauth.access;

import dev.microauth.actor.Actor;
import dev.microauth.db.Database;
import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import dev.microauth.problem.AuthException.NotAllowed;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.secret.Randomness;
import dev.microauth.subject.SubjectId;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Permissions: made, found, reworded, removed. `MadAdmin` holds each from the moment it is made.
public final class Permissions {
    private final Database database;
    private final Register<Permission> register;

    public Permissions(Database database, Randomness randomness, InstantSource clock) {
        this.database = database;
        this.register = new Register<>(new PermissionStore(), database, randomness, clock);
    }

    /// Names as of roles. Only who holds every permission holds the new one at once, and may give it to a role.
    public NewEntry<Permission> create(Actor actor) {
        return register.create(
                actor, (tx, made, _) -> RoleStore.bind(tx, Seeds.MAD_ADMIN, made.id().value()));
    }

    /// A new name is for those who hold every permission: under it, the permission may say something else.
    public EntryChange<Permission> update(Actor actor, PermissionId id) {
        return register.update(
                actor,
                id.value(),
                (tx, _, _) -> {
                    // Security H7: else one could rename what one holds into what one wants.
                    if (!actor.holds(PermissionStore.names(tx))) {
                        throw new NotAllowed(
                                "only who holds every permission can give one another name");
                    }
                });
    }

    public Optional<Permission> find(PermissionId id) {
        return register.find(id.value());
    }

    /// By name, however it is written.
    public Optional<Permission> find(String name) {
        return register.find(name);
    }

    public Permission get(PermissionId id) {
        return register.get(id.value());
    }

    /// What a role holds, by name.
    public List<Permission> of(RoleId role) {
        return database.read(tx -> PermissionStore.of(tx, role));
    }

    /// What a subject may do through its roles, by name.
    public List<Permission> of(SubjectId subject) {
        return database.read(tx -> PermissionStore.of(tx, subject));
    }

    /// All of them, by `name` or `created_at`; the ones that are protected, or are not, where that is said.
    public Page<Permission> list(PageRequest request, Optional<Boolean> isProtected) {
        return database.read(tx -> PermissionStore.page(tx, request, isProtected));
    }

    /// What a subject may do through its roles; throws [dev.microauth.problem.AuthException.NotFound] when there is none.
    public Page<Permission> list(SubjectId subject, PageRequest request) {
        return database.read(tx -> {
            Subjects.requireExisting(tx, subject);
            return PermissionStore.page(tx, subject, request);
        });
    }

    /// What a role holds; throws [NotFound] when there is none.
    public Page<Permission> list(RoleId role, PageRequest request) {
        return database.read(tx -> {
            if (new RoleStore().find(tx, role.value()).isEmpty()) {
                throw new NotFound("role", role.toString());
            }
            return PermissionStore.page(tx, role, request);
        });
    }

    /// Removes the permission from every role too. The actor has to hold it.
    public void delete(Actor actor, PermissionId id) {
        register.delete(
                actor, id.value(), (_, permission, _) -> Rights.requireMayGive(actor, permission));
    }
}
