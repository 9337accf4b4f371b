package dev.microauth.user;

import dev.microauth.access.Subjects;
import dev.microauth.db.Row;
import dev.microauth.db.Tx;
import dev.microauth.password.PasswordHash;
import dev.microauth.subject.UserId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// The rows of `users`.
final class UserStore {
    private UserStore() {}

    static Optional<User> find(Tx tx, UserId id) {
        return tx.find("select * from users where id = ?", UserStore::user, id.value());
    }

    static Optional<User> find(Tx tx, Username username) {
        return tx.find("select * from users where username = ?", UserStore::user, username.value());
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
                                insert into users (id, username, email, email_verified, name, is_active, lockout_until,
                                    password_hash, password_changed_at, attributes, created_at, modified_at, version)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?, '{}', ?, ?, ?)
                                on conflict do nothing
                                """,
                                user.id().value(),
                                user.username().value(),
                                user.email(),
                                user.emailVerified(),
                                user.name(),
                                user.isActive(),
                                user.lockoutUntil(),
                                hash.map(PasswordHash::phc),
                                hash.map(_ -> user.createdAt()),
                                user.createdAt(),
                                user.modifiedAt(),
                                user.version())
                        == 1;
        if (inserted) {
            Subjects.add(tx, user.id());
        }
        return inserted;
    }

    static boolean setActive(Tx tx, UserId id, boolean active, Instant now) {
        return tx.update(
                        "update users set is_active = ?, modified_at = ?, version = version + 1 where id = ?",
                        active,
                        now,
                        id.value())
                == 1;
    }

    static boolean setLockout(Tx tx, UserId id, Optional<Instant> until, Instant now) {
        return tx.update(
                        "update users set lockout_until = ?, modified_at = ?, version = version + 1 where id = ?",
                        until,
                        now,
                        id.value())
                == 1;
    }

    static boolean setPassword(Tx tx, UserId id, PasswordHash hash, Instant now) {
        return tx.update(
                        """
                        update users set password_hash = ?, password_changed_at = ?, modified_at = ?, version = version + 1
                        where id = ?
                        """,
                        hash.phc(),
                        now,
                        now,
                        id.value())
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

    static boolean delete(Tx tx, UserId id) {
        Subjects.remove(tx, id);
        return tx.update("delete from users where id = ?", id.value()) == 1;
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
                row.time("created_at"),
                row.time("modified_at"),
                row.findTime("last_login"),
                row.number("version"));
    }
}
