package dev.microauth.access;

import dev.microauth.Installation;
import dev.microauth.subject.ServiceAccountId;
import java.nio.ByteBuffer;
import java.util.UUID;

/// Service accounts as rows, for tests of what they may hold.
final class ServiceAccounts {
    private ServiceAccounts() {}

    /// An account with its own role of the same name, which is protected.
    static ServiceAccountId make(Installation site, String name) {
        var id = new ServiceAccountId(UUID.randomUUID());
        var role = site.auth().roles().create(Installation.ACTOR).name(name).save().id();
        byte[] account = bytes(id.value());
        var storage = site.storage();
        storage.sql("update roles set is_protected = true where id = ?", bytes(role.value()));
        storage.sql(
                "insert into subjects (id, kind, generation, admin_generation) values (?, 'service-account', 0, 0)",
                account);
        storage.sql("insert into principal_names (name, kind) values (?, 'service-account')", name);
        storage.sql(
                """
                insert into service_accounts (id, name, is_active, role_id, created_at, modified_at, version)
                values (?, ?, true, ?, 0, 0, 1)
                """,
                account,
                name,
                bytes(role.value()));
        return id;
    }

    static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
