package dev.microauth.credential;

import static dev.microauth.grant.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.App;
import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.actor.Origin;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.OAuthError;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.password.Argon2Cost;
import dev.microauth.password.HashLimits;
import dev.microauth.user.User;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@BothDatabases
class SignInsTest {
    private static final String RIGHT = Installation.PASSWORD;

    @AutoClose private final Installation site;
    private final App app;

    SignInsTest(Db db) {
        site = Installation.on(db);
        app = site.app("shop", with -> with.firstParty().grants(GrantType.PASSWORD));
    }

    /// Security: F5
    @Test
    void guesses_in_parallel_learn_no_more_than_one_by_one() throws Exception {
        int guesses = 12;
        List<Future<OAuthError>> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = threads.invokeAll(Collections.nCopies(guesses, this::guess));
        }
        var errors = new ArrayList<OAuthError>();
        for (var answer : answers) {
            errors.add(answer.get());
        }
        assertThat(Collections.frequency(errors, OAuthError.INVALID_GRANT)).isEqualTo(4);
        assertThat(Collections.frequency(errors, OAuthError.SLOW_DOWN)).isEqualTo(guesses - 4);
    }

    /// Security: B7, G1, G2
    /// Trap: 1
    @Test
    void unknown_wrong_locked_disabled_and_without_password_look_alike() {
        var users = site.auth().users();
        users.deactivate(Installation.ACTOR, site.user("bob").id());
        site.auth().access().assignRole(Installation.ACTOR, site.user("alice").id(), "MadAdmin");
        users.lockOut(
                Installation.ACTOR,
                site.user("admin").id(),
                Optional.of(site.clock().instant().plusSeconds(60)));
        var refusals = new ArrayList<OAuthRefusal>();
        refusals.add(refused("nobody", RIGHT));
        refusals.add(refused("not a name!", RIGHT));
        refusals.add(refused("", RIGHT));
        refusals.add(refused("alice", "wrong"));
        refusals.add(refused("alice", ""));
        refusals.add(refused("alice", RIGHT + "x"));
        refusals.add(refused("bob", RIGHT));
        refusals.add(refused("admin", RIGHT));
        refusals.add(refused("carol", RIGHT));

        assertThat(refusals)
                .extracting(OAuthRefusal::publicText)
                .containsOnly(refusals.getFirst().publicText());
        assertThat(refusals).allMatch(each -> each.retryAfter().isEmpty());
        // The log knows better.
        assertThat(
                        site.storage()
                                .rows(
                                        "select detail from audit_events where action = 'user.login' order by sequence"))
                .extracting(List::getFirst)
                .containsExactly(
                        "unknown user",
                        "unknown user",
                        "unknown user",
                        "wrong password",
                        "wrong password",
                        "wrong password",
                        "user is disabled",
                        "user is locked out",
                        "user without password");
        // A lock ends by itself.
        site.clock().advance(Duration.ofSeconds(60));
        assertThat(app.isLive(app.password("admin"))).isTrue();
    }

    /// Security: G1
    /// Trap: 7
    @Test
    void every_refusal_costs_one_hash_and_a_throttled_guess_none() {
        site.auth().users().deactivate(Installation.ACTOR, site.user("bob").id());
        for (String name : List.of("nobody", "not a name!", "alice", "bob", "carol")) {
            long before = site.auth().passwordHashes();
            refused(name, "wrong");
            assertThat(site.auth().passwordHashes() - before).as(name).isEqualTo(1);
        }
        for (int i = 0; i < 4; i++) {
            assertRefused(
                    OAuthError.INVALID_GRANT, () -> app.signIn("alice", "wrong", Origin.NONE));
        }
        long before = site.auth().passwordHashes();
        assertRefused(OAuthError.SLOW_DOWN, () -> app.signIn("alice", RIGHT, Origin.NONE));
        assertThat(site.auth().passwordHashes()).isEqualTo(before);
    }

    /// Security: F5, F6, G1
    @Test
    void guesses_at_one_name_are_slowed_down_whether_it_exists_or_not_and_through_a_restart()
            throws UnknownHostException {
        Origin here = origin("192.0.2.1");
        for (String name : List.of("alice", "nobody")) {
            for (int i = 0; i < 4; i++) {
                assertRefused(OAuthError.INVALID_GRANT, () -> app.signIn(name, "wrong", here));
            }
            long events = site.storage().count("audit_events");
            site.restart();

            for (String password : List.of("wrong", RIGHT)) {
                var refusal =
                        assertRefused(OAuthError.SLOW_DOWN, () -> app.signIn(name, password, here));
                assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(1));
            }
            // The first of a minute is told, the flood behind it is not.
            assertThat(site.storage().count("audit_events")).isEqualTo(events + 1);
        }
        // Capital letters are no other name.
        assertRefused(OAuthError.SLOW_DOWN, () -> app.signIn("ＡLICE", RIGHT, here));
        // The owner comes in from elsewhere, and that does not free the guesser.
        assertThat(app.isLive(app.signIn("Alice", RIGHT, origin("198.51.100.1")))).isTrue();
        assertRefused(OAuthError.SLOW_DOWN, () -> app.signIn("alice", RIGHT, here));
        site.clock().advance(Duration.ofSeconds(1));
        assertThat(app.isLive(app.signIn("alice", RIGHT, here))).isTrue();
        assertRefused(OAuthError.INVALID_GRANT, () -> app.signIn("alice", "wrong", here));
        assertThat(app.isLive(app.signIn("alice", RIGHT, here))).isTrue();
    }

    /// Security: K4
    @Test
    void what_was_typed_as_a_name_is_not_recorded() {
        refused("my secret as a name", "x");

        for (String table : List.of("audit_events", "sign_in_failures")) {
            assertThat(site.storage().rows("select * from " + table).toString())
                    .doesNotContain("my secret");
        }
    }

    @Test
    void a_sign_in_is_remembered() {
        site.clock().advance(Duration.ofMinutes(3));

        app.password("alice");

        assertThat(site.user("alice").lastLogin()).contains(site.clock().instant());
    }

    /// Security: F3
    @Test
    void a_dearer_setting_renews_the_hash_at_the_next_sign_in() {
        var before = hash("alice");
        app.password("alice");
        assertThat(hash("alice")).isEqualTo(before);

        makeHashesDearer();
        app.password("alice");

        assertThat(hash("alice").toString()).contains("m=24576");
        assertThat(app.isLive(app.password("alice"))).isTrue();
    }

    /// Two hashes would tell that the password was right.
    ///
    /// Security: F3, G1
    @Test
    void who_is_locked_out_costs_one_hash_though_theirs_is_an_old_one() {
        var before = hash("bob");
        makeHashesDearer();
        var users = site.auth().users();
        users.lockOut(Installation.ACTOR, site.user("bob").id(), Optional.of(User.FOR_GOOD));
        long hashes = site.auth().passwordHashes();
        refused("bob", RIGHT);
        assertThat(site.auth().passwordHashes()).isEqualTo(hashes + 1);
        assertThat(hash("bob")).isEqualTo(before);
    }

    private void makeHashesDearer() {
        site.restart(with ->
                with.argon2(
                        new Argon2Cost(24 * 1024, 2, 1),
                        new HashLimits(2, 10, Duration.ofSeconds(10))));
    }

    private List<List<String>> hash(String name) {
        return site.storage()
                .rows("select password_hash from users where username = '" + name + "'");
    }

    private OAuthError guess() {
        try {
            app.signIn("alice", "wrong", Origin.NONE);
            throw new AssertionError("a wrong password was taken");
        } catch (OAuthRefusal refusal) {
            return refusal.error();
        }
    }

    private OAuthRefusal refused(String name, String password) {
        return assertRefused(
                OAuthError.INVALID_GRANT,
                () -> {
                    // Each from a network of its own, so that none waits for another.
                    byte[] address = {10, 0, 0, (byte) site.storage().count("sign_in_failures")};
                    app.signIn(
                            name,
                            password,
                            new Origin(
                                    Optional.of(InetAddress.getByAddress(address)),
                                    Optional.empty(),
                                    Optional.empty()));
                });
    }

    private static Origin origin(String address) throws UnknownHostException {
        return new Origin(
                Optional.of(InetAddress.getByName(address)), Optional.empty(), Optional.empty());
    }
}
