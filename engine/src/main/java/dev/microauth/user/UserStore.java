package dev.microauth.user;

import dev.microauth.access.Subjects;
import dev.microauth.db.Row;
import dev.microauth.db.Selection;
import dev.microauth.db.SortKey;
import dev.microauth.db.Sorts;
import dev.microauth.db.Tx;
import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import dev.microauth.password.PasswordHash;
import dev.microauth.problem.AuthException.AlreadyExists;
import dev.microauth.subject.UserId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// The rows of `users`.
final class UserStore {
    private static final Sorts SORTS =
            Sorts.by(
                    SortKey.text("username"),
                    SortKey.text("email_key").named("email"),
                    SortKey.number("created_at"),
                    SortKey.number("last_login_key").named("last_login"));

    // What people have enrolled is asked for with them: a list of them must not ask for each one.
    private static final String PEOPLE =
            """
            select u.*, coalesce(u.email, '') as email_key, coalesce(u.last_login, 0) as last_login_key,
                exists (select 1 from totp_secrets t
                    where t.user_id = u.id and t.confirmed_at is not null) as totp_enabled,
                (select count(*) from passkeys p where p.user_id = u.id) as passkeys
            from users u
            """;

    private UserStore() {}

    static Page<User> page(Tx tx, PageRequest request, UserFilter filter, Instant now) {
        Optional<Instant> locked = filter.isLocked().filter(wanted -> wanted).map(_ -> now);
        Optional<Instant> free = filter.isLocked().filter(wanted -> !wanted).map(_ -> now);
        return Selection.from(PEOPLE)
                .counted("users")
                .where("is_active = ?", filter.isActive())
                .where("coalesce(lockout_until, 0) > ?", locked)
                .where("coalesce(lockout_until, 0) <= ?", free)
                .search("username like ? or email_key like ? or lower(coalesce(name, '')) like ?")
                .page(tx, request, SORTS, UserStore::user);
    }

    /// Keeps the row from other transactions until this one ends; false when there is none.
    static boolean hold(Tx tx, UserId id) {
        return tx.update("update users set version = version where id = ?", id.value()) == 1;
    }

    /// Throws [AlreadyExists] when somebody else has the name, one that looks like it, or the address.
    static void requireFree(Tx tx, UserId id, Profile profile) {
        String name = profile.username().value();
        if (tx.exists("select 1 from users where username = ? and id <> ?", name, id.value())) {
            throw new AlreadyExists("user", name);
        }
        // Security H9: the eye does not tell these two apart.
        if (tx.exists(
                "select 1 from users where username_skeleton = ? and id <> ?",
                profile.username().skeleton(),
                id.value())) {
            throw new AlreadyExists("user whose name looks like", name);
        }
        if (profile.email().isPresent()
                && tx.exists(
                        "select 1 from users where email = ? and id <> ?",
                        profile.email(),
                        id.value())) {
            throw new AlreadyExists("user with the e-mail", profile.email().get());
        }
    }

    static Optional<User> findByEmail(Tx tx, String folded) {
        return tx.find(PEOPLE + " where u.email = ?", UserStore::user, folded);
    }

    static Optional<User> find(Tx tx, UserId id) {
        return tx.find(PEOPLE + " where u.id = ?", UserStore::user, id.value());
    }

    static Optional<User> find(Tx tx, Username username) {
        return tx.find(PEOPLE + " where u.username = ?", UserStore::user, username.value());
    }

    static Optional<PasswordHash> findPassword(Tx tx, UserId id) {
        return tx.find(
                        "select password_hash from users where id = ?",
                        row -> row.findText("password_hash"),
                        id.value())
                .flatMap(hash -> hash)
                .map(PasswordHash::new);
    }

    /// False when username or e-mail are taken.
    static boolean insert(Tx tx, User user, Optional<PasswordHash> hash) {
        boolean inserted =
                tx.update(
                                """
                                insert into users (id, username, username_skeleton, email, email_verified, name,
                                    is_active, lockout_until, password_hash, password_changed_at, attributes,
                                    created_at, modified_at, version)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                                on conflict do nothing
                                """,
                                user.id().value(),
                                user.username().value(),
                                user.username().skeleton(),
                                user.email(),
                                user.emailVerified(),
                                user.name(),
                                user.isActive(),
                                user.lockoutUntil(),
                                hash.map(PasswordHash::phc),
                                hash.map(_ -> user.createdAt()),
                                user.attributes().json(),
                                user.createdAt(),
                                user.modifiedAt(),
                                user.version())
                        == 1;
        if (inserted) {
            Subjects.add(tx, user.id());
        }
        return inserted;
    }

    static void setProfile(Tx tx, UserId id, Profile profile, boolean emailVerified, Instant now) {
        tx.update(
                """
                update users set username = ?, username_skeleton = ?, email = ?, email_verified = ?, name = ?,
                    attributes = ?, modified_at = ?, version = version + 1
                where id = ?
                """,
                profile.username().value(),
                profile.username().skeleton(),
                profile.email(),
                emailVerified,
                profile.name(),
                profile.attributes().json(),
                now,
                id.value());
    }

    static void setActive(Tx tx, UserId id, boolean active, Instant now) {
        tx.update(
                "update users set is_active = ?, modified_at = ?, version = version + 1 where id = ?",
                active,
                now,
                id.value());
    }

    static void setLockout(Tx tx, UserId id, Optional<Instant> until, Instant now) {
        tx.update(
                "update users set lockout_until = ?, modified_at = ?, version = version + 1 where id = ?",
                until,
                now,
                id.value());
    }

    static void setEmailVerified(Tx tx, UserId id, Instant now) {
        tx.update(
                "update users set email_verified = true, modified_at = ?, version = version + 1 where id = ?",
                now,
                id.value());
    }

    static void setPassword(Tx tx, UserId id, Optional<PasswordHash> hash, Instant now) {
        tx.update(
                """
                update users set password_hash = ?, password_changed_at = ?, modified_at = ?, version = version + 1
                where id = ?
                """,
                hash.map(PasswordHash::phc),
                now,
                now,
                id.value());
    }

    /// False when the old password is not the one that is there.
    static boolean replacePassword(
            Tx tx, UserId id, PasswordHash old, PasswordHash fresh, Instant now) {
        return tx.update(
                        """
                        update users set password_hash = ?, password_changed_at = ?, modified_at = ?,
                            version = version + 1
                        where id = ? and password_hash = ?
                        """,
                        fresh.phc(),
                        now,
                        now,
                        id.value(),
                        old.phc())
                == 1;
    }

    /// Puts a costlier hash of the same password in place, unless the password was changed meanwhile.
    static void rehash(Tx tx, UserId id, PasswordHash old, PasswordHash fresh) {
        tx.update(
                "update users set password_hash = ? where id = ? and password_hash = ?",
                fresh.phc(),
                id.value(),
                old.phc());
    }

    static void setLastLogin(Tx tx, UserId id, Instant now) {
        tx.update("update users set last_login = ? where id = ?", now, id.value());
    }

    static void delete(Tx tx, UserId id) {
        Subjects.remove(tx, id);
        tx.update("delete from users where id = ?", id.value());
    }

    private static User user(Row row) throws SQLException {
        return new User(
                new UserId(row.id("id")),
                new Username(row.text("username")),
                row.findText("email"),
                row.flag("email_verified"),
                row.findText("name"),
                row.flag("is_active"),
                row.findTime("lockout_until"),
                row.flag("totp_enabled"),
                (int) row.number("passkeys"),
                new Attributes(row.text("attributes")),
                row.time("created_at"),
                row.time("modified_at"),
                row.findTime("last_login"),
                row.number("version"));
    }
}
