package dev.microauth.link;

import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.db.Tx;
import dev.microauth.subject.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// The rows of `one_time_links`. One without a user is for who becomes an administrator.
final class LinkStore {
    private LinkStore() {}

    /// A row that has not expired, and who made it, without permissions.
    record Waiting(Purpose purpose, Optional<UserId> user, Actor maker) {}

    static void insert(
            Tx tx, byte[] hash, Purpose purpose, Optional<UserId> user, Actor maker, Instant now) {
        tx.update(
                """
                insert into one_time_links (hash, purpose, user_id, maker_kind, maker_id, created_at, expires_at)
                values (?, ?, ?, ?, ?, ?, ?)
                """,
                hash,
                purpose.wireName(),
                user.map(UserId::value),
                maker.kind().name(),
                maker.id(),
                now,
                now.plus(purpose.life()));
    }

    static Optional<Waiting> find(Tx tx, byte[] hash, Instant now) {
        return tx.find(
                "select * from one_time_links where hash = ? and expires_at > ?",
                row ->
                        new Waiting(
                                Purpose.of(row.text("purpose")),
                                row.findId("user_id").map(UserId::new),
                                new Actor(
                                        Actor.Kind.valueOf(row.text("maker_kind")),
                                        row.findText("maker_id"),
                                        Set.of(),
                                        Origin.NONE)),
                hash,
                now);
    }

    /// Spends the link of somebody who may enter; of parallel calls one gets true.
    static boolean spend(Tx tx, byte[] hash, UserId id, Instant now) {
        return tx.update(
                        """
                        delete from one_time_links where hash = ? and expires_at > ? and user_id in
                            (select id from users where id = ? and is_active and coalesce(lockout_until, 0) <= ?)
                        """,
                        hash,
                        now,
                        id.value(),
                        now)
                == 1;
    }

    /// Spends a link that makes an administrator; of parallel calls one gets true.
    static boolean spend(Tx tx, byte[] hash, Purpose purpose, Instant now) {
        return tx.update(
                        """
                        delete from one_time_links
                        where hash = ? and expires_at > ? and user_id is null and purpose = ?
                        """,
                        hash,
                        now,
                        purpose.wireName())
                == 1;
    }

    static void removeOf(Tx tx, UserId id) {
        tx.update("delete from one_time_links where user_id = ?", id.value());
    }

    static void removeWithoutUser(Tx tx) {
        tx.update("delete from one_time_links where user_id is null");
    }

    static int purge(Tx tx, Instant now, int most) {
        return tx.update(
                """
                delete from one_time_links where hash in
                    (select hash from one_time_links where expires_at <= ? limit ?)
                """,
                now,
                most);
    }
}
