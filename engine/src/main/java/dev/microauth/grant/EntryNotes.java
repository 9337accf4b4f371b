package dev.microauth.grant;

import static dev.microauth.db.Remembered.existing;

import dev.microauth.access.Access;
import dev.microauth.db.Database;
import dev.microauth.db.Remembered;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.subject.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is asked of a person with every token, kept in memory until it changes.
final class EntryNotes {
    private final Remembered<UserId, EntryNote> notes;

    EntryNotes(Database database) {
        this.notes =
                database.remember(
                        existing("users"),
                        existing("subjects"),
                        existing("roles"),
                        existing("scopes"),
                        "subject_roles",
                        "subject_scopes");
    }

    /// @param generation the count of the auth ring
    record EntryNote(
            boolean active,
            Optional<Instant> lockedUntil,
            List<String> roles,
            ScopeSet scopes,
            long generation) {
        boolean mayEnter(Instant now) {
            return active && lockedUntil.filter(now::isBefore).isEmpty();
        }
    }

    Optional<EntryNote> find(UserId user) {
        return notes.find(
                user,
                tx ->
                        tx.find(
                                """
                                select u.is_active, u.lockout_until, s.generation from users u
                                join subjects s on s.id = u.id where u.id = ?
                                """,
                                row ->
                                        new EntryNote(
                                                row.flag("is_active"),
                                                row.findTime("lockout_until"),
                                                Access.rolesOf(tx, user),
                                                Access.scopesOf(tx, user),
                                                row.number("generation")),
                                user.value()));
    }
}
