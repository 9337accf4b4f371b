package dev.microauth.access;

import dev.microauth.actor.Actor;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.NotAllowed;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.problem.AuthException.Protected;
import dev.microauth.secret.Randomness;
import dev.microauth.subject.SubjectId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Roles: made, found, reworded, given permissions, removed.
public final class Roles {
    private static final RoleStore STORE = new RoleStore();
    private static final PermissionStore PERMISSIONS = new PermissionStore();

    private final Database database;
    private final InstantSource clock;
    private final Register<Role> register;

    public Roles(Database database, Randomness randomness, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.register = new Register<>(STORE, database, randomness, clock);
    }

    /// A name of 1 to 100 visible characters of one script.
    public NewEntry<Role> create(Actor actor) {
        return register.create(actor, (_, _, _) -> {});
    }

    /// A new name is as good as a new role for whoever holds it: the actor has to hold what the role gives, and what
    /// it takes to assign it to them.
    public EntryChange<Role> update(Actor actor, RoleId id) {
        return register.update(
                actor,
                id.value(),
                (tx, role, name) -> {
                    requireMayRename(tx, actor, role);
                    requireRoom(tx, role, name);
                });
    }

    public Optional<Role> find(RoleId id) {
        return register.find(id.value());
    }

    /// By name, however it is written.
    public Optional<Role> find(String name) {
        return register.find(name);
    }

    public Role get(RoleId id) {
        return register.get(id.value());
    }

    /// What a subject has, by name.
    public List<Role> of(SubjectId subject) {
        return database.read(tx -> RoleStore.of(tx, subject));
    }

    /// All of them, by `name` or `created_at`; the ones that are protected, or are not, where that is said.
    public Page<Role> list(PageRequest request, Optional<Boolean> isProtected) {
        return database.read(tx -> RoleStore.page(tx, request, isProtected));
    }

    /// What a subject has; throws [dev.microauth.problem.AuthException.NotFound] when there is none.
    public Page<Role> list(SubjectId subject, PageRequest request) {
        return database.read(tx -> {
            Subjects.requireExisting(tx, subject);
            return RoleStore.page(tx, subject, request);
        });
    }

    /// Removes the role from whoever holds it. Those who lose an administrative permission by it lose what they
    /// have on the admin port at once. Throws [Protected] while a client lets only its holders in.
    public void delete(Actor actor, RoleId id) {
        register.delete(
                actor,
                id.value(),
                (tx, role, _) -> {
                    Rights.requireNobodyAbove(tx, actor, role);
                    RoleStore.requireNoClientAsks(tx, id.value());
                    Demotion.byRole(tx, id);
                });
    }

    /// Gives the role one permission; changes nothing when it holds it.
    public void addPermission(Actor actor, RoleId id, PermissionId permission) {
        change(
                actor,
                id,
                Action.PERMISSION_ASSIGN,
                tx -> SetChange.adding(ofRole(tx, id), existing(tx, permission)));
    }

    /// Takes one permission from the role; throws [NotFound] when it does not hold it.
    public void removePermission(Actor actor, RoleId id, PermissionId permission) {
        change(
                actor,
                id,
                Action.PERMISSION_UNASSIGN,
                tx -> SetChange.removing(ofRole(tx, id), permission.value(), "permission"));
    }

    /// Gives the role these permissions and no others.
    public void setPermissions(Actor actor, RoleId id, Set<PermissionId> wanted) {
        change(
                actor,
                id,
                Action.PERMISSION_SET,
                tx ->
                        SetChange.to(
                                ofRole(tx, id),
                                wanted.stream().map(PermissionId::value).toList(),
                                each -> PERMISSIONS.find(tx, each),
                                "permission"));
    }

    private static List<Permission> ofRole(Tx tx, RoleId id) {
        return PermissionStore.of(tx, id);
    }

    private static Permission existing(Tx tx, PermissionId id) {
        return PERMISSIONS
                .find(tx, id.value())
                .orElseThrow(() -> new NotFound("permission", id.toString()));
    }

    private void change(
            Actor actor, RoleId id, Action action, Database.Work<SetChange<Permission>> planned) {
        Instant now = clock.instant();
        database.write(tx -> {
            Rights.lock(tx);
            Role role =
                    STORE.find(tx, id.value())
                            .orElseThrow(() -> new NotFound("role", id.toString()));
            SetChange<Permission> change = planned.run(tx);
            if (change.isNothing()) {
                return false;
            }
            // Security H9: the built-in roles, and those of service accounts, stay as they are.
            if (role.isProtected()) {
                throw new Protected(
                        "the role "
                                + role.name()
                                + " is protected: its permissions stay as they are");
            }
            apply(tx, actor, role, change);
            tx.record(change.on(AuditEvent.of(now, actor, action).on("role", id.toString())));
            return true;
        });
    }

    private static void apply(Tx tx, Actor actor, Role role, SetChange<Permission> change) {
        UUID id = role.id().value();
        change.added().forEach(each -> Rights.requireMayGive(actor, each));
        if (!change.removed().isEmpty()) {
            Rights.requireNobodyAbove(tx, actor, role);
        }
        change.removed()
                .forEach(each -> {
                    Demotion.byPermission(tx, role.id(), each.id());
                    RoleStore.unbind(tx, id, each.id().value());
                });
        change.added().forEach(each -> RoleStore.bind(tx, id, each.id().value()));
    }

    private static void requireMayRename(Tx tx, Actor actor, Role role) {
        Rights.requireMayGive(tx, actor, role);
        Rights.requireNobodyAbove(tx, actor, role);
        Set<String> needed = RoleStore.neededToAssign(tx, role.id());
        // Security H7: else one could rename what one holds into what one wants.
        if (!actor.holds(needed)) {
            throw new NotAllowed(
                    "this role is assigned: to give it another name takes "
                            + String.join(", ", needed.stream().sorted().toList()));
        }
    }

    private static void requireRoom(Tx tx, Role role, EntryName name) {
        int longer = TokenRoom.length(name.text()) - TokenRoom.length(role.name());
        Invalid.unless(
                longer <= 0
                        || TokenRoom.isLeft(
                                RoleStore.crowded(tx, role.id(), longer),
                                TokenRoom.ROLE_BYTES - longer),
                "name",
                "is too long: somebody has this role beside so many others that no token has room for it");
    }
}
