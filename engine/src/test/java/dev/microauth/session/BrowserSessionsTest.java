package dev.microauth.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.access.Subjects;
import dev.microauth.actor.Origin;
import dev.microauth.credential.SignIn;
import dev.microauth.key.Ring;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.page.PageRequest;
import dev.microauth.secret.Secret;
import dev.microauth.subject.Generation;
import dev.microauth.subject.UserId;
import dev.microauth.token.FamilyFilter;
import dev.microauth.token.Introspection;
import dev.microauth.token.Lifetimes;
import dev.microauth.token.LiveToken;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What a browser holds after a sign-in, and when it is worth nothing any more.
///
/// Security: E3
@BothDatabases
class BrowserSessionsTest {
    @AutoClose private final Installation site;
    private long generation;

    BrowserSessionsTest(Db db) {
        site = Installation.on(db);
    }

    @Test
    void a_reference_that_nobody_was_given_finds_nothing() {
        var given = signIn("alice");

        assertThat(find(Secret.of(""))).isEmpty();
        assertThat(find(Secret.of(given.session().id().toString()))).isEmpty();
        assertThat(find(Secret.of(given.reference().revealText() + "A"))).isEmpty();
        assertThat(find(given.reference())).map(Session::id).hasValue(given.session().id());
    }

    /// Security: H7
    @Test
    void a_reference_of_one_port_is_nothing_at_the_other() {
        var here = signIn("admin");
        var there = sessions().signIn(Ring.ADMIN, proof("admin"), Optional.empty(), Origin.NONE);

        assertThat(sessions().find(Ring.ADMIN, here.reference())).isEmpty();
        assertThat(sessions().find(Ring.AUTH, there.reference())).isEmpty();
        assertThat(sessions().find(Ring.ADMIN, there.reference())).isPresent();
        assertThat(there.session().expiresAt())
                .isEqualTo(site.clock().instant().plus(Duration.ofHours(8)));
    }

    /// Security: I5
    @Test
    void only_a_hash_is_stored_and_it_survives_a_restart() {
        var given = signIn("alice");

        assertThat(site.storage().rows("select * from sessions").toString())
                .doesNotContain(given.reference().revealText());
        site.restart();
        assertThat(find(given.reference())).isPresent();
    }

    @Test
    void who_does_nothing_for_half_a_day_has_no_session_any_more() {
        var given = signIn("alice");
        site.clock().advance(Duration.ofHours(12));

        assertThat(find(given.reference())).isEmpty();
        assertThat(sessions().count()).isZero();
        assertThat(sessions().endAll(Installation.ACTOR, given.session().userId())).isZero();
    }

    @Test
    void a_use_moves_the_end_but_never_beyond_the_whole_time() {
        var given = signIn("alice");
        Instant whole = site.clock().instant().plus(Duration.ofDays(7));
        for (int i = 1; i < 16; i++) {
            site.clock().advance(Duration.ofHours(11));
            assertThat(find(given.reference())).as("after " + i * 11 + " hours").isPresent();
        }
        assertThat(find(given.reference()).orElseThrow().idleUntil()).hasValue(whole);
        site.clock().set(whole);
        assertThat(find(given.reference())).isEmpty();
    }

    @Test
    void uses_within_a_minute_are_written_once() {
        var given = signIn("alice");
        Instant signedIn = site.clock().instant();

        site.clock().advance(Duration.ofSeconds(59));
        assertThat(find(given.reference()).orElseThrow().lastSeenAt()).isEqualTo(signedIn);
        site.clock().advance(Duration.ofSeconds(1));
        assertThat(find(given.reference()).orElseThrow().lastSeenAt())
                .isEqualTo(signedIn.plusSeconds(60));
    }

    @Test
    void a_brief_idle_time_is_kept_to_nearly_the_second() {
        site.restart(with -> with.lifetimes(idle(Duration.ofSeconds(20))));
        var given = signIn("alice");
        for (int i = 0; i < 10; i++) {
            site.clock().advance(Duration.ofSeconds(17));
            assertThat(find(given.reference())).isPresent();
        }
        site.clock().advance(Duration.ofSeconds(20));
        assertThat(find(given.reference())).isEmpty();
    }

    /// Trap: 1, 8
    @Test
    void whoever_may_not_enter_has_no_session() {
        var users = site.auth().users();
        var locked = signIn("alice");
        var disabled = signIn("bob");
        var removed = signIn("carol");
        users.lockOut(
                Installation.ACTOR,
                locked.session().userId(),
                Optional.of(site.clock().instant().plusSeconds(60)));
        users.deactivate(Installation.ACTOR, disabled.session().userId());
        users.delete(Installation.ACTOR, removed.session().userId());

        for (BrowserSession each : List.of(locked, disabled, removed)) {
            assertThat(find(each.reference())).isEmpty();
        }
        site.clock().advance(Duration.ofSeconds(61));
        users.activate(Installation.ACTOR, disabled.session().userId());
        assertThat(find(locked.reference())).isEmpty();
        assertThat(find(disabled.reference())).isEmpty();
    }

    @Test
    void what_ends_everything_of_a_person_overtakes_a_proof_that_is_on_its_way() {
        var proof = proof("alice");
        site.auth().links().reset(Installation.ACTOR, proof.user().id());

        var given = sessions().signIn(Ring.AUTH, proof, Optional.empty(), Origin.NONE);

        assertThat(find(given.reference())).isEmpty();
    }

    /// Security: A21
    @Test
    void a_further_sign_in_has_the_same_session_under_another_reference()
            throws UnknownHostException {
        var first = signIn("alice");
        site.clock().advance(Duration.ofMinutes(30));
        var from =
                new Origin(
                        Optional.of(InetAddress.getByName("192.0.2.7")),
                        Optional.of("Lynx"),
                        Optional.empty());
        var again =
                sessions()
                        .signIn(
                                Ring.AUTH,
                                proof("alice", "pwd", "otp", "mfa"),
                                find(first.reference()),
                                from);

        assertThat(again.reference()).isNotEqualTo(first.reference());
        assertThat(find(first.reference())).isEmpty();
        var session = find(again.reference()).orElseThrow();
        assertThat(session.id()).isEqualTo(first.session().id());
        assertThat(session.authTime()).isEqualTo(site.clock().instant());
        assertThat(session.methods()).containsExactly("pwd", "otp", "mfa");
        assertThat(session.ip()).hasValue("192.0.2.7");
        assertThat(session.createdAt()).isEqualTo(first.session().createdAt());
        assertThat(session.expiresAt()).isEqualTo(site.clock().instant().plus(Duration.ofDays(7)));
    }

    /// Security: A21
    /// Trap: 15
    @Test
    void somebody_elses_session_ends_when_a_person_signs_in_at_their_browser() {
        var alices = signIn("alice");
        var bobs =
                sessions().signIn(Ring.AUTH, proof("bob"), find(alices.reference()), Origin.NONE);

        assertThat(bobs.session().id()).isNotEqualTo(alices.session().id());
        assertThat(find(alices.reference())).isEmpty();
        assertThat(find(bobs.reference()).orElseThrow().username()).isEqualTo("bob");
    }

    @Test
    void what_has_ended_is_not_revived_by_a_further_sign_in() {
        var first = signIn("alice");
        var before = find(first.reference());
        sessions().end(Installation.ACTOR, first.session().id());

        var again = sessions().signIn(Ring.AUTH, proof("alice"), before, Origin.NONE);

        assertThat(again.session().id()).isNotEqualTo(first.session().id());
        assertThat(sessions().count()).isEqualTo(1);
    }

    /// Security: K1, K2
    @Test
    void each_sign_in_and_each_end_leaves_one_event() {
        long seen = site.storage().count("audit_events");
        var first = signIn("alice");
        var second =
                sessions().signIn(Ring.AUTH, proof("alice"), find(first.reference()), Origin.NONE);
        sessions().signIn(Ring.AUTH, proof("bob"), find(second.reference()), Origin.NONE);

        assertThat(
                        site.storage()
                                .rows(
                                        "select action, target_kind from audit_events where sequence > "
                                                + seen
                                                + " order by sequence"))
                .containsExactly(
                        List.of("session.open", "session"),
                        List.of("session.renew", "session"),
                        List.of("session.end", "session"),
                        List.of("session.open", "session"));
    }

    @Test
    void one_session_goes_on_where_all_others_end() {
        var kept = signIn("alice");
        var other = signIn("alice");

        Secret fresh = endAllBut(kept.session().id(), 1).orElseThrow();

        assertThat(find(other.reference())).isEmpty();
        assertThat(find(kept.reference())).isEmpty();
        assertThat(find(fresh)).map(Session::id).hasValue(kept.session().id());
    }

    /// Trap: 8
    @Test
    void what_had_ended_before_is_not_carried_over() {
        var ended = signIn("alice");
        sessions().end(Installation.ACTOR, ended.session().id());
        var idle = signIn("alice");
        site.clock().advance(Duration.ofHours(12));
        var overtaken = signIn("alice");

        Instant idleOver = site.clock().instant();

        assertThat(endAllBut(ended.session().id(), 1)).isEmpty();
        assertThat(endAllBut(idle.session().id(), 1)).isEmpty();
        assertThat(endAllBut(overtaken.session().id(), 1)).isEmpty();
        assertThat(site.clock().instant()).isEqualTo(idleOver);
        generation = 3;
        var late = signIn("alice");
        assertThat(endAllBut(late.session().id(), 2)).isEmpty();
        for (BrowserSession each : List.of(ended, idle, overtaken, late)) {
            assertThat(find(each.reference())).isEmpty();
        }
    }

    /// Security: B14
    @Test
    void what_the_kept_session_gave_dies_as_what_others_gave() {
        var app =
                site.app(
                        "shop",
                        with -> with.firstParty().grants(GrantType.values()).scopes("orders:read"));
        var here = app.password("alice");
        var there = app.password("alice");
        var kept =
                site.auth()
                        .accessTokens()
                        .find(Ring.AUTH, here.accessToken().compact())
                        .flatMap(LiveToken::sessionId)
                        .map(SessionId::new)
                        .orElseThrow();

        assertThat(endAllBut(kept, 1)).isEmpty();

        assertThat(sessions().find(kept)).isPresent();
        for (var each : List.of(here, there)) {
            assertThat(app.isLive(each)).isFalse();
            assertThatExceptionOfType(OAuthRefusal.class)
                    .isThrownBy(() -> app.refresh(each.refreshToken().orElseThrow()));
        }
    }

    @Test
    void what_was_issued_under_a_session_idles_out_with_it_and_a_refresh_is_a_use() {
        var app =
                site.app(
                        "shop",
                        with -> with.firstParty().grants(GrantType.values()).scopes("orders:read"));
        var first = app.password("alice");
        var browser = signIn("alice");
        belongTo(browser.session().id());

        site.clock().advance(Duration.ofHours(11));
        var second = app.refresh(first.refreshToken().orElseThrow());
        site.clock().advance(Duration.ofHours(11));
        assertThat(find(browser.reference())).isPresent();
        site.clock().advance(Duration.ofHours(12).minusMinutes(5));
        var third = app.refresh(second.refreshToken().orElseThrow());
        site.clock().advance(Duration.ofMinutes(5));
        assertThat(app.isLive(third)).isTrue();

        site.storage().sql("update sessions set idle_until = ?", site.clock().millis());
        assertThat(app.isLive(third)).isFalse();
        assertThat(app.introspect(third.refreshToken().orElseThrow()))
                .isInstanceOf(Introspection.Inactive.class);
        assertThatExceptionOfType(OAuthRefusal.class)
                .isThrownBy(() -> app.refresh(third.refreshToken().orElseThrow()));
        assertThat(
                        site.auth()
                                .refreshFamilies()
                                .list(PageRequest.first(), FamilyFilter.ALL)
                                .items())
                .isEmpty();
        assertThat(site.auth().issuedTokens().ofUser(browser.session().userId())).isEmpty();
    }

    /// Makes everything that was issued so far something that this session gave.
    private void belongTo(SessionId id) {
        site.inside(tx ->
                tx.update("update tokens set session_id = ?", id.value())
                        + tx.update("update refresh_families set session_id = ?", id.value())
                        + tx.update("delete from sessions where id <> ?", id.value()));
    }

    /// A change of a way in, as often as told, with one session that is to go on.
    private Optional<Secret> endAllBut(SessionId kept, int times) {
        UserId alice = site.user("alice").id();
        Instant now = site.clock().instant();
        return site.inside(tx -> {
            for (int i = 0; i < times; i++) {
                Subjects.endTokens(tx, alice);
            }
            return sessions().carryOver(tx, kept, now);
        });
    }

    private BrowserSession signIn(String name) {
        return sessions().signIn(Ring.AUTH, proof(name), Optional.empty(), Origin.NONE);
    }

    private SignIn.Proven proof(String name, String... methods) {
        return new SignIn.Proven(
                site.user(name),
                site.clock().instant(),
                methods.length == 0 ? List.of("pwd") : List.of(methods),
                new Generation(generation, generation));
    }

    private static Lifetimes idle(Duration idle) {
        var standard = Lifetimes.DEFAULT;
        return new Lifetimes(
                standard.accessToken(),
                standard.adminToken(),
                standard.adminSession(),
                standard.refreshIdle(),
                standard.refresh(),
                standard.rowsKept(),
                standard.serviceCredential(),
                standard.session(),
                idle);
    }

    private Optional<Session> find(Secret reference) {
        return sessions().find(Ring.AUTH, reference);
    }

    private Sessions sessions() {
        return site.auth().sessions();
    }
}
