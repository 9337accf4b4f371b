package dev.microauth;

import dev.microauth.db.Postgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
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
                return new PostgresServer(
                        EmbeddedPostgres.builder()
                                .setServerConfig("synchronous_commit", "on")
                                .setServerConfig("fsync", "on")
                                .setServerConfig("full_page_writes", "on")
                                .start());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
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
