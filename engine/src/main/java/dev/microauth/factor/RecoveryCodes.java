package dev.microauth.factor;

import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.secret.Randomness;
import dev.microauth.secret.RootKey.Keyed;
import dev.microauth.subject.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Ten codes for the day on which a second factor is lost; each is good once. What is kept of one is a keyed hash, whose
/// key is not in the database: 80 bits alone would not be safe there.
public final class RecoveryCodes {
    private static final int COUNT = 10;
    private static final int BYTES = 10;
    private static final int CHARACTERS = BYTES * 8 / 5;
    private static final int GROUP = 4;

    private final Database database;
    private final Keyed key;
    private final Randomness randomness;

    public RecoveryCodes(Database database, Keyed key, Randomness randomness) {
        this.database = database;
        this.key = key;
        this.randomness = randomness;
    }

    /// Part of a change: ten new ones, readable this once; older ones do nothing any more.
    public List<String> replace(Tx tx, UserId id, Instant now) {
        remove(tx, id);
        var codes = new ArrayList<String>();
        while (codes.size() < COUNT) {
            String code = Base32.of(randomness.bytes(BYTES));
            tx.update(
                    "insert into recovery_codes (user_id, hash, created_at) values (?, ?, ?)",
                    id.value(),
                    hash(id, code),
                    now);
            codes.add(grouped(code));
        }
        return List.copyOf(codes);
    }

    private static String grouped(String code) {
        return code.replaceAll(".{" + GROUP + "}(?=.)", "$0-");
    }

    /// Part of a sign-in: whether the code was one of theirs and not used. Spaces, hyphens and case do not count.
    public boolean use(Tx tx, UserId id, String code, Instant now) {
        String plain = code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        return plain.length() == CHARACTERS
                && tx.update(
                                """
                                update recovery_codes set used_at = ?
                                where user_id = ? and hash = ? and used_at is null
                                """,
                                now,
                                id.value(),
                                hash(id, plain))
                        == 1;
    }

    /// Part of the change that removes the last second factor.
    public void remove(Tx tx, UserId id) {
        tx.update("delete from recovery_codes where user_id = ?", id.value());
    }

    /// How many are left.
    public int left(Tx tx, UserId id) {
        return tx.find(
                        "select count(*) as n from recovery_codes where user_id = ? and used_at is null",
                        row -> (int) row.number("n"),
                        id.value())
                .orElse(0);
    }

    public int left(UserId id) {
        return database.read(tx -> left(tx, id));
    }

    private byte[] hash(UserId id, String code) {
        return key.mac((id + "\n" + code).getBytes(StandardCharsets.UTF_8));
    }
}
