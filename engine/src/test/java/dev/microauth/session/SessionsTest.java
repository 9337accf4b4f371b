package dev.microauth.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.microauth.App;
import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.grant.TokenRequest;
import dev.microauth.grant.TokenResponse;
import dev.microauth.key.Ring;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.page.PageRequest;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.secret.Secret;
import dev.microauth.subject.UserId;
import dev.microauth.token.Introspection;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What a sign-in leaves, and what goes with it.
///
/// Security: E3
@BothDatabases
class SessionsTest {
    @AutoClose private final Installation site;
    private final App app;
    private final UserId alice;

    SessionsTest(Db db) {
        site = Installation.on(db);
        app =
                site.app(
                        "shop",
                        with -> with.firstParty().grants(GrantType.values()).scopes("orders:read"));
        alice = site.user("alice").id();
    }

    @Test
    void what_nobody_signed_in_for_leaves_no_session() {
        app.clientCredentials();

        assertThat(site.storage().count("sessions")).isZero();
    }

    @Test
    void a_session_that_is_not_there_can_be_neither_read_nor_ended() {
        app.password("alice");
        var ended = only();
        sessions().end(Installation.ACTOR, ended.id());

        for (SessionId id : List.of(ended.id(), new SessionId(new UUID(0x7000L, 5)))) {
            assertThatExceptionOfType(NotFound.class)
                    .isThrownBy(() -> sessions().get(Installation.ACTOR, id));
            assertThatExceptionOfType(NotFound.class)
                    .isThrownBy(() -> sessions().end(Installation.ACTOR, id));
        }
    }

    @Test
    void a_sign_in_leaves_one_session_with_where_it_came_from() throws UnknownHostException {
        var here =
                new Origin(
                        Optional.of(InetAddress.getByName("192.0.2.1")),
                        Optional.of("curl/8"),
                        Optional.empty());
        var first = app.signIn("alice", Installation.PASSWORD, here);

        var session = only();
        assertThat(session.userId()).isEqualTo(alice);
        assertThat(session.username()).isEqualTo("alice");
        assertThat(session.ring()).isEqualTo(Ring.AUTH);
        assertThat(session.clientId()).hasValue("shop");
        assertThat(session.ip()).hasValue("192.0.2.1");
        assertThat(session.userAgent()).hasValue("curl/8");
        assertThat(session.methods()).containsExactly("pwd");
        assertThat(session.authTime()).isEqualTo(site.clock().instant());
        assertThat(session.expiresAt()).isEqualTo(site.clock().instant().plus(Duration.ofDays(90)));

        site.clock().advance(Duration.ofMinutes(5));
        app.refresh(refreshToken(first));
        assertThat(only().lastSeenAt()).isEqualTo(site.clock().instant());
        assertThat(only().createdAt()).isBefore(only().lastSeenAt());
    }

    @Test
    void without_a_refresh_token_a_session_lasts_as_long_as_the_access_token() {
        var brief =
                site.app(
                        "brief",
                        with -> with.firstParty().grants(GrantType.PASSWORD).scopes("orders:read"));
        var response = brief.password("alice");

        assertThat(only().expiresAt()).isEqualTo(response.accessToken().expiresAt());
        site.clock().advance(Duration.ofMinutes(10));
        assertThat(live(SessionFilter.ALL)).isEmpty();
    }

    /// Trap: 19
    @Test
    void what_a_session_gave_dies_with_it_and_stays_dead() {
        var first = app.password("alice");
        var second = app.refresh(refreshToken(first));
        var other = app.password("alice");
        var id =
                live(SessionFilter.ALL).stream()
                        .filter(each -> !each.id().value().equals(sessionOf(other)))
                        .findFirst()
                        .orElseThrow()
                        .id();

        sessions().end(Installation.ACTOR, id);

        for (boolean restarted : new boolean[] {false, true}) {
            if (restarted) {
                site.restart();
            }
            assertThat(app.isLive(first)).isFalse();
            assertThat(app.isLive(second)).isFalse();
            assertThat(app.introspect(refreshToken(second)))
                    .isInstanceOf(Introspection.Inactive.class);
            assertThatExceptionOfType(OAuthRefusal.class)
                    .isThrownBy(() -> app.refresh(refreshToken(second)));
            assertThat(app.isLive(other)).isTrue();
        }
        assertThat(live(SessionFilter.ALL)).hasSize(1);
    }

    @Test
    void an_administrators_tokens_die_with_their_session() {
        var token =
                site.auth()
                        .adminTokenService()
                        .grant(
                                new TokenRequest.Password(
                                        "admin",
                                        Secret.of(Installation.PASSWORD),
                                        Optional.empty()),
                                Origin.NONE);
        var session = only();
        assertThat(session.ring()).isEqualTo(Ring.ADMIN);
        assertThat(session.clientId()).isEmpty();
        String compact = token.accessToken().compact();
        assertThat(site.auth().accessTokens().find(Ring.ADMIN, compact)).isPresent();

        sessions().end(Installation.ACTOR, session.id());

        assertThat(site.auth().accessTokens().find(Ring.ADMIN, compact)).isEmpty();
        assertThatExceptionOfType(OAuthRefusal.class)
                .isThrownBy(() ->
                        site.auth()
                                .adminTokenService()
                                .grant(
                                        new TokenRequest.Refresh(
                                                refreshToken(token), Optional.empty()),
                                        Origin.NONE));
    }

    /// Security: H7
    @Test
    void what_ends_all_of_one_port_leaves_the_other() {
        var here = app.password("alice");
        assertThat(sessions().endAll(Installation.ACTOR, alice, Ring.ADMIN, Optional.empty()))
                .isZero();
        assertThat(app.isLive(here)).isTrue();
        assertThat(sessions().endAll(Installation.ACTOR, alice, Ring.AUTH, Optional.empty()))
                .isEqualTo(1);
        assertThat(app.isLive(here)).isFalse();
    }

    @Test
    void all_of_a_person_can_be_ended_but_the_one_they_sit_at() {
        var here = app.password("alice");
        var there = app.password("alice");
        var bob = app.password("bob");

        int ended =
                sessions()
                        .endAll(
                                Actor.user(alice.toString(), Origin.NONE),
                                alice,
                                Ring.AUTH,
                                Optional.of(new SessionId(sessionOf(here))));

        assertThat(ended).isEqualTo(1);
        assertThat(app.isLive(here)).isTrue();
        assertThat(app.isLive(there)).isFalse();
        assertThat(app.isLive(bob)).isTrue();
        assertThat(sessions().endAll(Installation.ACTOR, alice)).isEqualTo(1);
        assertThat(app.isLive(here)).isFalse();
    }

    @Test
    void a_list_shows_what_lives_by_person_client_ring_and_name() {
        app.password("alice");
        app.password("bob");
        var other =
                site.app(
                        "desk",
                        with -> with.firstParty().grants(GrantType.PASSWORD).scopes("orders:read"));
        other.password("bob");

        assertThat(live(SessionFilter.ALL)).hasSize(3);
        assertThat(live(SessionFilter.of(alice))).hasSize(1);
        assertThat(live(new SessionFilter(Optional.empty(), Optional.of("desk"), Optional.empty())))
                .hasSize(1);
        assertThat(
                        live(
                                new SessionFilter(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(Ring.ADMIN))))
                .isEmpty();
        var found =
                sessions()
                        .list(
                                Installation.ACTOR,
                                PageRequest.first().containing("ALI").sortedBy("last_seen_at"),
                                SessionFilter.ALL);
        assertThat(found.items()).extracting(Session::username).containsExactly("alice");
        assertThat(found.total()).hasValue(1L);
    }

    /// Security: K1
    @Test
    void reading_the_sessions_of_others_is_told_and_reading_ones_own_is_not() {
        app.password("alice");
        long before = site.storage().count("audit_events");

        var own = Actor.user(alice.toString(), Origin.NONE);
        sessions().list(own, PageRequest.first(), SessionFilter.of(alice));
        assertThat(site.storage().count("audit_events")).isEqualTo(before);

        sessions().list(own, PageRequest.first(), SessionFilter.of(site.user("bob").id()));
        sessions().list(own, PageRequest.first().containing("ali"), SessionFilter.ALL);
        assertThat(
                        site.storage()
                                .rows(
                                        "select action, detail from audit_events where sequence > "
                                                + before
                                                + " order by sequence"))
                .containsExactly(
                        List.of("session.read", "0 listed"),
                        List.of("session.read", "1 listed, text ali"));
    }

    /// Security: I7
    /// Trap: 20
    @Test
    void what_ran_out_goes_with_what_was_issued_under_it() {
        var first = app.password("alice");
        site.clock().advance(Duration.ofDays(90));
        var second = app.password("alice");

        assertThat(sessions().purgeExpired(Installation.ACTOR)).isEqualTo(1);

        assertThat(site.storage().count("sessions")).isEqualTo(1);
        assertThat(site.storage().count("refresh_families")).isEqualTo(1);
        assertThat(app.isLive(first)).isFalse();
        assertThat(app.isLive(second)).isTrue();
        site.clock().advance(Duration.ofDays(90));
        sessions().purge();
        assertThat(site.storage().count("sessions")).isEqualTo(1);
        site.clock().advance(Duration.ofDays(2));
        sessions().purge();
        assertThat(site.storage().count("sessions")).isZero();
    }

    private UUID sessionOf(TokenResponse response) {
        return site.auth()
                .accessTokens()
                .find(Ring.AUTH, response.accessToken().compact())
                .orElseThrow()
                .sessionId()
                .orElseThrow();
    }

    private Session only() {
        var all = live(SessionFilter.ALL);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private List<Session> live(SessionFilter filter) {
        return sessions().list(Installation.ACTOR, PageRequest.first(), filter).items();
    }

    private Sessions sessions() {
        return site.auth().sessions();
    }

    private static String refreshToken(TokenResponse response) {
        return response.refreshToken().orElseThrow();
    }
}
