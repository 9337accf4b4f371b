package dev.microauth;

import dev.microauth.db.Postgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;

/// One PostgreSQL for all tests of the process, started by the first that asks and stopped at the end.
final class PostgresServer {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final EmbeddedPostgres server;

    private PostgresServer(EmbeddedPostgres server) {
        this.server = server;
    }

    private static final class Running {
        static final PostgresServer INSTANCE = start();

        private static PostgresServer start() {
            try {
                // Its hook stops the server when the process ends. As durable as a real one is.
                var server =
                        EmbeddedPostgres.builder()
                                .setServerConfig("synchronous_commit", "on")
                                .setServerConfig("fsync", "on")
                                .setServerConfig("full_page_writes", "on");
                memory().ifPresent(server::setDataDirectory);
                return new PostgresServer(server.start());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// In memory a commit waits as it would for a disk, but not long.
    private static Optional<Path> memory() throws IOException {
        var memory = Path.of("/dev/shm");
        return Files.isDirectory(memory)
                        && Files.isWritable(memory)
                        && Files.getFileStore(memory).getUsableSpace() > 2L << 30
                ? Optional.of(Files.createTempDirectory(memory, "microauth-postgres"))
                : Optional.empty();
    }

    static PostgresServer running() {
        return Running.INSTANCE;
    }

    /// Makes a database, empty or as a copy, and returns its name.
    String create(String template) {
        String name = "test_" + DATABASES.incrementAndGet();
        execute("create database " + name + " template " + template);
        return name;
    }

    void drop(String name) {
        execute("drop database " + name + " with (force)");
    }

    Postgres dialect(String name) {
        var properties = new Properties();
        properties.setProperty("user", "postgres");
        return new Postgres(server.getJdbcUrl("postgres", name), properties);
    }

    private void execute(String sql) {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
