package dev.microauth.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.Visitor;
import dev.microauth.actor.Origin;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.problem.AuthException.Invalid;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@BothDatabases
class PasswordChangesTest {
    private static final String FRESH = "nine grey herons at noon";

    @AutoClose private final Installation site;

    PasswordChangesTest(Db db) {
        site = Installation.on(db);
    }

    /// Security: F5
    @Test
    void wrong_guesses_count_together_with_those_of_the_sign_in() {
        var shop = site.app("shop", with -> with.firstParty().grants(GrantType.PASSWORD));
        for (int i = 0; i < 2; i++) {
            assertThat(change("alice", "wrong", FRESH)).isInstanceOf(PasswordChange.Refused.class);
            assertThatThrownBy(() -> shop.signIn("Alice", "wrong", Origin.NONE))
                    .isInstanceOf(OAuthRefusal.class);
        }
        assertThat(change("alice", Installation.PASSWORD, FRESH))
                .isInstanceOf(PasswordChange.Throttled.class);
    }

    /// Security: F5
    @Test
    void guesses_from_everywhere_slow_down_strangers_here_and_at_the_sign_in() {
        for (int i = 1; i <= 101; i++) {
            assertThat(change("alice", "wrong", FRESH, origin(i)))
                    .isInstanceOf(PasswordChange.Refused.class);
        }

        assertThat(change("alice", Installation.PASSWORD, FRESH, origin(500)))
                .isEqualTo(new PasswordChange.Throttled(Duration.ofSeconds(10)));
        assertThat(Visitor.at(site.auth(), 501).password("alice", Installation.PASSWORD))
                .isInstanceOf(SignIn.Throttled.class);
        site.clock().advance(Duration.ofSeconds(10));
        assertThat(change("alice", Installation.PASSWORD, FRESH, origin(500)))
                .isInstanceOf(PasswordChange.Changed.class);
    }

    /// Trap: 1
    @Test
    void who_is_kept_out_or_has_no_password_changes_none() {
        assertThat(change("carol", "", FRESH)).isInstanceOf(PasswordChange.Refused.class);
        site.auth().users().deactivate(Installation.ACTOR, site.user("bob").id());
        assertThat(change("bob", Installation.PASSWORD, FRESH))
                .isInstanceOf(PasswordChange.Refused.class);
        assertThat(site.auth().users().findPassword(site.user("carol").id())).isEmpty();
    }

    /// Security: B9
    /// Trap: 1
    @Test
    void a_password_is_replaced_only_while_it_is_the_one_and_its_owner_may_enter() {
        var users = site.auth().users();
        var alice = site.user("alice").id();
        var stored = users.findPassword(alice).orElseThrow();
        var other = users.findPassword(site.user("bob").id()).orElseThrow();
        Instant now = site.clock().instant();
        assertThat(site.<Boolean>inside(tx -> users.replacePassword(tx, alice, other, other, now)))
                .isFalse();
        site.auth().users().deactivate(Installation.ACTOR, alice);
        assertThat(site.<Boolean>inside(tx -> users.replacePassword(tx, alice, stored, other, now)))
                .isFalse();

        assertThat(site.auth().users().findPassword(alice)).hasValue(stored);
    }

    /// Security: F10
    /// Trap: 8
    @Test
    void a_reset_on_another_node_is_not_undone_by_a_change_that_began_before_it() throws Exception {
        // SQLite has one node, and one writer.
        assumeTrue(site.storage().db() == Db.POSTGRESQL);
        var alice = site.user("alice").id();
        try (var node = site.storage().dialect().openWriter();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            node.setAutoCommit(false);
            try (var reset = node.createStatement()) {
                reset.executeUpdate(
                        "update users set password_hash = null where username = 'alice'");
            }
            var change = threads.submit(() -> change("alice", Installation.PASSWORD, FRESH));
            while (waiting() == 0 && !change.isDone()) {
                LockSupport.parkNanos(5_000_000);
            }
            node.commit();

            assertThat(change.get()).isInstanceOf(PasswordChange.Refused.class);
        }
        assertThat(site.auth().users().findPassword(alice)).isEmpty();
    }

    private int waiting() {
        return site.storage().rows("select 1 from pg_locks where not granted").size();
    }

    /// Security: F2
    @Test
    void a_weak_or_unchanged_password_is_refused_by_name() {
        for (String wanted : new String[] {"short", "alice-alice-alice", Installation.PASSWORD}) {
            assertThatExceptionOfType(Invalid.class)
                    .isThrownBy(() -> change("alice", Installation.PASSWORD, wanted))
                    .satisfies(refusal ->
                            assertThat(refusal.fields()).containsOnlyKeys("new_password"));
        }
    }

    /// Security: B14, E3
    @Test
    void a_change_ends_what_was_signed_in_with_the_old_one() {
        var shop = site.app("shop", with -> with.firstParty().grants(GrantType.values()));
        var before = shop.password("alice");

        assertThat(change("alice", Installation.PASSWORD, FRESH))
                .isInstanceOf(PasswordChange.Changed.class);

        assertThat(shop.isLive(before)).isFalse();
        assertThatThrownBy(() -> shop.refresh(before.refreshToken().orElseThrow()))
                .isInstanceOf(OAuthRefusal.class);
        assertThatThrownBy(() -> shop.password("alice")).isInstanceOf(OAuthRefusal.class);
        assertThat(shop.isLive(shop.signIn("alice", FRESH, Origin.NONE))).isTrue();
    }

    private Origin origin(int number) {
        return Visitor.at(site.auth(), number).attempt().origin();
    }

    private PasswordChange change(String name, String current, String wanted) {
        return change(name, current, wanted, Origin.NONE);
    }

    private PasswordChange change(String name, String current, String wanted, Origin origin) {
        return site.auth()
                .passwordChanges()
                .changePassword(
                        site.user(name).id(), current.toCharArray(), wanted.toCharArray(), origin);
    }
}
