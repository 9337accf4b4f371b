package dev.microauth.access;

import dev.microauth.audit.Action;
import dev.microauth.db.Row;
import dev.microauth.db.Selection;
import dev.microauth.db.SortKey;
import dev.microauth.db.Sorts;
import dev.microauth.db.Tx;
import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import dev.microauth.subject.SubjectId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The rows of `permissions`.
final class PermissionStore implements Rows<Permission> {
    private static final Sorts SORTS =
            Sorts.by(SortKey.text("folded").named("name"), SortKey.number("created_at"));

    @Override
    public String noun() {
        return "permission";
    }

    @Override
    public Action created() {
        return Action.PERMISSION_CREATE;
    }

    @Override
    public Action updated() {
        return Action.PERMISSION_UPDATE;
    }

    @Override
    public Action deleted() {
        return Action.PERMISSION_DELETE;
    }

    @Override
    public EntryName named(String typed) {
        return EntryName.ofRight(typed);
    }

    @Override
    public Optional<Permission> find(Tx tx, UUID id) {
        return tx.find("select * from permissions where id = ?", PermissionStore::read, id);
    }

    @Override
    public Optional<Permission> findNamed(Tx tx, String folded) {
        return tx.find("select * from permissions where folded = ?", PermissionStore::read, folded);
    }

    @Override
    public boolean isTaken(Tx tx, EntryName name, UUID except) {
        return tx.exists(
                "select 1 from permissions where skeleton = ? and id <> ?",
                name.skeleton(),
                except);
    }

    @Override
    public boolean insert(Tx tx, UUID id, Wording wording, Instant now) {
        return tx.update(
                        """
                        insert into permissions (id, name, folded, skeleton, description, is_protected, created_at, modified_at, version)
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
                update permissions set name = ?, folded = ?, skeleton = ?, description = ?, modified_at = ?, version = version + 1
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
        tx.update("delete from role_permissions where permission_id = ?", id);
        tx.update("delete from permissions where id = ?", id);
    }

    /// What a role holds, by name.
    static List<Permission> of(Tx tx, RoleId role) {
        return tx.list(
                """
                select p.* from role_permissions rp join permissions p on p.id = rp.permission_id
                where rp.role_id = ? order by p.name
                """,
                PermissionStore::read,
                role.value());
    }

    /// What a subject's roles hold, by name.
    static List<Permission> of(Tx tx, SubjectId subject) {
        return tx.list(
                """
                select * from permissions where id in (
                    select rp.permission_id from subject_roles s join role_permissions rp on rp.role_id = s.role_id
                    where s.subject_id = ?) order by name
                """,
                PermissionStore::read,
                subject.value());
    }

    static List<String> names(Tx tx) {
        return tx.list("select name from permissions", row -> row.text("name"));
    }

    private static Page<Permission> page(Tx tx, Selection wanted, PageRequest request) {
        return wanted.search("folded like ?").page(tx, request, SORTS, PermissionStore::read);
    }

    static Page<Permission> page(Tx tx, PageRequest request, Optional<Boolean> isProtected) {
        var all = Selection.from("select * from permissions").counted("permissions");
        return page(tx, all.where("is_protected = ?", isProtected), request);
    }

    static Page<Permission> page(Tx tx, RoleId role, PageRequest request) {
        return page(
                tx,
                Selection.from(
                        """
                        select p.* from role_permissions rp join permissions p on p.id = rp.permission_id
                        where rp.role_id = ?
                        """,
                        role.value()),
                request);
    }

    static Page<Permission> page(Tx tx, SubjectId subject, PageRequest request) {
        return page(
                tx,
                Selection.from(
                        """
                        select * from permissions where id in (
                            select rp.permission_id from subject_roles s
                            join role_permissions rp on rp.role_id = s.role_id where s.subject_id = ?)
                        """,
                        subject.value()),
                request);
    }

    static Permission read(Row row) throws SQLException {
        return new Permission(
                new PermissionId(row.id("id")),
                row.text("name"),
                row.findText("description"),
                row.flag("is_protected"),
                row.time("created_at"),
                row.number("version"));
    }
}
