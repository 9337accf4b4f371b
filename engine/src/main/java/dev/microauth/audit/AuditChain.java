package dev.microauth.audit;

import dev.microauth.db.Journal;
import dev.microauth.db.Row;
import dev.microauth.db.Tx;
import dev.microauth.secret.Digest;
import dev.microauth.secret.RootKey.Keyed;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Numbers and chains the events of one writer: each carries an HMAC over its own bytes and the HMAC
/// before it, under a key that is not in the database.
public final class AuditChain implements Journal {
    static final byte[] START = new byte[32];

    private final long chain;
    private final Keyed key;
    private Optional<Head> head = Optional.empty();

    /// The last event: its number and its MAC.
    record Head(long sequence, byte[] mac) {}

    public AuditChain(long chain, Keyed key) {
        this.chain = chain;
        this.key = key;
    }

    @Override
    public void write(Tx tx, List<Entry> entries) {
        var last = head.orElseGet(() -> load(tx));
        for (Entry entry : entries) {
            last = append(tx, (AuditEvent) entry, last);
        }
        tx.update(
                "update audit_chains set sequence = ?, mac = ? where chain = ?",
                last.sequence(),
                headMac(chain, last.sequence(), last.mac()),
                chain);
        head = Optional.of(last);
    }

    @Override
    public void abandoned() {
        head = Optional.empty();
    }

    /// The head is authenticated apart from the events, so that a shortened log does not pass as whole.
    byte[] headMac(long of, long sequence, byte[] mac) {
        return key.mac(Canonical.head(of, sequence), mac);
    }

    /// An anchor that only the holder of the key can have made.
    Anchor anchor(long of, long sequence, byte[] mac, Instant at) {
        return new Anchor(of, sequence, mac, at, anchorSeal(of, sequence, mac, at));
    }

    boolean isGenuine(Anchor anchor) {
        return Digest.same(
                anchor.seal(),
                anchorSeal(anchor.chain(), anchor.sequence(), anchor.mac(), anchor.at()));
    }

    private byte[] anchorSeal(long of, long sequence, byte[] mac, Instant at) {
        return key.mac(Canonical.anchor(of, sequence, at), mac);
    }

    byte[] checkpointSeal(String text) {
        return key.mac(Canonical.checkpoint(text));
    }

    /// The chain that this process writes.
    long number() {
        return chain;
    }

    byte[] mac(StoredEvent event, byte[] before) {
        return key.mac(before, Canonical.event(event));
    }

    private Head load(Tx tx) {
        var last =
                tx.find(
                                "select sequence, mac from audit_events where chain = ? order by sequence desc limit 1",
                                AuditChain::head,
                                chain)
                        .orElse(new Head(0, START));
        Optional<Head> known =
                tx.find(
                        "select sequence, mac from audit_chains where chain = ?",
                        AuditChain::head,
                        chain);
        if (known.isEmpty()) {
            tx.update(
                    "insert into audit_chains (chain, sequence, mac) values (?, 0, ?)",
                    chain,
                    headMac(chain, 0, START));
        }
        Head told = known.orElse(new Head(0, headMac(chain, 0, START)));
        if (told.sequence() == last.sequence()
                && Digest.same(told.mac(), headMac(chain, last.sequence(), last.mac()))) {
            return last;
        }
        // Somebody else was at the log. It goes on behind a gap, which no later event can close.
        log().log(
                        Level.ERROR,
                        "the audit log was changed from outside: verify it before it is relied upon");
        return new Head(Math.max(told.sequence(), last.sequence()) + 1, last.mac());
    }

    private static Head head(Row row) throws SQLException {
        return new Head(row.number("sequence"), row.bytes("mac"));
    }

    private Head append(Tx tx, AuditEvent event, Head last) {
        var stored = StoredEvent.of(chain, last.sequence() + 1, event);
        byte[] mac = mac(stored, last.mac());
        tx.update(
                """
                insert into audit_events (chain, sequence, happened_at, actor_kind, actor_id, action, target_kind,
                    target_id, second_target_kind, second_target_id, client_id, ip, user_agent, request_id, outcome,
                    detail, mac)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                stored.chain(),
                stored.sequence(),
                stored.time(),
                stored.actorKind(),
                stored.actorId(),
                stored.action(),
                stored.targetKind(),
                stored.targetId(),
                stored.secondTargetKind(),
                stored.secondTargetId(),
                stored.clientId(),
                stored.ip(),
                stored.userAgent(),
                stored.requestId(),
                stored.outcome(),
                stored.detail(),
                mac);
        return new Head(stored.sequence(), mac);
    }

    private static System.Logger log() {
        return System.getLogger(AuditChain.class.getName());
    }
}
