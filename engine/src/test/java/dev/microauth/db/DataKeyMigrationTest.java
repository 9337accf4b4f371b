package dev.microauth.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.MicroAuth;
import dev.microauth.Storage;
import dev.microauth.db.Migrations.Migration;
import dev.microauth.jose.Algorithm;
import dev.microauth.jose.SigningKey;
import dev.microauth.key.DataKeyVersion;
import dev.microauth.key.Ring;
import dev.microauth.secret.DataKeySafe;
import dev.microauth.secret.Place;
import dev.microauth.secret.Randomness;
import dev.microauth.secret.Seal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// A database of the time before data keys had versions.
///
/// Security: I4, I5
@BothDatabases
class DataKeyMigrationTest {
    private static final List<Migration> BEFORE =
            Stream.of("0001-foundation", "0002-administration", "0003-counters", "0004-sign-in")
                    .map(Migrations::read)
                    .toList();

    @AutoClose private final Storage storage;
    private final SigningKey key = SigningKey.generate(Algorithm.ES256);
    private final Seal seal;

    DataKeyMigrationTest(Db db) throws SQLException {
        storage = Storage.empty(db);
        var randomness = new Randomness();
        seal = storage.rootKey().dataKeySafe(randomness).open(DataKeySafe.UNVERSIONED, new byte[0]);
        try (var connection = storage.dialect().openWriter()) {
            new Migrations(BEFORE).apply(connection, storage.dialect());
            store(connection);
        }
    }

    private void store(Connection connection) throws SQLException {
        try (var insert =
                connection.prepareStatement(
                        """
                        insert into signing_keys (kid, ring, algorithm, state, sealed_key, created_at, activated_at)
                        values (?, 'auth', 'ES256', 'current', ?, 1, 1)
                        """)) {
            insert.setString(1, key.keyId());
            insert.setBytes(
                    2,
                    seal.seal(
                            key.toPrivateJwk(),
                            new Place("signing_keys", "sealed_key", key.keyId())));
            insert.executeUpdate();
        }
    }

    @Test
    void its_values_open_are_sealed_anew_and_the_key_that_had_no_version_goes() {
        try (var auth = storage.open(MicroAuth.builder())) {
            assertThat(auth.dataKeys().versions())
                    .extracting(DataKeyVersion::version, DataKeyVersion::values)
                    .startsWith(tuple(0L, 1L));
            assertThat(auth.keys().ring(Ring.AUTH).find(key.keyId())).isPresent();

            auth.dataKeys().maintain(Installation.ACTOR);

            assertThat(auth.dataKeys().versions())
                    .extracting(DataKeyVersion::version, DataKeyVersion::values)
                    .containsExactly(tuple(1L, 4L));
        }
        try (var auth = storage.open(MicroAuth.builder())) {
            assertThat(auth.keys().ring(Ring.AUTH).find(key.keyId())).isPresent();
            assertThat(auth.dataKeys().versions()).hasSize(1);
        }
    }

    @Test
    void a_new_database_never_had_it() {
        try (var fresh = Storage.empty(storage.db());
                var auth = fresh.open(MicroAuth.builder())) {
            assertThat(auth.dataKeys().versions())
                    .extracting(DataKeyVersion::version)
                    .containsExactly(1L);
        }
    }
}
