package dev.microauth.service;

import dev.microauth.db.Row;
import dev.microauth.db.Selection;
import dev.microauth.db.SortKey;
import dev.microauth.db.Sorts;
import dev.microauth.db.Tx;
import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import dev.microauth.service.ServiceAccount.Term;
import dev.microauth.subject.ClientId;
import dev.microauth.subject.ServiceAccountId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// The rows of `service_accounts`.
final class ServiceAccountStore {
    private static final Sorts SORTS = Sorts.by(SortKey.text("name"), SortKey.number("created_at"));

    private ServiceAccountStore() {}

    static Page<ServiceAccount> page(Tx tx, PageRequest request, Optional<Boolean> active) {
        return Selection.from("select * from service_accounts")
                .counted("service_accounts")
                .where("is_active = ?", active)
                .search("name like ? or lower(coalesce(description, '')) like ?")
                .page(tx, request, SORTS, ServiceAccountStore::account);
    }

    static Optional<ServiceAccount> find(Tx tx, ServiceAccountId id) {
        return tx.find(
                "select * from service_accounts where id = ?",
                ServiceAccountStore::account,
                id.value());
    }

    static Optional<ServiceAccount> find(Tx tx, ClientId name) {
        return tx.find(
                "select * from service_accounts where name = ?",
                ServiceAccountStore::account,
                name.value());
    }

    /// The hash of the live credential, if there is one.
    static Optional<byte[]> credentialHash(Tx tx, ServiceAccountId id) {
        return tx.find(
                "select credential_hash from service_accounts where id = ? and credential_hash is not null",
                row -> row.bytes("credential_hash"),
                id.value());
    }

    /// Takes a name of the namespace that clients and service accounts share; false when it is taken.
    static boolean claimName(Tx tx, ClientId name) {
        return tx.update(
                        "insert into principal_names (name, kind) values (?, 'service-account') on conflict do nothing",
                        name.value())
                == 1;
    }

    static void insert(Tx tx, ServiceAccount account) {
        tx.update(
                """
                insert into service_accounts (id, name, description, is_active, role_id, created_at, modified_at, version)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                account.id().value(),
                account.name().value(),
                account.description(),
                account.isActive(),
                account.roleId(),
                account.createdAt(),
                account.modifiedAt(),
                account.version());
    }

    static void update(
            Tx tx, ServiceAccountId id, Optional<String> description, boolean active, Instant now) {
        tx.update(
                """
                update service_accounts set description = ?, is_active = ?, modified_at = ?, version = version + 1
                where id = ?
                """,
                description,
                active,
                now,
                id.value());
    }

    /// Puts a credential in the place of the former one.
    static void setCredential(Tx tx, ServiceAccountId id, byte[] hash, Term term) {
        tx.update(
                """
                update service_accounts set credential_hash = ?, credential_issued_at = ?, credential_expires_at = ?
                where id = ?
                """,
                hash,
                term.issuedAt(),
                term.expiresAt(),
                id.value());
    }

    /// False when there was none.
    static boolean clearCredential(Tx tx, ServiceAccountId id) {
        return tx.update(
                        """
                        update service_accounts set credential_hash = null, credential_issued_at = null,
                            credential_expires_at = null where id = ? and credential_hash is not null
                        """,
                        id.value())
                == 1;
    }

    static void delete(Tx tx, ServiceAccount account) {
        tx.update("delete from service_accounts where id = ?", account.id().value());
        tx.update("delete from principal_names where name = ?", account.name().value());
    }

    static ServiceAccount account(Row row) throws SQLException {
        Optional<Instant> end = row.findTime("credential_expires_at");
        return new ServiceAccount(
                new ServiceAccountId(row.id("id")),
                new ClientId(row.text("name")),
                row.findText("description"),
                row.flag("is_active"),
                row.id("role_id"),
                end.isPresent()
                        ? Optional.of(new Term(row.time("credential_issued_at"), end.get()))
                        : Optional.empty(),
                row.time("created_at"),
                row.time("modified_at"),
                row.number("version"));
    }
}
