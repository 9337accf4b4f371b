package dev.microauth.access;

import dev.microauth.db.Tx;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.subject.Generation;
import dev.microauth.subject.ServiceAccountId;
import dev.microauth.subject.SubjectId;
import dev.microauth.subject.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The rows of `subjects`: whoever can hold rights. Each call is part of the caller's transaction.
public final class Subjects {
    private Subjects() {}

    public static void add(Tx tx, SubjectId id) {
        tx.update(
                "insert into subjects (id, kind, generation, admin_generation) values (?, ?, 0, 0)",
                id.value(),
                id.kind());
    }

    /// Whose id this is, if it is anybody's.
    public static Optional<SubjectId> find(Tx tx, UUID id) {
        return tx.find("select kind from subjects where id = ?", row -> row.text("kind"), id)
                .map(kind -> kind.equals("user") ? new UserId(id) : new ServiceAccountId(id));
    }

    /// Throws [NotFound] unless there is a subject of this kind and id.
    static void requireExisting(Tx tx, SubjectId id) {
        if (!find(tx, id.value()).equals(Optional.of(id))) {
            throw new NotFound(id.kind(), id.value().toString());
        }
    }

    /// Whether a subject is neither disabled nor locked out.
    static boolean mayAct(Tx tx, SubjectId id, Instant now) {
        return switch (id) {
            case UserId user ->
                    tx.exists(
                            """
                            select 1 from users where id = ? and is_active
                            and (lockout_until is null or lockout_until <= ?)
                            """,
                            user.value(),
                            now);
            case ServiceAccountId account ->
                    tx.exists(
                            "select 1 from service_accounts where id = ? and is_active",
                            account.value());
        };
    }

    /// Removes a subject with every right it held.
    public static void remove(Tx tx, SubjectId id) {
        tx.update("delete from subjects where id = ?", id.value());
    }

    /// Read before a proof is looked at: what is issued for the proof dies with what ends it meanwhile.
    public static Optional<Generation> generation(Tx tx, SubjectId id) {
        return tx.find(
                "select generation, admin_generation from subjects where id = ?",
                row -> new Generation(row.number("generation"), row.number("admin_generation")),
                id.value());
    }

    /// Ends every token and session of a subject, on both ports, those still being issued included.
    public static void endTokens(Tx tx, SubjectId id) {
        tx.update(
                """
                update subjects set generation = generation + 1, admin_generation = admin_generation + 1
                where id = ?
                """,
                id.value());
    }

    /// Ends what a subject has on the admin port.
    static void endAdminTokens(Tx tx, SubjectId id) {
        tx.update(
                "update subjects set admin_generation = admin_generation + 1 where id = ?",
                id.value());
    }
}
