package dev.microauth.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.Phone;
import dev.microauth.Visitor;
import dev.microauth.actor.Origin;
import dev.microauth.throttle.Throttle;
import dev.microauth.throttle.Throttle.Among;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Security: F5, F6
@BothDatabases
class DeviceMarkTest {
    @AutoClose private final Installation site;

    DeviceMarkTest(Db db) {
        site = Installation.on(db);
    }

    @Test
    void strangers_from_everywhere_cannot_keep_an_owner_out_of_a_browser_that_is_known() {
        String mark = mark("alice");
        besiege("alice");
        besiege("nobody");

        for (String name : List.of("alice", "nobody")) {
            assertThat(Visitor.at(site.auth(), 500).password(name, Installation.PASSWORD))
                    .isEqualTo(new SignIn.Throttled(Duration.ofSeconds(100)));
        }
        long hashes = site.auth().passwordHashes();
        for (int i = 0; i < 5; i++) {
            assertThat(owner().with(mark).password("Alice", Installation.PASSWORD))
                    .isInstanceOf(SignIn.Proven.class);
        }
        assertThat(site.auth().passwordHashes()).isEqualTo(hashes + 5);
        // Without it the owner waits, for as long as was said.
        assertThat(owner().password("alice", Installation.PASSWORD))
                .isInstanceOf(SignIn.Throttled.class);
        site.clock().advance(Duration.ofSeconds(100));
        assertThat(owner().password("alice", Installation.PASSWORD))
                .isInstanceOf(SignIn.Proven.class);
        // And who came in once from there is no stranger any more.
        assertThat(owner().password("alice", Installation.PASSWORD))
                .isInstanceOf(SignIn.Proven.class);
    }

    @Test
    void a_known_browser_has_failures_of_its_own() {
        String mark = mark("alice");
        var visitor = owner().with(mark);
        for (int i = 0; i < 4; i++) {
            assertThat(visitor.password("alice", "wrong")).isInstanceOf(SignIn.Refused.class);
        }

        assertThat(visitor.password("alice", Installation.PASSWORD))
                .isEqualTo(new SignIn.Throttled(Duration.ofSeconds(1)));
        assertThat(Visitor.at(site.auth(), 3).with(mark).password("alice", "wrong"))
                .isInstanceOf(SignIn.Throttled.class);
        assertThat(owner().with(mark("alice")).password("alice", Installation.PASSWORD))
                .isInstanceOf(SignIn.Proven.class);
        assertThat(owner().password("alice", Installation.PASSWORD))
                .isInstanceOf(SignIn.Proven.class);
    }

    @Test
    void a_mark_that_is_forged_old_or_of_somebody_else_is_none() {
        String mark = mark("alice");
        String ofBob = mark("bob");
        besiege("alice");
        String changed = (mark.charAt(0) == 'A' ? 'B' : 'A') + mark.substring(1);

        for (String each :
                List.of("", "x", "%%%", ofBob, changed, mark.substring(4), mark + "AAAA")) {
            assertThat(
                            Visitor.at(site.auth(), 500 + each.length())
                                    .with(each)
                                    .password("alice", Installation.PASSWORD))
                    .as(each)
                    .isInstanceOf(SignIn.Throttled.class);
        }
        site.clock().advance(Duration.ofDays(180));
        besiege("alice");
        assertThat(owner().with(mark).password("alice", Installation.PASSWORD))
                .isInstanceOf(SignIn.Throttled.class);
    }

    @Test
    void a_mark_is_none_any_more_after_another_password_or_factor() {
        String mark = mark("alice");
        site.auth()
                .passwordChanges()
                .changePassword(
                        site.user("alice").id(),
                        Installation.PASSWORD.toCharArray(),
                        "nine grey herons at noon".toCharArray(),
                        Origin.NONE);
        String ofBob = mark("bob");
        Phone.of(site, "bob");
        besiege("alice");
        besiege("bob");

        assertThat(owner().with(mark).password("alice", "nine grey herons at noon"))
                .isInstanceOf(SignIn.Throttled.class);
        assertThat(owner().with(ofBob).password("bob", Installation.PASSWORD))
                .isInstanceOf(SignIn.Throttled.class);
    }

    /// A failure from each of many addresses, until ten of those that came during the attack have waited for theirs.
    private void besiege(String name) {
        countFailures(name, 91);
        for (int i = 91; i < 101; i++) {
            assertThat(Visitor.at(site.auth(), 1000 + i).password(name, "wrong"))
                    .isInstanceOf(SignIn.Refused.class);
        }
        for (int i = 0; i < 9; i++) {
            assertThat(Visitor.at(site.auth(), 2000 + i).password(name, "wrong"))
                    .isInstanceOf(SignIn.Throttled.class);
        }
        site.clock().advance(Duration.ofSeconds(10));
        for (int i = 0; i < 9; i++) {
            assertThat(Visitor.at(site.auth(), 2000 + i).password(name, "wrong"))
                    .isInstanceOf(SignIn.Refused.class);
        }
    }

    /// As the sign-in counts them, without a hash for each.
    private void countFailures(String name, int count) {
        var key = site.storage().rootKey().keyed("failures");
        site.beneath(database -> {
            var throttle = new Throttle(database, key, site.clock());
            return database.write(tx -> {
                for (int i = 0; i < count; i++) {
                    String source = Visitor.at(site.auth(), 1000 + i).attempt().origin().network();
                    throttle.fail(tx, new Throttle.Subject("user", name, source, Among.ALL));
                }
                return true;
            });
        });
    }

    private Visitor owner() {
        return Visitor.at(site.auth(), 2);
    }

    private String mark(String name) {
        var proven =
                (SignIn.Proven) Visitor.at(site.auth(), 1).password(name, Installation.PASSWORD);
        return site.auth().signIns().deviceMark(proven);
    }
}
