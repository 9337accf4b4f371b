package dev.microauth.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.App;
import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Flow;
import dev.microauth.Installation;
import dev.microauth.Phone;
import dev.microauth.account.OwnFactors.Change;
import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.grant.TokenResponse;
import dev.microauth.key.Ring;
import dev.microauth.oauth.GrantType;
import dev.microauth.secret.Secret;
import dev.microauth.session.Session;
import dev.microauth.session.SessionId;
import dev.microauth.subject.ClientId;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Security: E3
@BothDatabases
class SiteTicketsTest {
    private static final String WIKI = "https://wiki.example.com";
    private static final String SHOP = "https://shop.example.com";

    @AutoClose private final Installation site;
    private final App house;
    private final TokenResponse signedIn;
    private final Secret visit = Secret.of("v".repeat(43));

    SiteTicketsTest(Db db) {
        site = Installation.on(db);
        site.app("wiki", with -> with.protectedSites(List.of(WIKI)));
        site.app("shop", with -> with.protectedSites(List.of(SHOP)));
        house = site.app("house", with -> with.firstParty().grants(GrantType.PASSWORD));
        signedIn = house.password("alice");
    }

    /// Security: A8, A20, G3
    /// Trap: 15
    @Test
    void a_ticket_is_good_for_one_site_one_browser_and_one_minute() {
        assertThat(redeem(WIKI, Secret.of("x".repeat(43)), visit)).isEmpty();
        assertThat(redeem(WIKI, Secret.of(""), visit)).isEmpty();

        var ticket = issue(WIKI);
        assertThat(redeem(SHOP, ticket, visit)).isEmpty();
        assertThat(redeem(WIKI, ticket, Secret.of("w".repeat(43)))).isEmpty();
        site.clock().advance(Duration.ofSeconds(59));
        assertThat(redeem(WIKI, ticket, visit)).isPresent();
        assertThat(redeem(WIKI, ticket, visit)).as("twice").isEmpty();

        var late = issue(WIKI);
        site.clock().advance(Duration.ofSeconds(60));
        assertThat(redeem(WIKI, late, visit)).isEmpty();
    }

    @Test
    void a_ticket_does_not_outlive_its_session() {
        var ticket = issue(WIKI);
        site.auth().sessions().end(Installation.ACTOR, session().id());
        assertThat(redeem(WIKI, ticket, visit)).isEmpty();
    }

    /// Security: A8
    @Test
    void of_parallel_uses_of_a_ticket_one_wins() throws Exception {
        var ticket = issue(WIKI);
        Callable<Optional<Secret>> use = () -> redeem(WIKI, ticket, visit);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            long won =
                    pool.invokeAll(Collections.nCopies(20, use)).stream()
                            .filter(each -> each.resultNow().isPresent())
                            .count();
            assertThat(won).isEqualTo(1);
        }
        assertThat(site.storage().count("site_cookies")).isEqualTo(1);
    }

    @Test
    void whoever_makes_a_ticket_up_does_not_stand_in_line_with_those_who_write() throws Exception {
        try (var elsewhere = site.storage().dialect().openWriter();
                var statement = elsewhere.createStatement()) {
            statement.execute("begin");
            statement.execute("update audit_chains set sequence = sequence");
            var writing = CompletableFuture.supplyAsync(() -> issue(WIKI));
            var madeUp =
                    CompletableFuture.supplyAsync(
                            () -> redeem(WIKI, Secret.of("x".repeat(43)), visit));
            assertThat(madeUp).succeedsWithin(Duration.ofSeconds(2)).isEqualTo(Optional.empty());
            assertThat(writing).isNotDone();
            statement.execute("rollback");
            assertThat(redeem(WIKI, writing.join(), visit)).isPresent();
        }
    }

    /// Security: E4
    @Test
    void a_cookie_is_good_at_its_site_and_with_its_client_alone() {
        var cookie = enter(WIKI);
        assertThat(find(SHOP, cookie)).isEmpty();
        assertThat(find(WIKI, Secret.of("x".repeat(43)))).isEmpty();
        assertThat(find(WIKI, cookie)).map(Session::id).hasValue(session().id());

        var clients = site.auth().clients();
        clients.update(Installation.ACTOR, ClientId.of("wiki")).protectedSites(List.of()).save();
        clients.update(Installation.ACTOR, ClientId.of("shop"))
                .protectedSites(List.of(SHOP, WIKI))
                .save();
        assertThat(find(WIKI, cookie)).as("of another client now").isEmpty();
    }

    @Test
    void a_cookie_ends_with_its_session_however_that_ends() {
        var cookie = enter(WIKI);
        site.restart();
        assertThat(find(WIKI, cookie)).as("after a restart").isPresent();
        site.auth().sessions().endAll(Installation.ACTOR, site.user("alice").id());
        assertThat(find(WIKI, cookie)).isEmpty();
    }

    @Test
    void a_cookie_ends_with_what_a_change_of_the_account_ends() {
        var cookie = enter(WIKI);
        site.auth().links().reset(Installation.ACTOR, site.user("alice").id());
        assertThat(find(WIKI, cookie)).isEmpty();
    }

    /// Security: A21, B14
    @Test
    void nothing_at_a_site_outlives_a_change_in_the_session_that_goes_on() {
        var wiki = enter(WIKI);
        var ticket = issue(SHOP);
        var phone = Phone.waiting(site, "alice");
        var alice = Phone.change(site.user("alice").id());
        var change = new Change(alice.actor(), alice.user(), Optional.of(session().id()));

        site.auth().ownFactors().confirmTotp(change, phone.code());

        assertThat(find(WIKI, wiki)).isEmpty();
        assertThat(redeem(SHOP, ticket, visit)).isEmpty();
        assertThat(site.auth().sessions().find(change.kept().orElseThrow())).isPresent();
    }

    /// Security: A21
    @Test
    void nothing_at_a_site_outlives_a_further_sign_in() {
        var flow = new Flow(house).signedIn("alice");
        var session = flow.session();
        var ticket = issue(WIKI, session);
        var wiki = redeem(WIKI, issue(WIKI, session), visit).orElseThrow();

        assertThat(flow.signedIn("alice").session().id()).isEqualTo(session.id());

        assertThat(find(WIKI, wiki)).isEmpty();
        assertThat(redeem(WIKI, ticket, visit)).isEmpty();
    }

    @Test
    void a_second_cookie_of_a_session_replaces_the_first_of_the_same_site() {
        var wiki = enter(WIKI);
        var shop = enter(SHOP);
        var again = enter(WIKI);
        assertThat(find(WIKI, wiki)).isEmpty();
        assertThat(find(WIKI, again)).isPresent();
        assertThat(find(SHOP, shop)).isPresent();
    }

    /// Security: K1, K2
    /// Trap: 17
    @Test
    void each_step_is_one_event_and_a_refused_one_changes_nothing() {
        long before = site.storage().count("audit_events");
        var ticket = issue(WIKI);
        redeem(WIKI, ticket, visit);
        redeem(WIKI, ticket, visit);
        assertThat(
                        site.storage()
                                .rows(
                                        "select action, actor_kind, client_id, detail from audit_events"
                                                + " where sequence > "
                                                + before
                                                + " order by sequence"))
                .containsExactly(
                        List.of("site-ticket.issue", "user", "wiki", WIKI),
                        List.of("site.enter", "user", "wiki", WIKI));
    }

    /// Security: I7
    /// Trap: 20
    @Test
    void tickets_go_after_their_minute_and_cookies_with_their_session() {
        enter(WIKI);
        issue(WIKI);
        site.auth().siteTickets().purge();
        assertThat(site.storage().count("site_tickets")).isEqualTo(2);
        site.clock().advance(Duration.ofSeconds(60));
        site.auth().siteTickets().purge();
        assertThat(site.storage().count("site_tickets")).isZero();
        assertThat(site.storage().count("site_cookies")).isEqualTo(1);
        site.clock().advance(Duration.ofDays(100));
        site.auth().sessions().purge();
        assertThat(site.storage().count("site_cookies")).isZero();
    }

    private Session session() {
        var id =
                site.auth()
                        .accessTokens()
                        .find(Ring.AUTH, signedIn.accessToken().compact())
                        .orElseThrow()
                        .sessionId()
                        .orElseThrow();
        var alice = Actor.user(site.user("alice").id().toString(), Origin.NONE);
        return site.auth().sessions().get(alice, new SessionId(id));
    }

    private ProtectedSite at(String origin) {
        return site.auth().sites().find(SiteAddress.parse(origin).orElseThrow()).orElseThrow();
    }

    private Secret issue(String origin) {
        return issue(origin, session());
    }

    private Secret issue(String origin, Session session) {
        return site.auth()
                .siteTickets()
                .issue(at(origin), session, BrowserMark.of(visit), Origin.NONE);
    }

    private Optional<Secret> redeem(String origin, Secret ticket, Secret browser) {
        return site.auth().siteTickets().redeem(at(origin), ticket, browser, Origin.NONE);
    }

    private Secret enter(String origin) {
        return redeem(origin, issue(origin), visit).orElseThrow();
    }

    private Optional<Session> find(String origin, Secret cookie) {
        return site.auth().siteTickets().find(at(origin), cookie);
    }
}
