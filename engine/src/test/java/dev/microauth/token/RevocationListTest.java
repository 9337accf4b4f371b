package dev.microauth.token;

import static dev.microauth.Installation.ACTOR;
import static dev.microauth.token.ListReader.READER;
import static dev.microauth.token.ListReader.after;
import static dev.microauth.token.ListReader.cursor;
import static dev.microauth.token.ListReader.everything;
import static dev.microauth.token.ListReader.name;
import static dev.microauth.token.ListReader.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.App;
import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Engine;
import dev.microauth.Flow;
import dev.microauth.Installation;
import dev.microauth.MicroAuth;
import dev.microauth.jose.VerifiedToken;
import dev.microauth.key.Ring;
import dev.microauth.oauth.GrantType;
import dev.microauth.testkit.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// How the list of revocations is read, and waited at.
@BothDatabases
class RevocationListTest {
    @AutoClose private final Installation site;
    private final App app;

    RevocationListTest(Db db) {
        site = Installation.on(db);
        app =
                site.app(
                        "shop",
                        with ->
                                with.firstParty()
                                        .grants(GrantType.values())
                                        .redirectUris(Flow.REDIRECT_URI)
                                        .scopes("openid", "orders:read"));
    }

    private ListReader reader() {
        return new ListReader(site.auth());
    }

    /// Security: C8
    @Test
    void the_answer_is_of_its_own_type_for_the_asker_alone_and_names_the_keys() {
        var token = app.clientCredentials();
        app.revoke(token.accessToken().compact());
        var query =
                new RevocationQuery(READER, Optional.empty(), Optional.of("once"), Duration.ZERO);
        String compact = site.auth().revocations().tell(query, WaitingRoom.large());
        assertThat(site.auth().accessTokens().find(Ring.AUTH, compact)).isEmpty();
        var told = reader().told(query);
        assertThat(told.audience()).containsExactly("reader");
        assertThat(told.text("nonce")).hasValue("once");
        assertThat(told.flag("more")).hasValue(false);
        assertThat(told.texts("keys"))
                .isNotEmpty()
                .allMatch(kid -> site.auth().keys().ring(Ring.AUTH).find(kid).isPresent());
        assertThat(told.claims().get("revoked"))
                .isEqualTo(Map.of(name(token), token.accessToken().expiresAt().getEpochSecond()));
    }

    @Test
    void who_has_read_further_is_told_what_came_since_and_a_stranger_to_the_list_everything() {
        var first = app.clientCredentials();
        var second = app.clientCredentials();
        app.revoke(first.accessToken().compact());
        var told = reader().told(everything(Duration.ZERO));
        app.revoke(second.accessToken().compact());

        var next = reader().told(after(told));
        assertThat(names(next)).containsExactly(name(second));
        var end = reader().told(after(next));
        assertThat(names(end)).isEmpty();
        assertThat(cursor(end)).isEqualTo(cursor(next));
        // A cursor of another database, or of before a restore.
        var unknown = new RevocationCursor(first.accessToken().id().value());
        site.storage().sql("delete from revocations where sequence = 1");
        var again =
                new RevocationQuery(READER, Optional.of(unknown), Optional.empty(), Duration.ZERO);
        assertThat(names(reader().told(again))).containsExactly(name(second));
    }

    /// What is on the list of a database that was put back may be revoked again, after something that nobody was told of.
    ///
    /// Security: C7, I6
    @Test
    void a_cursor_of_before_a_restore_hides_nothing_though_its_token_dies_again() {
        var told = app.clientCredentials();
        var other = app.clientCredentials();
        site.stop();
        try (var kept = site.storage().copy()) {
            site.start();
            app.revoke(told.accessToken().compact());
            var cursor = reader().told(everything(Duration.ZERO));

            try (var restored = kept.open(MicroAuth.builder().clock(site.clock()))) {
                for (var token : List.of(other, told)) {
                    app.revokeAt(restored, token.accessToken().compact());
                }

                assertThat(names(new ListReader(restored).told(after(cursor))))
                        .contains(name(other));
            }
        }
    }

    @Test
    void a_long_list_comes_in_parts_that_fit_into_a_token() {
        var dead = new TreeSet<String>();
        for (int i = 0; i < 101; i++) {
            var token = app.clientCredentials();
            dead.add(name(token));
        }
        site.auth().clients().deactivate(ACTOR, app.id());

        var first = reader().told(everything(Duration.ZERO));
        assertThat(names(first)).hasSize(100);
        assertThat(first.flag("more")).hasValue(true);
        var second = reader().told(after(first));
        assertThat(second.flag("more")).hasValue(false);
        var all = names(first);
        all.addAll(names(second));
        assertThat(all).isEqualTo(dead);
    }

    /// Security: I7
    /// Trap: 20
    @Test
    void what_has_expired_is_not_told_and_goes() {
        var token = app.clientCredentials();
        app.revoke(token.accessToken().compact());
        site.clock().set(token.accessToken().expiresAt().plus(Duration.ofMinutes(10)));

        assertThat(reader().listed()).isEmpty();
        assertThat(site.auth().revocations().purge()).isZero();
        site.clock().advance(Duration.ofMillis(1));
        assertThat(site.auth().revocations().purge()).isEqualTo(1);
        assertThat(site.storage().count("revocations")).isZero();
    }

    /// On PostgreSQL what another node took back.
    ///
    /// Security: C7
    @Test
    void who_waits_hears_of_it_within_seconds_at_every_node() throws Exception {
        var token = app.clientCredentials();
        Optional<Engine> node = site.secondNode();
        Engine other = node.orElse(site.auth());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var query = everything(Duration.ofSeconds(20));
            Future<VerifiedToken> waiting = threads.submit(() -> new ListReader(other).told(query));
            long began = System.nanoTime();
            app.revoke(token.accessToken().compact());

            assertThat(names(waiting.get())).containsExactly(name(token));
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(5));
        } finally {
            node.ifPresent(Engine::close);
        }
    }

    @Test
    void who_waits_in_vain_is_sent_home_at_the_end_for_want_of_a_seat_and_when_the_server_closes()
            throws Exception {
        var brief = everything(Duration.ofMillis(50));
        assertThat(names(reader().told(brief))).isEmpty();
        var query = everything(Duration.ofSeconds(30));
        var room = new WaitingRoom(8, 4);
        Callable<String> call = () -> site.auth().revocations().tell(query, room);
        long began = System.nanoTime();
        int tooMany = 8;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> all =
                    IntStream.range(0, 4 + tooMany).mapToObj(i -> threads.submit(call)).toList();
            Eventually.holds(() -> all.stream().filter(Future::isDone).count() >= tooMany);
            assertThat(all.stream().filter(Future::isDone)).hasSize(tooMany);
            room.close();
            for (Future<String> each : all) {
                assertThat(each.get()).isNotEmpty();
            }
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
        // A server that closes answers, and lets nobody wait any more.
        assertThat(call.call()).isNotEmpty();
    }
}
