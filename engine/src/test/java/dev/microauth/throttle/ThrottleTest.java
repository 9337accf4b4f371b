package dev.microauth.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Storage;
import dev.microauth.TestClock;
import dev.microauth.db.Database;
import dev.microauth.db.Journal;
import dev.microauth.db.Tx;
import dev.microauth.secret.RootKey.Keyed;
import dev.microauth.throttle.Throttle.Among;
import dev.microauth.throttle.Throttle.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Security: F5, F6
@BothDatabases
class ThrottleTest {
    private static final Subject ALICE = new Subject("user", "alice", "net-1");

    @AutoClose private final Storage storage;
    @AutoClose private final Database database;
    private final Keyed key;
    private final TestClock clock = new TestClock();
    private final Throttle throttle;

    ThrottleTest(Db db) {
        storage = Storage.empty(db);
        key = storage.rootKey().keyed("failures");
        database = node();
        throttle = new Throttle(database, key, clock);
    }

    private Database node() {
        return Database.open(
                storage.dialect(),
                new Journal() {
                    @Override
                    public void write(Tx tx, List<Entry> entries) {}

                    @Override
                    public void abandoned() {}
                });
    }

    @Test
    void
            the_first_three_failures_are_free_and_then_each_costs_twice_the_last_up_to_a_quarter_hour() {
        assertThat(LongStream.rangeClosed(1, 16).map(n -> Throttle.delay(n).toSeconds()))
                .containsExactly(
                        0L, 0L, 0L, 1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 900L, 900L,
                        900L);
        assertThat(Throttle.delay(Long.MAX_VALUE)).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void who_failed_waits_and_may_try_again_after_that() {
        fail(ALICE, 3);
        assertThat(throttle.wait(ALICE)).isEmpty();
        fail(ALICE, 1);
        assertThat(throttle.wait(ALICE)).contains(Duration.ofSeconds(1));

        clock.advance(Duration.ofMillis(999));
        assertThat(throttle.wait(ALICE)).contains(Duration.ofMillis(1));
        clock.advance(Duration.ofMillis(1));
        assertThat(throttle.wait(ALICE)).isEmpty();
    }

    /// Trap: 19
    @Test
    void a_restart_forgives_nothing() {
        fail(ALICE, 6);

        assertThat(new Throttle(database, key, clock).wait(ALICE)).contains(Duration.ofSeconds(4));
    }

    @Test
    void others_do_not_wait_for_it() {
        fail(ALICE, 9);

        for (Subject each :
                List.of(
                        new Subject("user", "alice", "net-2"),
                        new Subject("user", "bob", "net-1"),
                        new Subject("client", "alice", "net-1"),
                        new Subject("user", "net-1", "alice"))) {
            assertThat(throttle.wait(each)).as(each.toString()).isEmpty();
        }
    }

    @Test
    void a_proof_clears_its_own_name_and_network_alone() {
        var elsewhere = new Subject("user", "alice", "net-2");
        fail(ALICE, 9);
        fail(elsewhere, 9);

        clear(ALICE);

        assertThat(throttle.wait(ALICE)).isEmpty();
        assertThat(throttle.wait(elsewhere)).isPresent();
        fail(ALICE, 3);
        assertThat(throttle.wait(ALICE)).isEmpty();
    }

    @Test
    void after_a_quiet_day_the_count_begins_anew() {
        fail(ALICE, 9);
        clock.advance(Duration.ofDays(1).plusSeconds(1));

        fail(ALICE, 1);

        assertThat(throttle.wait(ALICE)).isEmpty();
    }

    @Test
    void no_name_is_stored() {
        fail(new Subject("user", "my secret password", "net-1"), 1);

        assertThat(storage.rows("select * from sign_in_failures").toString())
                .doesNotContain("secret", "my");
    }

    /// Trap: 20
    @Test
    void somebody_who_tries_ever_new_names_is_held_up_after_a_hundred() {
        for (int i = 0; i < 100; i++) {
            fail(new Subject("user", "name " + i, "net-1"), 1);
        }

        assertThat(throttle.wait(ALICE)).contains(Duration.ofSeconds(1));
        assertThat(throttle.wait(new Subject("user", "alice", "net-2"))).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(throttle.wait(ALICE)).isEmpty();
    }

    @Test
    void
            after_a_hundred_failures_from_everywhere_who_is_new_waits_and_who_proved_themselves_does_not() {
        Subject owner = everywhere(1);
        fail(owner, 1);
        clear(owner);
        for (int i = 2; i <= 100; i++) {
            fail(everywhere(i), 1);
        }
        assertThat(throttle.wait(everywhere(1000))).isEmpty();
        fail(everywhere(101), 1);

        assertThat(throttle.wait(everywhere(1001))).contains(Duration.ofSeconds(10));
        assertThat(throttle.wait(owner)).isEmpty();
        assertThat(throttle.wait(ALICE)).isEmpty();
        assertThat(throttle.wait(new Subject("user", "bob", "net-1001", Among.ALL))).isEmpty();
    }

    @Test
    void a_source_that_signed_in_without_a_failure_is_no_stranger_for_a_day() {
        Subject owner = everywhere(20_000);
        clear(owner);
        besiege(200);

        assertThat(throttle.wait(owner)).isEmpty();
        assertThat(throttle.wait(everywhere(20_001))).isPresent();
        clock.advance(Duration.ofDays(1).plusSeconds(1));
        besiege(200);
        assertThat(throttle.wait(owner)).isPresent();
    }

    @Test
    void who_is_counted_alone_leaves_nothing_behind_by_a_proof() {
        clear(ALICE);

        assertThat(storage.count("sign_in_failures")).isZero();
    }

    /// Security: F5
    @Test
    void no_failure_is_lost_where_two_nodes_count_at_once() throws Exception {
        int each = 60;
        var same = new Subject("user", "alice", "net", Among.ALL);
        try (var other = storage.db() == Db.SQLITE ? database : node();
                var nodes = Executors.newFixedThreadPool(2)) {
            var rounds =
                    Stream.of(database, other)
                            .map(node ->
                                    nodes.submit(() -> {
                                        for (int i = 0; i < each; i++) {
                                            node.write(tx -> {
                                                throttle.fail(tx, same);
                                                return true;
                                            });
                                        }
                                        return true;
                                    }))
                            .toList();
            for (var round : rounds) {
                round.get(60, TimeUnit.SECONDS);
            }
        }
        assertThat(storage.rows("select failures from sign_in_failures"))
                .as("its own, and those of the name")
                .containsExactly(List.of("120"), List.of("120"));
    }

    /// Whoever waits gets a try of their own, whatever others do meanwhile.
    @Test
    void ten_thousand_failures_make_nobody_wait_for_more_than_a_quarter_of_an_hour() {
        besiege(10_000);
        Subject owner = everywhere(20_000);
        assertThat(throttle.wait(owner)).contains(Duration.ofMinutes(15));
        clock.advance(Duration.ofMinutes(14));
        for (int i = 0; i < 10; i++) {
            fail(everywhere(30_000 + i), 10);
        }
        assertThat(throttle.wait(owner)).contains(Duration.ofMinutes(1));
        clock.advance(Duration.ofMinutes(1));

        assertThat(throttle.wait(owner)).isEmpty();
        fail(owner, 1);
        assertThat(throttle.wait(owner)).contains(Duration.ofMinutes(15));
        clock.advance(Duration.ofMinutes(15));
        clear(owner);
        assertThat(throttle.wait(owner)).isEmpty();
        // Without an attack a name is as it was the day after.
        clock.advance(Duration.ofDays(1));
        assertThat(throttle.wait(everywhere(40_000))).isEmpty();
    }

    @Test
    void a_strict_limit_lets_one_try_through_in_a_quarter_of_an_hour() {
        for (int i = 1; i <= 101; i++) {
            fail(strictly(i), 1);
        }
        assertThat(throttle.wait(strictly(1000))).contains(Duration.ofMinutes(15));
        clock.advance(Duration.ofMinutes(15));

        assertThat(throttle.wait(strictly(1001))).isEmpty();
        fail(strictly(1001), 1);
        assertThat(throttle.wait(strictly(1002))).isPresent();
        assertThat(throttle.wait(strictly(1000))).isPresent();
        assertThat(throttle.wait(new Subject("user", "alice", "device 1"))).isEmpty();
        // What is guessed at the step before is counted by itself.
        assertThat(throttle.wait(everywhere(1003))).isEmpty();
    }

    @Test
    void a_mistake_a_day_is_no_attack() {
        for (int day = 0; day < 365; day++) {
            fail(everywhere(day), 3);
            clock.advance(Duration.ofHours(20));
        }

        assertThat(throttle.wait(everywhere(1000))).isEmpty();
    }

    /// So many failures, each from another source.
    private void besiege(int failures) {
        for (int i = 0; i < failures; i += 100) {
            int first = i;
            database.write(tx -> {
                for (int n = first; n < first + 100; n++) {
                    throttle.fail(tx, everywhere(n));
                }
                return true;
            });
        }
    }

    private static Subject everywhere(int network) {
        return new Subject("user", "alice", "net " + network, Among.ALL);
    }

    private static Subject strictly(int network) {
        return new Subject("user", "alice", "net " + network, Among.ALL_STRICTLY);
    }

    /// Security: I7
    /// Trap: 20
    @Test
    void the_table_is_bounded_and_forgets_the_oldest_first() {
        String random =
                storage.db() == Db.SQLITE ? "randomblob(16)" : "decode(md5(i::text), 'hex')";
        long now = clock.millis();
        storage.sql(
                """
                with recursive n(i) as (select 1 union all select i + 1 from n where i < 101200)
                insert into sign_in_failures (key, failures, last_failed_at, blocked_until)
                select %s, 1, %d - i, 0 from n
                """
                        .formatted(random, now));

        throttle.purge();

        assertThat(storage.count("sign_in_failures")).isEqualTo(100_000);
        assertThat(storage.rows("select max(last_failed_at) from sign_in_failures"))
                .containsExactly(List.of(String.valueOf(now - 1)));
        // What several batches take away is enough to see that nothing stays.
        storage.sql("delete from sign_in_failures where last_failed_at < ?", now - 5_000);
        assertThat(storage.count("sign_in_failures")).isEqualTo(5_000);
        clock.advance(Duration.ofDays(2));
        throttle.purge();
        assertThat(storage.count("sign_in_failures")).isZero();
    }

    /// Security: F5, I7
    /// Trap: 20
    @Test
    void fresh_failures_push_out_nobody_who_failed_often() {
        var small = new Throttle(database, key, RateLimit.none(), clock, 20);
        for (int i = 1; i <= 101; i++) {
            fail(everywhere(i), 1);
        }
        fail(ALICE, 9);
        clock.advance(Duration.ofSeconds(1));
        Duration wait = throttle.wait(ALICE).orElseThrow();
        for (int i = 0; i < 100; i++) {
            fail(new Subject("user", "name " + i, "net " + i), 1);
        }

        small.purge();

        assertThat(storage.count("sign_in_failures")).isEqualTo(22);
        assertThat(small.wait(ALICE)).contains(wait);
        assertThat(small.wait(everywhere(1000))).contains(Duration.ofSeconds(10));
    }

    /// Security: F5, I7
    /// Trap: 20
    @Test
    void who_proved_themselves_is_not_pushed_out_by_failures_nor_the_other_way_round() {
        var small = new Throttle(database, key, RateLimit.none(), clock, 20);
        Subject owner = everywhere(20_000);
        clear(owner);
        clock.advance(Duration.ofSeconds(1));
        for (int i = 1; i <= 101; i++) {
            fail(everywhere(i), 1);
        }
        small.purge();
        assertThat(small.wait(owner)).isEmpty();

        clock.advance(Duration.ofSeconds(1));
        for (int i = 0; i < 30; i++) {
            clear(new Subject("user", "name " + i, "net " + i, Among.ALL));
        }
        assertThat(small.wait(everywhere(20_001))).as("waits, and has a row for it").isPresent();
        small.purge();

        assertThat(storage.count("sign_in_failures"))
                .as("20 of each kind, and the name")
                .isEqualTo(41);
        assertThat(small.wait(owner)).as("the oldest of too many").isPresent();
    }

    /// Security: F5, I7
    /// Trap: 20
    @Test
    void of_those_who_failed_often_the_worst_are_kept() {
        var small = new Throttle(database, key, RateLimit.none(), clock, 20);
        for (int i = 1; i <= 101; i++) {
            fail(everywhere(i), 1);
        }
        clock.advance(Duration.ofSeconds(1));
        for (int i = 0; i < 30; i++) {
            fail(new Subject("user", "name " + i, "net " + i), 4);
        }

        small.purge();

        assertThat(storage.count("sign_in_failures")).isEqualTo(40);
        assertThat(small.wait(everywhere(1000))).contains(Duration.ofSeconds(10));
    }

    private void fail(Subject subject, int times) {
        for (int i = 0; i < times; i++) {
            database.write(tx -> {
                throttle.fail(tx, subject);
                return true;
            });
        }
    }

    private void clear(Subject subject) {
        database.write(tx -> {
            throttle.clear(tx, subject);
            return Optional.empty();
        });
    }
}
