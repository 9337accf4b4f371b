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
import java.util.Set;
import java.util.UUID;

/// The rows of `scopes`.
final class ScopeStore implements Rows<Scope> {
    private static final Sorts SORTS =
            Sorts.by(SortKey.text("folded").named("name"), SortKey.number("created_at"));

    @Override
    public String noun() {
        return "scope";
    }

    @Override
    public Action created() {
        return Action.SCOPE_CREATE;
    }

    @Override
    public Action updated() {
        return Action.SCOPE_UPDATE;
    }

    @Override
    public Action deleted() {
        return Action.SCOPE_DELETE;
    }

    @Override
    public EntryName named(String typed) {
        return EntryName.ofScope(typed);
    }

    @Override
    public Optional<Scope> find(Tx tx, UUID id) {
        return tx.find("select * from scopes where id = ?", ScopeStore::read, id);
    }

    @Override
    public Optional<Scope> findNamed(Tx tx, String folded) {
        return tx.find("select * from scopes where folded = ?", ScopeStore::read, folded);
    }

    @Override
    public boolean isTaken(Tx tx, EntryName name, UUID except) {
        return tx.exists(
                "select 1 from scopes where skeleton = ? and id <> ?", name.skeleton(), except);
    }

    @Override
    public boolean insert(Tx tx, UUID id, Wording wording, Instant now) {
        return tx.update(
                        """
                        insert into scopes (id, name, folded, skeleton, description, is_protected, created_at, modified_at, version)
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
                update scopes set name = ?, folded = ?, skeleton = ?, description = ?, modified_at = ?, version = version + 1
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
        tx.update("delete from subject_scopes where scope_id = ?", id);
        tx.update("delete from client_scopes where scope_id = ?", id);
        tx.update("delete from scopes where id = ?", id);
    }

    /// What is assigned to a subject, by name.
    static List<Scope> of(Tx tx, SubjectId subject) {
        return tx.list(
                """
                select c.* from subject_scopes s join scopes c on c.id = s.scope_id
                where s.subject_id = ? order by c.name
                """,
                ScopeStore::read,
                subject.value());
    }

    static void assign(Tx tx, SubjectId subject, ScopeId scope) {
        tx.update(
                "insert into subject_scopes (subject_id, scope_id) values (?, ?)",
                subject.value(),
                scope.value());
    }

    static void unassign(Tx tx, SubjectId subject, ScopeId scope) {
        tx.update(
                "delete from subject_scopes where subject_id = ? and scope_id = ?",
                subject.value(),
                scope.value());
    }

    /// What it takes to assign the scope to everybody who has it, clients included.
    static Set<String> neededToAssign(Tx tx, ScopeId scope) {
        return Set.copyOf(
                tx.list(
                        """
                        select distinct case kind when 'user' then 'users:write' else 'service-accounts:write' end as needed
                        from subjects where id in (select subject_id from subject_scopes where scope_id = ?)
                        union select 'clients:write' from client_scopes where scope_id = ?
                        """,
                        row -> row.text("needed"),
                        scope.value(),
                        scope.value()));
    }

    /// The scopes of everybody who has this one beside so many that room in a token could be short.
    static List<TokenRoom.Taken> crowded(Tx tx, ScopeId scope, int longer) {
        return tx.list(
                """
                select a.subject_id as subject, n.name as name from subject_scopes a join scopes n on n.id = a.scope_id
                where a.subject_id in (
                    select s.subject_id from subject_scopes s join subject_scopes o on o.subject_id = s.subject_id
                    join scopes c on c.id = o.scope_id where s.scope_id = ?
                    group by s.subject_id having sum(length(c.name)) * 4 + ? > ?)
                """,
                row -> new TokenRoom.Taken(row.id("subject"), row.text("name")),
                scope.value(),
                longer,
                TokenRoom.SCOPE_BYTES);
    }

    private static Page<Scope> page(Tx tx, Selection wanted, PageRequest request) {
        return wanted.search("folded like ?").page(tx, request, SORTS, ScopeStore::read);
    }

    static Page<Scope> page(Tx tx, PageRequest request, Optional<Boolean> isProtected) {
        var all = Selection.from("select * from scopes").counted("scopes");
        return page(tx, all.where("is_protected = ?", isProtected), request);
    }

    static Page<Scope> page(Tx tx, SubjectId subject, PageRequest request) {
        return page(
                tx,
                Selection.from(
                        """
                        select e.* from subject_scopes s join scopes e on e.id = s.scope_id
                        where s.subject_id = ?
                        """,
                        subject.value()),
                request);
    }

    static Scope read(Row row) throws SQLException {
        return new Scope(
                new ScopeId(row.id("id")),
                row.text("name"),
                row.findText("description"),
                row.flag("is_protected"),
                row.time("created_at"),
                row.number("version"));
    }
}
