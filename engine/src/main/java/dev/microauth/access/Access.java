package dev.microauth.access;

import dev.microauth.actor.Actor;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.subject.Names;
import dev.microauth.subject.SubjectId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Who has which roles and scopes, and what they may do by them: people and service accounts alike.
///
/// Every change throws [NotFound] for a subject, role or scope that does not exist, [NotAllowed] when the actor would
/// give what they do not hold or take from somebody above them, and [Protected] when no administrator would be left.
/// A change that changes nothing is recorded nowhere.
public final class Access {
    /// The role that holds every permission.
    public static final String ADMIN_ROLE = "MadAdmin";

    private static final RoleStore ROLES = new RoleStore();
    private static final ScopeStore SCOPES = new ScopeStore();

    private final Database database;
    private final InstantSource clock;

    public Access(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Puts the seeded rows in place; changes nothing where they are.
    public void plantSeeds() {
        Instant now = clock.instant();
        database.write(tx -> {
            Seeds.plant(tx, now);
            return true;
        });
    }

    /// Gives a role; changes nothing when the subject has it.
    public void assignRole(Actor actor, SubjectId subject, RoleId id) {
        assignRole(actor, subject, tx -> existing(ROLES.find(tx, id.value()), "role", id));
    }

    /// Gives the role of this name.
    public void assignRole(Actor actor, SubjectId subject, String name) {
        assignRole(actor, subject, tx -> named(tx, ROLES, name));
    }

    /// Takes a role; throws [NotFound] when the subject does not have it.
    public void unassignRole(Actor actor, SubjectId subject, RoleId id) {
        unassignRole(actor, subject, _ -> id.value());
    }

    /// Takes the role of this name.
    public void unassignRole(Actor actor, SubjectId subject, String name) {
        unassignRole(actor, subject, tx -> named(tx, ROLES, name).key());
    }

    /// Gives these roles and takes all others, at once. Throws [dev.microauth.problem.AuthException.Invalid] naming
    /// `ids` when one of them is no role.
    public void setRoles(Actor actor, SubjectId subject, Set<RoleId> wanted) {
        var ids = wanted.stream().map(RoleId::value).toList();
        changeRoles(
                new Request(actor, subject, Action.ROLE_SET),
                tx ->
                        SetChange.to(
                                RoleStore.of(tx, subject), ids, id -> ROLES.find(tx, id), "role"));
    }

    /// Assigns a scope; changes nothing when the subject has it.
    public void assignScope(Actor actor, SubjectId subject, ScopeId id) {
        assignScope(actor, subject, tx -> existing(SCOPES.find(tx, id.value()), "scope", id));
    }

    /// Assigns the scope of this name.
    public void assignScope(Actor actor, SubjectId subject, String name) {
        assignScope(actor, subject, tx -> named(tx, SCOPES, name));
    }

    /// Takes a scope; throws [NotFound] when the subject does not have it.
    public void unassignScope(Actor actor, SubjectId subject, ScopeId id) {
        unassignScope(actor, subject, _ -> id.value());
    }

    /// Takes the scope of this name.
    public void unassignScope(Actor actor, SubjectId subject, String name) {
        unassignScope(actor, subject, tx -> named(tx, SCOPES, name).key());
    }

    /// Assigns these scopes and takes all others, at once. Throws [dev.microauth.problem.AuthException.Invalid]
    /// naming `ids` when one of them is no scope.
    public void setScopes(Actor actor, SubjectId subject, Set<ScopeId> wanted) {
        var ids = wanted.stream().map(ScopeId::value).toList();
        changeScopes(
                new Request(actor, subject, Action.SCOPE_SET),
                tx ->
                        SetChange.to(
                                ScopeStore.of(tx, subject),
                                ids,
                                id -> SCOPES.find(tx, id),
                                "scope"));
    }

    /// The names of a subject's roles, sorted.
    public List<String> rolesOf(SubjectId subject) {
        return database.read(tx -> rolesOf(tx, subject));
    }

    /// The same inside a transaction.
    public static List<String> rolesOf(Tx tx, SubjectId subject) {
        return RoleStore.of(tx, subject).stream().map(Role::name).toList();
    }

    public ScopeSet scopesOf(SubjectId subject) {
        return database.read(tx -> scopesOf(tx, subject));
    }

    /// The same inside a transaction.
    public static ScopeSet scopesOf(Tx tx, SubjectId subject) {
        return ScopeSet.of(ScopeStore.of(tx, subject).stream().map(Scope::name).toList());
    }

    /// Every permission that one of the subject's roles holds.
    public Set<String> permissionsOf(SubjectId subject) {
        return database.read(tx -> Rights.of(tx, subject));
    }

    /// Whether the subject may do anything at all on the admin port.
    public boolean isAdministrator(SubjectId subject) {
        return database.read(tx -> Rights.administers(tx, subject));
    }

    /// Whose id this is, if it is a user's or a service account's.
    public Optional<SubjectId> findSubject(UUID id) {
        return database.read(tx -> Subjects.find(tx, id));
    }

    /// Whether the subject may do this now. Who is disabled or locked out may do nothing. Throws [NotFound] for a
    /// subject or permission that does not exist.
    public boolean check(SubjectId subject, PermissionId id) {
        Instant now = clock.instant();
        return database.read(tx -> {
            Subjects.requireExisting(tx, subject);
            Permission asked =
                    existing(new PermissionStore().find(tx, id.value()), "permission", id);
            return Subjects.mayAct(tx, subject, now)
                    && Rights.of(tx, subject).contains(asked.name());
        });
    }

    private record Request(Actor actor, SubjectId subject, Action action) {}

    private void assignRole(Actor actor, SubjectId subject, Database.Work<Role> role) {
        changeRoles(
                new Request(actor, subject, Action.ROLE_ASSIGN),
                tx -> SetChange.adding(RoleStore.of(tx, subject), role.run(tx)));
    }

    private void unassignRole(Actor actor, SubjectId subject, Database.Work<UUID> role) {
        changeRoles(
                new Request(actor, subject, Action.ROLE_UNASSIGN),
                tx -> SetChange.removing(RoleStore.of(tx, subject), role.run(tx), "role"));
    }

    private void assignScope(Actor actor, SubjectId subject, Database.Work<Scope> scope) {
        changeScopes(
                new Request(actor, subject, Action.SCOPE_ASSIGN),
                tx -> SetChange.adding(ScopeStore.of(tx, subject), scope.run(tx)));
    }

    private void unassignScope(Actor actor, SubjectId subject, Database.Work<UUID> scope) {
        changeScopes(
                new Request(actor, subject, Action.SCOPE_UNASSIGN),
                tx -> SetChange.removing(ScopeStore.of(tx, subject), scope.run(tx), "scope"));
    }

    private void changeRoles(Request request, Database.Work<SetChange<Role>> planned) {
        SubjectId subject = request.subject();
        change(
                request,
                planned,
                (tx, change) -> {
                    change.added()
                            .forEach(each -> Rights.requireMayGive(tx, request.actor(), each));
                    if (change.removed().stream().anyMatch(Seeds::isMadAdmin)) {
                        Administrators.requireAnother(tx, subject, clock.instant());
                    }
                    TokenRoom.requireFor(change.after(), TokenRoom.ROLE_BYTES, "role");
                    Set<String> before = Rights.administrative(Rights.of(tx, subject));
                    change.removed().forEach(each -> RoleStore.unassign(tx, subject, each.id()));
                    change.added().forEach(each -> RoleStore.assign(tx, subject, each.id()));
                    if (!Rights.of(tx, subject).containsAll(before)) {
                        Subjects.endAdminTokens(tx, subject);
                    }
                });
    }

    private void changeScopes(Request request, Database.Work<SetChange<Scope>> planned) {
        SubjectId subject = request.subject();
        change(
                request,
                planned,
                (tx, change) -> {
                    Rights.requireMayGiveScopes(
                            request.actor(), change.added().stream().map(Scope::name).toList());
                    TokenRoom.requireFor(change.after(), TokenRoom.SCOPE_BYTES, "scope");
                    change.removed().forEach(each -> ScopeStore.unassign(tx, subject, each.id()));
                    change.added().forEach(each -> ScopeStore.assign(tx, subject, each.id()));
                });
    }

    private interface Application<T extends Entry> {
        void apply(Tx tx, SetChange<T> change);
    }

    private <T extends Entry> void change(
            Request request, Database.Work<SetChange<T>> planned, Application<T> application) {
        Instant now = clock.instant();
        database.write(tx -> {
            Rights.lock(tx);
            Subjects.requireExisting(tx, request.subject());
            SetChange<T> change = planned.run(tx);
            if (change.isNothing()) {
                return false;
            }
            if (!change.removed().isEmpty()) {
                Rights.requireNotAbove(tx, request.actor(), request.subject());
            }
            application.apply(tx, change);
            tx.record(
                    change.on(
                            AuditEvent.of(now, request.actor(), request.action())
                                    .on(
                                            request.subject().kind(),
                                            request.subject().value().toString())));
            return true;
        });
    }

    private static <T> T existing(Optional<T> found, String noun, Record id) {
        return found.orElseThrow(() -> new NotFound(noun, id.toString()));
    }

    private static <T extends Entry> T named(Tx tx, Rows<T> rows, String name) {
        return rows.findNamed(tx, Names.fold(name))
                .orElseThrow(() -> new NotFound(rows.noun(), name));
    }
}
