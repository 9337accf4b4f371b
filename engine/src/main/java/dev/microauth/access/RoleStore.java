package dev.microauth.access;

import dev.microauth.audit.Action;
import dev.microauth.db.Row;
import dev.microauth.db.Selection;
import dev.microauth.db.SortKey;
import dev.microauth.db.Sorts;
import dev.microauth.db.Tx;
import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import dev.microauth.problem.AuthException.Protected;
import dev.microauth.subject.SubjectId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The rows of `roles`.
final class RoleStore implements Rows<Role> {
    private static final Sorts SORTS =
            Sorts.by(SortKey.text("folded").named("name"), SortKey.number("created_at"));

    @Override
    public String noun() {
        return "role";
    }

    @Override
    public Action created() {
        return Action.ROLE_CREATE;
    }

    @Override
    public Action updated() {
        return Action.ROLE_UPDATE;
    }

    @Override
    public Action deleted() {
        return Action.ROLE_DELETE;
    }

    @Override
    public EntryName named(String typed) {
        return EntryName.ofRight(typed);
    }

    @Override
    public Optional<Role> find(Tx tx, UUID id) {
        return tx.find("select * from roles where id = ?", RoleStore::read, id);
    }

    @Override
    public Optional<Role> findNamed(Tx tx, String folded) {
        return tx.find("select * from roles where folded = ?", RoleStore::read, folded);
    }

    @Override
    public boolean isTaken(Tx tx, EntryName name, UUID except) {
        return tx.exists(
                "select 1 from roles where skeleton = ? and id <> ?", name.skeleton(), except);
    }

    @Override
    public boolean insert(Tx tx, UUID id, Wording wording, Instant now) {
        return tx.update(
                        """
                        insert into roles (id, name, folded, skeleton, description, is_protected, created_at, modified_at, version)
                        values (?, ?, ?, ?, ?, false, ?, ?, 1) on conflict do nothing
                        """,
                        id,
                        wording.name().text(),
                        wording.name().folded(),
                        wording.name().skeleton(),
                        wording.description(),
                        now,
                        now)
                == 1;
    }

    @Override
    public void update(Tx tx, UUID id, Wording wording, Instant now) {
        tx.update(
                """
                update roles set name = ?, folded = ?, skeleton = ?, description = ?, modified_at = ?, version = version + 1
                where id = ?
                """,
                wording.name().text(),
                wording.name().folded(),
                wording.name().skeleton(),
                wording.description(),
                now,
                id);
    }

    @Override
    public void delete(Tx tx, UUID id) {
        // Said here, not left to the foreign keys: what is remembered of these tables is forgotten.
        tx.update("delete from subject_roles where role_id = ?", id);
        tx.update("delete from role_permissions where role_id = ?", id);
        tx.update("delete from roles where id = ?", id);
    }

    /// A client that let only holders of the role in would let everybody in without it.
    static void requireNoClientAsks(Tx tx, UUID id) {
        tx.find(
                        """
                        select c.client_id as client_id from client_allowed_roles a join clients c on c.id = a.client
                        where a.role_id = ? order by c.client_id limit 1
                        """,
                        row -> row.text("client_id"),
                        id)
                .ifPresent(client -> {
                    throw new Protected(
                            "the client "
                                    + client
                                    + " lets only holders of this role in: take it out of its allowed_roles first");
                });
    }

    /// What a subject has, by name.
    static List<Role> of(Tx tx, SubjectId subject) {
        return tx.list(
                """
                select r.* from subject_roles s join roles r on r.id = s.role_id
                where s.subject_id = ? order by r.name
                """,
                RoleStore::read,
                subject.value());
    }

    static void assign(Tx tx, SubjectId subject, RoleId role) {
        tx.update(
                "insert into subject_roles (subject_id, role_id) values (?, ?)",
                subject.value(),
                role.value());
    }

    static void unassign(Tx tx, SubjectId subject, RoleId role) {
        tx.update(
                "delete from subject_roles where subject_id = ? and role_id = ?",
                subject.value(),
                role.value());
    }

    static void bind(Tx tx, UUID role, UUID permission) {
        tx.update(
                "insert into role_permissions (role_id, permission_id) values (?, ?)",
                role,
                permission);
    }

    static void unbind(Tx tx, UUID role, UUID permission) {
        tx.update(
                "delete from role_permissions where role_id = ? and permission_id = ?",
                role,
                permission);
    }

    /// What it takes to assign the role to everybody who has it.
    static Set<String> neededToAssign(Tx tx, RoleId role) {
        return Set.copyOf(
                tx.list(
                        """
                        select distinct case kind when 'user' then 'users:write' else 'service-accounts:write' end as needed
                        from subjects where id in (select subject_id from subject_roles where role_id = ?)
                        """,
                        row -> row.text("needed"),
                        role.value()));
    }

    /// The roles of everybody who has this one beside so many that room in a token could be short.
    static List<TokenRoom.Taken> crowded(Tx tx, RoleId role, int longer) {
        return tx.list(
                """
                select a.subject_id as subject, n.name as name from subject_roles a join roles n on n.id = a.role_id
                where a.subject_id in (
                    select s.subject_id from subject_roles s join subject_roles o on o.subject_id = s.subject_id
                    join roles r on r.id = o.role_id where s.role_id = ?
                    group by s.subject_id having sum(length(r.name)) * 4 + ? > ?)
                """,
                row -> new TokenRoom.Taken(row.id("subject"), row.text("name")),
                role.value(),
                longer,
                TokenRoom.ROLE_BYTES);
    }

    private static Page<Role> page(Tx tx, Selection wanted, PageRequest request) {
        return wanted.search("folded like ?").page(tx, request, SORTS, RoleStore::read);
    }

    static Page<Role> page(Tx tx, PageRequest request, Optional<Boolean> isProtected) {
        var all = Selection.from("select * from roles").counted("roles");
        return page(tx, all.where("is_protected = ?", isProtected), request);
    }

    static Page<Role> page(Tx tx, SubjectId subject, PageRequest request) {
        return page(
                tx,
                Selection.from(
                        """
                        select e.* from subject_roles s join roles e on e.id = s.role_id
                        where s.subject_id = ?
                        """,
                        subject.value()),
                request);
    }

    static Role read(Row row) throws SQLException {
        return new Role(
                new RoleId(row.id("id")),
                row.text("name"),
                row.findText("description"),
                row.flag("is_protected"),
                row.time("created_at"),
                row.number("version"));
    }
}
