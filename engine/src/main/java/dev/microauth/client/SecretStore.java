package dev.microauth.client;

import dev.microauth.client.Clients.SecretEntry;
import dev.microauth.db.Selection;
import dev.microauth.db.SortKey;
import dev.microauth.db.Sorts;
import dev.microauth.db.Tx;
import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The rows of `client_secrets`.
final class SecretStore {
    private SecretStore() {}

    /// A hashed secret with its end, if it has one.
    record StoredSecret(UUID id, byte[] hash, Instant createdAt, Optional<Instant> expiresAt) {
        boolean isLive(Instant now) {
            return expiresAt.filter(end -> !now.isBefore(end)).isEmpty();
        }
    }

    static Page<SecretEntry> page(Tx tx, PageRequest request, UUID client) {
        return Selection.from(
                        "select id, created_at, expires_at from client_secrets where client = ?",
                        client)
                .page(
                        tx,
                        request,
                        Sorts.by(SortKey.number("created_at")),
                        row ->
                                new SecretEntry(
                                        row.id("id"),
                                        row.time("created_at"),
                                        row.findTime("expires_at")));
    }

    /// The oldest first.
    static List<StoredSecret> list(Tx tx, UUID client) {
        return tx.list(
                "select id, hash, created_at, expires_at from client_secrets where client = ? order by created_at, id",
                row ->
                        new StoredSecret(
                                row.id("id"),
                                row.bytes("hash"),
                                row.time("created_at"),
                                row.findTime("expires_at")),
                client);
    }

    static void insert(Tx tx, UUID client, StoredSecret secret) {
        tx.update(
                "insert into client_secrets (id, client, hash, created_at, expires_at) values (?, ?, ?, ?, ?)",
                secret.id(),
                client,
                secret.hash(),
                secret.createdAt(),
                secret.expiresAt());
    }

    static boolean delete(Tx tx, UUID client, UUID id) {
        return tx.update("delete from client_secrets where id = ? and client = ?", id, client) == 1;
    }

    static int deleteAll(Tx tx, UUID client) {
        return tx.update("delete from client_secrets where client = ?", client);
    }

    /// Removes those that have ended.
    static void deleteEnded(Tx tx, UUID client, Instant now) {
        tx.update(
                "delete from client_secrets where client = ? and expires_at is not null and expires_at <= ?",
                client,
                now);
    }
}
