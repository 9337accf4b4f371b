package dev.microauth.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.microauth.problem.AuthException;
import dev.microauth.testkit.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is particular to a database that shows readers no view of their own.
@Timeout(60)
class MemorySqliteTest {
    @AutoClose private final Database database = Database.open(MemorySqlite.alone(), new Notes());

    @Test
    void a_write_inside_a_read_is_refused_and_does_not_stand_still() {
        assertThatIllegalStateException()
                .isThrownBy(() -> database.read(_ -> database.write(tx -> insert(tx, "inside"))))
                .withMessageContaining("no write inside a read");

        assertThat(names()).isEmpty();
    }

    @Test
    void a_read_beside_the_transaction_of_a_write_is_refused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> database.write(_ -> names()))
                .withMessageContaining("through its own transaction");

        database.write(tx -> insert(tx, "after"));
        assertThat(names()).containsExactly("after");
    }

    @Test
    void a_commit_that_fails_leaves_the_memory_as_it_was() {
        database.write(tx -> insert(tx, "before"));

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() ->
                        database.write(tx -> {
                            insert(tx, "lost");
                            return tx.update("rollback");
                        }));

        database.write(tx -> insert(tx, "after"));
        assertThat(names()).containsExactly("after", "before");
    }

    @Test
    void a_reader_waits_for_one_turn_and_not_for_all_who_write() throws Exception {
        var running = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            var writes = new ArrayList<Future<Integer>>();
            writes.add(threads.submit(() -> database.write(tx -> slow(tx, running, release))));
            running.await();
            for (int i = 0; i < 50; i++) {
                String name = "writer " + i;
                writes.add(threads.submit(() -> database.write(tx -> insert(tx, name))));
            }
            var found = new ArrayList<String>();
            var reader = Thread.ofPlatform().start(() -> found.addAll(names()));
            Eventually.holds(() -> reader.getState() == Thread.State.WAITING);

            release.countDown();
            reader.join();

            assertThat(found).containsExactly("slow");
            for (Future<Integer> each : writes) {
                assertThat(each.get()).isOne();
            }
        }
        assertThat(names()).hasSize(51);
    }

    @Test
    void a_write_inside_a_write_is_refused_and_leaves_nothing_behind() {
        assertThatIllegalStateException()
                .isThrownBy(() -> database.write(_ -> database.write(tx -> insert(tx, "inside"))))
                .withMessageContaining("no write inside a write");

        database.write(tx -> insert(tx, "after"));
        assertThat(names()).containsExactly("after");
    }

    @Test
    void who_finds_nobody_writing_commits_without_another_thread() {
        var seen = new ArrayList<Thread>();

        database.write(tx -> {
            seen.add(Thread.currentThread());
            return insert(tx, "alone");
        });

        assertThat(seen).containsExactly(Thread.currentThread());
    }

    @Test
    void who_finds_somebody_writing_is_served_behind_him() throws Exception {
        var running = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            var first = threads.submit(() -> database.write(tx -> slow(tx, running, release)));
            running.await();
            var second =
                    Thread.ofPlatform().start(() -> database.write(tx -> insert(tx, "behind")));
            Eventually.holds(() -> second.getState() == Thread.State.WAITING);
            release.countDown();
            second.join();
            assertThat(first.get()).isOne();
        }
        assertThat(names()).containsExactly("behind", "slow");
    }

    @Test
    void closing_waits_for_who_commits_without_another_thread() throws Exception {
        var running = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            var write = threads.submit(() -> database.write(tx -> slow(tx, running, release)));
            running.await();
            var closing = Thread.ofPlatform().start(database::close);
            Eventually.holds(() -> closing.getState() == Thread.State.WAITING);
            assertThat(write.isDone()).isFalse();

            release.countDown();
            closing.join();

            assertThat(write.get()).isOne();
        }
        assertThatExceptionOfType(AuthException.Closed.class)
                .isThrownBy(() -> database.write(tx -> insert(tx, "late")));
    }

    private static int slow(Tx tx, CountDownLatch running, CountDownLatch release) {
        running.countDown();
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return insert(tx, "slow");
    }

    private List<String> names() {
        return database.read(tx ->
                tx.list("select name from principal_names order by name", row -> row.text("name")));
    }

    private static int insert(Tx tx, String name) {
        return tx.update("insert into principal_names (name, kind) values (?, 'test')", name);
    }
}
