package dev.microauth;

import dev.microauth.audit.AuditChain;
import dev.microauth.db.Database;
import dev.microauth.db.Dialect;
import dev.microauth.db.Sqlite;
import dev.microauth.key.Custody;
import dev.microauth.secret.MasterKey;
import dev.microauth.secret.Randomness;
import dev.microauth.secret.RootKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// A place for a database, of one kind or the other, that is gone when it is closed.
public sealed interface Storage extends AutoCloseable {
    Db db();

    Dialect dialect();

    RootKey rootKey();

    /// Opens an engine here; the same database again when it was open before.
    Engine open(MicroAuthBuilder options);

    /// The same content at another place; this one must not be open.
    Storage copy();

    @Override
    void close();

    static Storage empty(Db db) {
        return switch (db) {
            case SQLITE -> new OnSqlite(directory());
            case POSTGRESQL -> new OnPostgres(PostgresServer.running().create("template0"));
        };
    }

    /// Runs SQL behind the engine's back, as somebody with access to the database would.
    default int sql(String sql, Object... arguments) {
        try (var connection = dialect().openWriter();
                var statement = prepared(connection, sql, arguments)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The rows of a query, each the text of its columns.
    default List<List<String>> rows(String sql, Object... arguments) {
        try (var connection = dialect().openReader();
                var statement = prepared(connection, sql, arguments);
                var result = statement.executeQuery()) {
            var rows = new ArrayList<List<String>>();
            while (result.next()) {
                var row = new ArrayList<String>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(result.getString(i)));
                }
                rows.add(List.copyOf(row));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    default long count(String table) {
        return Long.parseLong(rows("select count(*) from " + table).getFirst().getFirst());
    }

    private static PreparedStatement prepared(
            Connection connection, String sql, Object... arguments) throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory(
                    "microauth-test",
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A data directory, opened as the product opens it.
    record OnSqlite(Path directory) implements Storage {
        @Override
        public Db db() {
            return Db.SQLITE;
        }

        @Override
        public Dialect dialect() {
            return Sqlite.encrypted(file(), rootKey().pageKey());
        }

        public Path file() {
            return directory.resolve(Opening.DATABASE);
        }

        /// Out of the directory's files, which are made when they are missing.
        @Override
        public RootKey rootKey() {
            try {
                var master = directory.resolve(Opening.MASTER_KEY);
                var root = directory.resolve(Opening.ROOT_KEY);
                var randomness = new Randomness();
                if (!Files.exists(master)) {
                    var fresh = MasterKey.generate(randomness);
                    byte[] sealed = RootKey.generate(randomness).sealedBy(fresh, randomness);
                    Files.writeString(master, fresh.toHex());
                    Files.writeString(root, Base64.getEncoder().encodeToString(sealed));
                    for (Path each : List.of(master, root)) {
                        Files.setPosixFilePermissions(
                                each, PosixFilePermissions.fromString("rw-------"));
                    }
                }
                return RootKey.open(
                        Base64.getDecoder().decode(Files.readString(root).strip()),
                        MasterKey.parse(Files.readString(master)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Engine open(MicroAuthBuilder options) {
            return options.persistTo(directory).openEngine();
        }

        @Override
        public Storage copy() {
            Path fresh = Storage.directory();
            try (var files = Files.list(directory)) {
                for (Path each : files.toList()) {
                    Files.copy(each, fresh.resolve(each.getFileName()));
                }
                return new OnSqlite(fresh);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try (var files = Files.walk(directory)) {
                for (Path each : files.toList().reversed()) {
                    Files.delete(each);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// A database of the one server.
    record OnPostgres(String name, RootKey rootKey) implements Storage {
        OnPostgres(String name) {
            this(name, RootKey.generate(new Randomness()));
        }

        @Override
        public Db db() {
            return Db.POSTGRESQL;
        }

        @Override
        public Dialect dialect() {
            return PostgresServer.running().dialect(name);
        }

        @Override
        public Engine open(MicroAuthBuilder options) {
            return node(options, 1);
        }

        /// One of several nodes on this database, each with an audit chain of its own.
        public Engine node(MicroAuthBuilder options, long chainNumber) {
            RootKey own = itsOwn();
            var chain = new AuditChain(chainNumber, own.keyed("audit chain"));
            var database = Database.open(dialect(), chain);
            var engine = new Engine(options, own, database, chain, Custody.none(), () -> {});
            engine.begin();
            return engine;
        }

        /// A node zeroes what it derived of its root key when it is closed; the others go on with theirs.
        private RootKey itsOwn() {
            var randomness = new Randomness();
            var master = MasterKey.generate(randomness);
            return RootKey.open(rootKey.sealedBy(master, randomness), master);
        }

        @Override
        public Storage copy() {
            return new OnPostgres(PostgresServer.running().create(name), rootKey);
        }

        @Override
        public void close() {
            PostgresServer.running().drop(name);
        }
    }
}
