package dev.microauth.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.Db;
import dev.microauth.Storage;
import java.sql.SQLException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What is PostgreSQL's alone: connections that break.
@Tag("storage")
class PostgresTest {
    @AutoClose private final Storage storage = Storage.empty(Db.POSTGRESQL);

    @AutoClose private final Database database = Database.open(storage.dialect(), new Notes());

    /// Security: I3
    @Test
    void commits_are_synchronous_and_the_server_syncs() throws SQLException {
        try (var connection = storage.dialect().openWriter();
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "select current_setting('synchronous_commit'), current_setting('fsync')")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("on");
            assertThat(rows.getString(2)).isEqualTo("on");
        }
    }

    /// Security: I3
    @Test
    void broken_connections_are_replaced() {
        insert("before");
        breakConnections();

        // What is under way when a connection breaks fails; each place may fail once.
        for (int i = 0; i < 4; i++) {
            try {
                names();
            } catch (StorageException e) {
                assertThat(e).isInstanceOf(StorageException.Unavailable.class);
            }
        }
        assertThatThrownBy(() -> insert("lost")).isInstanceOf(StorageException.Unavailable.class);

        insert("after");
        for (int i = 0; i < 8; i++) {
            assertThat(names()).isEqualTo(2);
        }
        assertThat(database.unready()).isEmpty();
    }

    private void breakConnections() {
        storage.rows(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where datname = current_database() and pid <> pg_backend_pid()");
    }

    private void insert(String name) {
        database.write(tx ->
                tx.update("insert into principal_names (name, kind) values (?, 'test')", name));
    }

    private int names() {
        return database.read(
                tx -> tx.list("select name from principal_names", row -> row.text("name")).size());
    }
}
