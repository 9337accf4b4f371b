package dev.microauth.access;

import com.google.errorprone.annotations.CompileTimeConstant;
import dev.microauth.actor.Actor;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.db.Database;
import dev.microauth.db.StorageException.Conflict;
import dev.microauth.db.Tx;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.problem.AuthException.AlreadyExists;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.secret.Randomness;
import dev.microauth.subject.SubjectId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToIntFunction;

/// Roles, permissions and scopes: what there is, and who has what.
public final class Access {
    /// The role that holds every permission.
    public static final String ADMIN_ROLE = "MadAdmin";

    private final Database database;
    private final Randomness randomness;
    private final InstantSource clock;

    public Access(Database database, Randomness randomness, InstantSource clock) {
        this.database = database;
        this.randomness = randomness;
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

    public void createScope(Actor actor, String name) {
        Invalid.unless(
                !name.isEmpty()
                        && name.length() <= 100
                        && name.chars().allMatch(ScopeSet::isScopeCharacter),
                "name",
                "of a scope has 1 to 100 printable ASCII characters without space, quote and backslash");
        create(
                actor,
                Action.SCOPE_CREATE,
                "scope",
                name,
                """
                insert into scopes (id, name, is_protected, created_at, modified_at, version)
                values (?, ?, false, ?, ?, 1) on conflict do nothing
                """);
    }

    public void createRole(Actor actor, String name) {
        Invalid.unless(
                !name.isBlank()
                        && name.length() <= 100
                        && name.chars().noneMatch(Character::isISOControl),
                "name",
                "of a role has 1 to 100 characters and no control characters");
        create(
                actor,
                Action.ROLE_CREATE,
                "role",
                name,
                """
                insert into roles (id, name, is_protected, created_at, modified_at, version)
                values (?, ?, false, ?, ?, 1) on conflict do nothing
                """);
    }

    public void assignRole(Actor actor, SubjectId subject, String role) {
        change(
                AuditEvent.of(clock.instant(), actor, Action.ROLE_ASSIGN)
                        .on(subject.kind(), subject.value().toString())
                        .and("role", role),
                tx ->
                        tx.update(
                                """
                                insert into subject_roles (subject_id, role_id) select ?, id from roles where name = ?
                                on conflict (subject_id, role_id) do update set role_id = excluded.role_id
                                """,
                                subject.value(),
                                role));
    }

    /// Gives a role one more permission.
    public void assignPermission(Actor actor, String role, String permission) {
        change(
                AuditEvent.of(clock.instant(), actor, Action.PERMISSION_ASSIGN)
                        .on("role", role)
                        .and("permission", permission),
                tx ->
                        tx.update(
                                """
                                insert into role_permissions (role_id, permission_id)
                                select r.id, p.id from roles r join permissions p on p.name = ?
                                where r.name = ? and not r.is_protected on conflict do nothing
                                """,
                                permission,
                                role));
    }

    public void unassignRole(Actor actor, SubjectId subject, String role) {
        change(
                AuditEvent.of(clock.instant(), actor, Action.ROLE_UNASSIGN)
                        .on(subject.kind(), subject.value().toString())
                        .and("role", role),
                tx ->
                        tx.update(
                                "delete from subject_roles where subject_id = ? and role_id in (select id from roles where name = ?)",
                                subject.value(),
                                role));
    }

    public void assignScope(Actor actor, SubjectId subject, String scope) {
        change(
                AuditEvent.of(clock.instant(), actor, Action.SCOPE_ASSIGN)
                        .on(subject.kind(), subject.value().toString())
                        .and("scope", scope),
                tx ->
                        tx.update(
                                """
                                insert into subject_scopes (subject_id, scope_id) select ?, id from scopes where name = ?
                                on conflict (subject_id, scope_id) do update set scope_id = excluded.scope_id
                                """,
                                subject.value(),
                                scope));
    }

    public void unassignScope(Actor actor, SubjectId subject, String scope) {
        change(
                AuditEvent.of(clock.instant(), actor, Action.SCOPE_UNASSIGN)
                        .on(subject.kind(), subject.value().toString())
                        .and("scope", scope),
                tx ->
                        tx.update(
                                "delete from subject_scopes where subject_id = ? and scope_id in (select id from scopes where name = ?)",
                                subject.value(),
                                scope));
    }

    public List<String> rolesOf(SubjectId subject) {
        return database.read(tx ->
                tx.list(
                        """
                        select r.name as name from subject_roles u join roles r on r.id = u.role_id
                        where u.subject_id = ? order by r.name
                        """,
                        row -> row.text("name"),
                        subject.value()));
    }

    public ScopeSet scopesOf(SubjectId subject) {
        return ScopeSet.of(
                database.read(tx ->
                        tx.list(
                                """
                                select s.name as name from subject_scopes u join scopes s on s.id = u.scope_id
                                where u.subject_id = ? order by s.name
                                """,
                                row -> row.text("name"),
                                subject.value())));
    }

    /// Every permission that one of the subject's roles holds.
    public Set<String> permissionsOf(SubjectId subject) {
        return database.read(tx -> Rights.of(tx, subject));
    }

    /// Whether the subject may do anything at all on the admin port.
    public boolean isAdministrator(SubjectId subject) {
        return permissionsOf(subject).stream()
                .anyMatch(name -> AdminPermission.find(name).isPresent());
    }

    private void create(
            Actor actor, Action action, String noun, String name, @CompileTimeConstant String sql) {
        Instant now = clock.instant();
        UUID id = randomness.id(now);
        database.write(tx -> {
            if (tx.update(sql, id, name, now, now) != 1) {
                throw new AlreadyExists(noun, name);
            }
            tx.record(AuditEvent.of(now, actor, action).on(noun, name));
            return true;
        });
    }

    private void change(AuditEvent event, ToIntFunction<Tx> change) {
        try {
            database.write(tx -> {
                if (change.applyAsInt(tx) != 1) {
                    throw notFound(event.secondTarget().orElseThrow());
                }
                tx.record(event);
                return true;
            });
        } catch (Conflict e) {
            // The foreign key of the one who was to have it.
            throw notFound(event.target().orElseThrow());
        }
    }

    private static NotFound notFound(AuditEvent.Target target) {
        return new NotFound(target.kind(), target.id());
    }
}
