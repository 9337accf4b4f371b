package dev.microauth.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Storage;
import dev.microauth.problem.AuthException;
import dev.microauth.testkit.Eventually;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@BothDatabases
class DatabaseTest {
    @AutoClose private final Storage storage;
    @AutoClose private final Database database;
    private final Notes journal = new Notes();

    DatabaseTest(Db db) {
        storage = Storage.empty(db);
        database = Database.open(storage.dialect(), journal);
    }

    /// Security: I2
    @Test
    void of_many_writers_each_sees_its_own_failure_alone() throws Exception {
        int writers = 300;
        var outcomes = new ArrayList<Future<Boolean>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < writers; i++) {
                int number = i;
                outcomes.add(threads.submit(() -> write(number)));
            }
        }

        for (int i = 0; i < writers; i++) {
            var outcome = outcomes.get(i);
            if (i % 7 == 0) {
                assertThatExceptionOfType(ExecutionException.class)
                        .isThrownBy(outcome::get)
                        .havingCause()
                        .withMessage("refused " + i);
            } else {
                assertThat(outcome.get()).isTrue();
            }
        }
        assertThat(names()).hasSize(writers - (writers + 6) / 7).doesNotContain("name 0", "name 7");
        assertThat(journal.written()).hasSameSizeAs(names()).doesNotContain("note 0", "note 7");
    }

    private boolean write(int number) {
        return database.write(tx -> {
            insert(tx, "name " + number);
            tx.record(new Notes.Note("note " + number));
            if (number % 7 == 0) {
                throw new IllegalArgumentException("refused " + number);
            }
            return true;
        });
    }

    /// Security: I2
    @Test
    void waiting_writes_share_one_commit() throws Exception {
        var started = new CountDownLatch(1);
        var waiting = new CountDownLatch(1);
        var commits = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var holding =
                    threads.submit(() ->
                            database.write(tx -> {
                                started.countDown();
                                await(waiting);
                                return commits.incrementAndGet();
                            }));
            started.await();
            var others = new ArrayList<Future<Integer>>();
            for (int i = 0; i < 20; i++) {
                String name = "name " + i;
                others.add(
                        threads.submit(() ->
                                database.write(tx -> {
                                    insert(tx, name);
                                    return 1;
                                })));
            }
            // None of them returns before its commit, and none is visible.
            assertThat(others).noneMatch(Future::isDone);
            assertThat(names()).isEmpty();
            waiting.countDown();
            holding.get();
            for (Future<Integer> each : others) {
                each.get();
            }
        }
        assertThat(names()).hasSize(20);
    }

    /// Security: K2
    @Test
    void a_swallowed_failure_still_undoes_the_work() {
        assertThatThrownBy(() ->
                        database.write(tx -> {
                            insert(tx, "kept?");
                            tx.record(new Notes.Note("kept?"));
                            try {
                                insert(tx, "kept?");
                            } catch (StorageException e) {
                                return "swallowed";
                            }
                            return "never";
                        }))
                .isInstanceOf(StorageException.Conflict.class);

        assertThat(names()).isEmpty();
        assertThat(journal.written()).isEmpty();
    }

    @Test
    @Timeout(60)
    void a_write_inside_a_write_is_refused_and_does_not_stand_still() {
        assertThatThrownBy(() -> database.write(_ -> database.write(tx -> insert(tx, "inside"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no write inside a write");

        assertThat(names()).isEmpty();
    }

    @Test
    void an_error_in_the_work_fails_that_work_and_leaves_the_writer_alive() {
        assertThatThrownBy(() ->
                        database.write(tx -> {
                            insert(tx, "gone");
                            throw new StackOverflowError("too deep");
                        }))
                .hasStackTraceContaining("too deep");

        database.write(tx -> {
            insert(tx, "kept");
            return true;
        });
        assertThat(names()).containsExactly("kept");
    }

    @Test
    void a_missing_result_fails_the_work() {
        assertThatThrownBy(() -> database.write(tx -> nothing(tx)))
                .isInstanceOf(RuntimeException.class);

        assertThat(names()).isEmpty();
    }

    @SuppressWarnings("NullAway")
    private static Boolean nothing(Tx tx) {
        insert(tx, "gone");
        return null;
    }

    /// Security: K2
    @Test
    void when_the_journal_fails_the_whole_commit_fails_and_nobody_is_told_yes() {
        journal.fail(true);
        assertThatThrownBy(() ->
                        database.write(tx -> {
                            insert(tx, "gone");
                            tx.record(new Notes.Note("gone"));
                            return true;
                        }))
                .isInstanceOf(StorageException.class);
        assertThat(names()).isEmpty();
        assertThat(journal.timesAbandoned()).isEqualTo(1);

        journal.fail(false);
        database.write(tx -> {
            insert(tx, "kept");
            tx.record(new Notes.Note("kept"));
            return true;
        });
        assertThat(names()).containsExactly("kept");
        assertThat(journal.written()).containsExactly("kept");
    }

    @Test
    void unique_and_foreign_keys_are_conflicts_and_a_typing_error_is_not() {
        database.write(tx -> {
            insert(tx, "once");
            return true;
        });

        assertThatThrownBy(() -> database.write(tx -> insert(tx, "once")))
                .isInstanceOf(StorageException.Conflict.class);
        assertThatThrownBy(() ->
                        database.write(tx ->
                                tx.update(
                                        "insert into subject_roles (subject_id, role_id) values (?, ?)",
                                        UUID.randomUUID(),
                                        UUID.randomUUID())))
                .isInstanceOf(StorageException.Conflict.class);
        assertThatThrownBy(() -> database.write(tx -> tx.update("insert into nowhere values (1)")))
                .isExactlyInstanceOf(StorageException.class);
    }

    @Test
    void a_reader_cannot_write() {
        assertThatThrownBy(() -> database.read(tx -> insert(tx, "written by a reader")))
                .isInstanceOf(StorageException.class);

        assertThat(names()).isEmpty();
    }

    @Test
    void a_reader_sees_one_moment() {
        List<List<String>> seen =
                database.read(tx -> {
                    var before = names(tx);
                    database.write(other -> insert(other, "meanwhile"));
                    return List.of(before, names(tx));
                });

        assertThat(seen).containsExactly(List.of(), List.of());
        assertThat(names()).containsExactly("meanwhile");
    }

    @Test
    void a_failed_reader_does_not_spoil_the_next() {
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> database.read(tx -> tx.exists("select 1 from nowhere")))
                    .isInstanceOf(StorageException.class);
        }

        assertThat(names()).isEmpty();
    }

    @Test
    void every_type_of_argument_comes_back_as_it_went() {
        var id = UUID.randomUUID();
        var time = Instant.ofEpochMilli(1_800_000_000_123L);
        database.write(tx ->
                tx.update(
                        """
                        insert into users (id, username, email, email_verified, is_active, attributes, created_at,
                            modified_at, version) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                        id,
                        "ünï 'quoted' \" \\ %",
                        Optional.empty(),
                        true,
                        false,
                        "{}",
                        time,
                        time,
                        1L));

        var read =
                database.read(tx ->
                        tx.find(
                                "select * from users where id = ?",
                                row ->
                                        List.of(
                                                row.id("id"),
                                                row.text("username"),
                                                row.findText("email"),
                                                row.flag("email_verified"),
                                                row.flag("is_active"),
                                                row.time("created_at")),
                                id));

        assertThat(read.orElseThrow())
                .containsExactly(id, "ünï 'quoted' \" \\ %", Optional.empty(), true, false, time);
    }

    @Test
    void after_close_nothing_is_taken_and_what_was_taken_is_there() {
        database.write(tx -> insert(tx, "before"));
        database.close();

        assertThatThrownBy(() -> database.write(tx -> insert(tx, "after")))
                .isInstanceOf(AuthException.Closed.class);
        assertThatThrownBy(this::names).isInstanceOf(AuthException.Closed.class);
        assertThat(storage.rows("select name from principal_names"))
                .containsExactly(List.of("before"));
    }

    /// Security: I2
    @Test
    void who_writes_while_it_closes_gets_an_answer_and_a_yes_is_kept() throws Exception {
        var confirmed = new ConcurrentLinkedQueue<String>();
        var writers = new ArrayList<Future<Integer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                String prefix = "writer " + i + " name ";
                writers.add(threads.submit(() -> writeUntilClosed(prefix, confirmed)));
            }
            Eventually.holds(() -> confirmed.size() >= 40);
            database.close();
            for (Future<Integer> each : writers) {
                assertThat(each.get(30, TimeUnit.SECONDS)).isNotNegative();
            }
        }
        assertThat(storage.rows("select name from principal_names"))
                .extracting(List::getFirst)
                .containsExactlyInAnyOrderElementsOf(confirmed);
    }

    private int writeUntilClosed(String prefix, Collection<String> confirmed) {
        for (int i = 0; ; i++) {
            String name = prefix + i;
            try {
                database.write(tx -> insert(tx, name));
                confirmed.add(name);
            } catch (AuthException.Closed e) {
                return i;
            }
        }
    }

    private static int insert(Tx tx, String name) {
        return tx.update("insert into principal_names (name, kind) values (?, 'test')", name);
    }

    private List<String> names() {
        return database.read(DatabaseTest::names);
    }

    private static List<String> names(Tx tx) {
        return tx.list("select name from principal_names order by name", row -> row.text("name"));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
