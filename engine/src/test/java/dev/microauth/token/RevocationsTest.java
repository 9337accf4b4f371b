package dev.microauth.token;

import static dev.microauth.Installation.ACTOR;
import static dev.microauth.grant.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.App;
import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Engine;
import dev.microauth.Flow;
import dev.microauth.Installation;
import dev.microauth.Robot;
import dev.microauth.account.OwnFactors;
import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.grant.TokenResponse;
import dev.microauth.jose.JwtVerifier;
import dev.microauth.jose.TokenRefused;
import dev.microauth.jose.VerifiedToken;
import dev.microauth.key.Ring;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.OAuthError;
import dev.microauth.service.AccountReference;
import dev.microauth.subject.ClientId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What verifiers elsewhere are told.
@BothDatabases
class RevocationsTest {
    private static final ClientId READER = ClientId.of("reader");
    private static final String NEW_PASSWORD = "another lantern over the water";

    @AutoClose private final Installation site;
    private final App app;
    private final Robot robot;

    RevocationsTest(Db db) {
        site = Installation.on(db);
        app =
                site.app(
                        "shop",
                        with ->
                                with.firstParty()
                                        .grants(GrantType.values())
                                        .redirectUris(Flow.REDIRECT_URI)
                                        .scopes("openid", "orders:read"));
        robot = Robot.of(site, "robot", "orders:read");
    }

    private static RevocationQuery everything() {
        return new RevocationQuery(READER, Optional.empty(), Optional.empty(), Duration.ZERO);
    }

    private VerifiedToken told(Engine at, RevocationQuery query) {
        var verifier =
                JwtVerifier.builder()
                        .keys(kid -> at.keys().ring(Ring.AUTH).find(kid))
                        .issuer(at.issuers().auth())
                        .type(Revocations.TYPE)
                        .audience(READER.value())
                        .clock(site.clock())
                        .build();
        try {
            return verifier.verify(at.revocations().tell(query));
        } catch (TokenRefused e) {
            throw new AssertionError(e);
        }
    }

    private static TreeSet<String> names(VerifiedToken told) {
        var names = new TreeSet<String>();
        ((Map<?, ?>) told.claims().get("revoked")).keySet().forEach(name -> names.add((String) name));
        return names;
    }

    private TreeSet<String> listed() {
        return names(told(site.auth(), everything()));
    }

    /// The same where something will be on it in a moment: what ends by itself is looked for twice a second.
    private TreeSet<String> listedSoon() {
        return names(
                told(
                        site.auth(),
                        new RevocationQuery(
                                READER, Optional.empty(), Optional.empty(), Duration.ofSeconds(5))));
    }

    private static String name(TokenResponse response) {
        return new RevocationCursor(response.accessToken().id().value()).toString();
    }

    private static RevocationCursor cursor(VerifiedToken told) {
        return told.text("cursor").flatMap(RevocationCursor::parse).orElseThrow();
    }

    private static RevocationQuery after(VerifiedToken told, Duration wait) {
        return new RevocationQuery(READER, Optional.of(cursor(told)), Optional.empty(), wait);
    }

    /// The ways in which a token can die.
    enum End {
        REVOKED,
        REFRESH_REVOKED,
        REFRESH_REUSED,
        CODE_REPLAYED,
        SESSION_ENDED,
        SESSIONS_ENDED,
        SESSION_IDLED_OUT,
        USER_DISABLED,
        USER_LOCKED,
        USER_DELETED,
        PASSWORD_CHANGED,
        PASSWORD_CHANGED_BY_THE_BEARER,
        TOKENS_ENDED,
        CLIENT_DISABLED,
        CLIENT_DELETED,
        ACCOUNT_DISABLED,
        ACCOUNT_DELETED,
        CREDENTIAL_REVOKED,
        CREDENTIAL_REPLACED,
        ROLE_TAKEN,
        NOTHING
    }

    /// Whatever ends a token, the list and this server agree about which are dead, at once and after a restart.
    ///
    /// Security: B9, C7, E3
    /// Trap: 1, 8, 19
    @ParameterizedTest
    @EnumSource
    void the_list_names_what_is_dead_here_and_nothing_else(End end) {
        var all = new ArrayList<TokenResponse>();
        var byPassword = app.password("alice");
        var flow = new Flow(app).signedIn("alice");
        String code = flow.code();
        var byCode = flow.redeem(code);
        all.add(byPassword);
        all.add(byCode);
        all.add(app.refresh(byPassword.refreshToken().orElseThrow()));
        all.add(app.password("bob"));
        all.add(app.clientCredentials());
        all.add(robot.token());
        assertThat(listed()).isEmpty();

        end(end, byPassword, flow, code);

        for (boolean restarted : new boolean[] {false, true}) {
            if (restarted) {
                site.restart();
            }
            var dead = new TreeSet<String>();
            all.stream()
                    .filter(each -> !app.isLive(each))
                    .filter(each -> each.accessToken().expiresAt().isAfter(site.clock().instant()))
                    .forEach(each -> dead.add(name(each)));
            var listed = dead.isEmpty() ? listed() : listedSoon();
            assertThat(listed).as("restarted: " + restarted).isEqualTo(dead);
            assertThat(dead.isEmpty()).isEqualTo(end == End.NOTHING || end == End.ROLE_TAKEN);
        }
    }

    private void end(End end, TokenResponse byPassword, Flow flow, String code) {
        var auth = site.auth();
        var alice = site.user("alice").id();
        var account = AccountReference.of(robot.id());
        switch (end) {
            case REVOKED -> app.revoke(byPassword.accessToken().compact());
            case REFRESH_REVOKED -> app.revoke(byPassword.refreshToken().orElseThrow());
            case REFRESH_REUSED -> {
                site.clock().advance(Duration.ofMinutes(1));
                String used = byPassword.refreshToken().orElseThrow();
                assertRefused(OAuthError.INVALID_GRANT, () -> app.refresh(used));
            }
            case CODE_REPLAYED ->
                    assertRefused(OAuthError.INVALID_GRANT, () -> flow.redeem(code));
            case SESSION_ENDED -> auth.sessions().end(ACTOR, flow.session().id());
            case SESSIONS_ENDED -> auth.sessions().endAll(ACTOR, alice);
            case SESSION_IDLED_OUT -> idleOut();
            case USER_DISABLED -> auth.users().deactivate(ACTOR, alice);
            case USER_LOCKED ->
                    auth.users()
                            .lockOut(
                                    ACTOR,
                                    alice,
                                    Optional.of(site.clock().instant().plusSeconds(60)));
            case USER_DELETED -> auth.users().delete(ACTOR, alice);
            case PASSWORD_CHANGED ->
                    auth.passwordChanges()
                            .changePassword(
                                    alice,
                                    Installation.PASSWORD.toCharArray(),
                                    NEW_PASSWORD.toCharArray(),
                                    Origin.NONE);
            case PASSWORD_CHANGED_BY_THE_BEARER -> {
                var bearer =
                        auth.accessTokens()
                                .find(Ring.AUTH, byPassword.accessToken().compact())
                                .orElseThrow();
                var changed =
                        auth.ownFactors()
                                .changePassword(
                                        OwnFactors.Change.over(
                                                Actor.user(alice.toString(), Origin.NONE),
                                                alice,
                                                bearer),
                                        Installation.PASSWORD.toCharArray(),
                                        NEW_PASSWORD.toCharArray());
                assertThat(changed).isNotNull();
                assertThat(app.isLive(byPassword)).isTrue();
            }
            case TOKENS_ENDED -> {
                site.storage()
                        .sql(
                                "update subjects set generation = generation + 1 where id in"
                                        + " (select id from users where username = 'alice')");
            }
            case CLIENT_DISABLED -> auth.clients().deactivate(ACTOR, app.id());
            case CLIENT_DELETED -> auth.clients().delete(ACTOR, app.id());
            case ACCOUNT_DISABLED -> auth.serviceAccounts().deactivate(ACTOR, robot.id());
            case ACCOUNT_DELETED -> auth.serviceAccounts().delete(ACTOR, robot.id());
            case CREDENTIAL_REVOKED -> auth.serviceCredentials().revoke(ACTOR, account);
            case CREDENTIAL_REPLACED -> {
                var _ = auth.serviceCredentials().issue(ACTOR, account);
            }
            case ROLE_TAKEN -> auth.access().unassignRole(ACTOR, alice, "Clerk");
            case NOTHING -> {}
        }
    }

    /// No write says so; the time alone does.
    private void idleOut() {
        Instant end = site.clock().instant().plus(Duration.ofMinutes(5));
        site.storage()
                .sql(
                        "update sessions set idle_until = %d where idle_until is not null"
                                .formatted(end.toEpochMilli()));
        assertThat(listed()).isEmpty();
        site.clock().set(end);
    }

    /// Security: C7
    @Test
    void a_token_that_was_being_signed_while_its_bearer_was_barred_is_born_dead() {
        var first = app.clientCredentials();
        site.storage().sql("update clients set is_active = false where client_id = 'shop'");
        // As the transaction of a grant that began before would store it.
        site.storage()
                .sql(
                        """
                        insert into tokens (jti, ring, client, scope, issued_at, expires_at)
                        select id, 'auth', id, '', 0, %d from clients where client_id = 'shop'
                        """
                                .formatted(
                                        site.clock().instant().plusSeconds(60).toEpochMilli()));

        assertThat(listed()).contains(name(first)).hasSize(2);
    }

    /// Security: C8
    @Test
    void the_answer_is_of_its_own_type_for_the_asker_alone_and_names_the_keys() {
        var token = app.clientCredentials();
        app.revoke(token.accessToken().compact());
        var query =
                new RevocationQuery(READER, Optional.empty(), Optional.of("once"), Duration.ZERO);
        String compact = site.auth().revocations().tell(query);
        assertThat(site.auth().accessTokens().find(Ring.AUTH, compact)).isEmpty();
        var told = told(site.auth(), query);
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
        var told = told(site.auth(), everything());
        app.revoke(second.accessToken().compact());

        var next = told(site.auth(), after(told, Duration.ZERO));
        assertThat(names(next)).containsExactly(name(second));
        var end = told(site.auth(), after(next, Duration.ZERO));
        assertThat(names(end)).isEmpty();
        assertThat(cursor(end)).isEqualTo(cursor(next));
        // A cursor of another database, or of before a restore.
        var unknown = new RevocationCursor(first.accessToken().id().value());
        site.storage().sql("delete from revocations where sequence = 1");
        var again =
                new RevocationQuery(READER, Optional.of(unknown), Optional.empty(), Duration.ZERO);
        assertThat(names(told(site.auth(), again))).containsExactly(name(second));
    }

    @Test
    void a_long_list_comes_in_parts_that_fit_into_a_token() {
        var dead = new TreeSet<String>();
        for (int i = 0; i < 101; i++) {
            var token = app.clientCredentials();
            dead.add(name(token));
        }
        site.auth().clients().deactivate(ACTOR, app.id());

        var first = told(site.auth(), everything());
        assertThat(names(first)).hasSize(100);
        assertThat(first.flag("more")).hasValue(true);
        var second = told(site.auth(), after(first, Duration.ZERO));
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

        assertThat(listed()).isEmpty();
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
            var query =
                    new RevocationQuery(
                            READER, Optional.empty(), Optional.empty(), Duration.ofSeconds(20));
            Future<VerifiedToken> waiting = threads.submit(() -> told(other, query));
            long began = System.nanoTime();
            app.revoke(token.accessToken().compact());

            assertThat(names(waiting.get())).containsExactly(name(token));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        } finally {
            node.ifPresent(Engine::close);
        }
    }

    @Test
    void who_waits_in_vain_is_sent_home_at_the_end_and_when_the_server_closes() throws Exception {
        var brief =
                new RevocationQuery(
                        READER, Optional.empty(), Optional.empty(), Duration.ofMillis(50));
        assertThat(names(told(site.auth(), brief))).isEmpty();
        var query =
                new RevocationQuery(
                        READER, Optional.empty(), Optional.empty(), Duration.ofSeconds(30));
        Callable<String> call = () -> site.auth().revocations().tell(query);
        long began = System.nanoTime();
        int tooMany = 8;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> all =
                    IntStream.range(0, WaitingRoom.SEATS_EACH + tooMany)
                            .mapToObj(i -> threads.submit(call))
                            .toList();
            while (all.stream().filter(Future::isDone).count() < tooMany) {
                assertThat(System.nanoTime() - began).isLessThan(15_000_000_000L);
                Thread.sleep(10);
            }
            site.auth().revocations().close();
            int seated = 0;
            for (Future<String> each : all) {
                try {
                    assertThat(each.get()).isNotEmpty();
                    seated++;
                } catch (ExecutionException e) {
                    assertThat(e).hasMessageContaining("waits for revocations");
                }
            }
            assertThat(seated).isEqualTo(WaitingRoom.SEATS_EACH);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
        // A server that closes answers, and lets nobody wait any more.
        assertThat(names(told(site.auth(), query))).isEmpty();
    }
}
