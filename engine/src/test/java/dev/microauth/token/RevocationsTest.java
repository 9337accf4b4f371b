package dev.microauth.token;

import static dev.microauth.Installation.ACTOR;
import static dev.microauth.grant.Refusals.assertRefused;
import static dev.microauth.token.ListReader.name;
import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.App;
import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Flow;
import dev.microauth.Installation;
import dev.microauth.Robot;
import dev.microauth.account.OwnFactors;
import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.grant.TokenResponse;
import dev.microauth.key.Ring;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.OAuthError;
import dev.microauth.service.AccountReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What verifiers elsewhere are told of: every way in which a token can die.
@BothDatabases
class RevocationsTest {
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

    private ListReader reader() {
        return new ListReader(site.auth());
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
        assertThat(reader().listed()).isEmpty();

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
            var listed = dead.isEmpty() ? reader().listed() : reader().listedSoon();
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
            case CODE_REPLAYED -> assertRefused(OAuthError.INVALID_GRANT, () -> flow.redeem(code));
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
        assertThat(reader().listed()).isEmpty();
        site.clock().set(end);
    }

    /// Security: C7
    @Test
    void a_session_that_ran_out_long_before_anybody_asked_is_told_while_a_token_of_it_lasts() {
        site.restart(options -> options.tokenExpiry(Duration.ofHours(26)));
        var token = new Flow(app).signedIn("alice");
        var granted = token.redeem(token.code());
        Instant end = site.clock().instant().plus(Duration.ofMinutes(5));
        site.storage().sql("update sessions set idle_until = %d".formatted(end.toEpochMilli()));
        site.clock().set(end.plus(Duration.ofHours(25)));

        assertThat(app.isLive(granted)).isFalse();
        assertThat(reader().listed()).containsExactly(name(granted));
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
                                .formatted(site.clock().instant().plusSeconds(60).toEpochMilli()));

        assertThat(reader().listed()).contains(name(first)).hasSize(2);
    }
}
