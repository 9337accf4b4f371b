package dev.microauth.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.App;
import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.client.ClientChange;
import dev.microauth.client.NewClient;
import dev.microauth.grant.TokenResponse;
import dev.microauth.key.Ring;
import dev.microauth.oauth.Assurance;
import dev.microauth.oauth.GrantType;
import dev.microauth.page.PageRequest;
import dev.microauth.session.Session;
import dev.microauth.session.SessionFilter;
import dev.microauth.subject.ClientId;
import dev.microauth.user.User;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@BothDatabases
class SitesTest {
    private static final String WIKI = "https://wiki.example.com";

    @AutoClose private final Installation site;
    private final App house;

    SitesTest(Db db) {
        site = Installation.on(db);
        site.app("wiki", with -> with.protectedSites(List.of(WIKI)));
        house =
                app(
                        "house",
                        with ->
                                with.firstParty()
                                        .grants(GrantType.PASSWORD, GrantType.REFRESH_TOKEN));
    }

    private App app(String id, UnaryOperator<NewClient> with) {
        return site.app(id, each -> with.apply(each.scopes("orders:read")));
    }

    /// Security: A1
    @Test
    void an_origin_that_no_client_stands_for_is_no_site() {
        for (String other :
                List.of(
                        "http://wiki.example.com",
                        "https://wiki.example.com:8443",
                        "https://example.com",
                        "https://a.wiki.example.com",
                        "https://wiki.example.com.evil.example",
                        "https://wiki.example.co")) {
            assertThat(find(other)).as(other).isEmpty();
        }
        assertThat(find("https://WIKI.example.com:443/a").orElseThrow().address().target())
                .isEqualTo("/a");
    }

    @Test
    void a_site_goes_with_its_client() {
        var clients = site.auth().clients();
        var wiki = ClientId.of("wiki");
        assertThat(find(WIKI)).isPresent();
        clients.deactivate(Installation.ACTOR, wiki);
        assertThat(find(WIKI)).isEmpty();
        clients.activate(Installation.ACTOR, wiki);
        assertThat(find(WIKI)).isPresent();
        clients.update(Installation.ACTOR, wiki)
                .protectedSites(List.of("https://other.example.com"))
                .save();
        assertThat(find(WIKI)).isEmpty();
        assertThat(find("https://other.example.com")).isPresent();
        clients.delete(Installation.ACTOR, wiki);
        assertThat(find("https://other.example.com")).isEmpty();
    }

    /// Security: B9
    /// Trap: 1
    @Test
    void who_is_disabled_locked_out_or_deleted_is_nobody_at_a_site() {
        var users = site.auth().users();
        var alice = site.user("alice").id();
        var session = signIn();
        assertThat(judge(session)).isInstanceOf(Standing.Welcome.class);
        users.lockOut(Installation.ACTOR, alice, Optional.of(User.FOR_GOOD));
        assertThat(judge(session)).isInstanceOf(Standing.Nobody.class);
        users.lockOut(Installation.ACTOR, alice, Optional.empty());
        assertThat(judge(session)).isInstanceOf(Standing.Welcome.class);
        users.deactivate(Installation.ACTOR, alice);
        assertThat(judge(session)).isInstanceOf(Standing.Nobody.class);
        users.delete(Installation.ACTOR, alice);
        assertThat(judge(session)).isInstanceOf(Standing.Nobody.class);
    }

    @Test
    void one_of_the_roles_that_the_site_asks_for_is_enough_and_is_asked_for_each_time() {
        var session = signIn();
        assertThat(judge(session, "Baker")).isInstanceOf(Standing.Refused.class);
        assertThat(judge(session, "baker", "PACKER"))
                .isInstanceOfSatisfying(
                        Standing.Welcome.class,
                        welcome -> assertThat(welcome.roles()).containsExactly("Clerk", "Packer"));
        site.auth().access().unassignRole(Installation.ACTOR, site.user("alice").id(), "Packer");
        assertThat(judge(session, "baker", "PACKER")).isInstanceOf(Standing.Refused.class);
    }

    @Test
    void what_the_client_asks_for_is_asked_for_too() {
        var session = signIn();
        site.auth().roles().create(Installation.ACTOR).name("Baker").save();
        assertThat(judge(with(wiki -> wiki.allowedRoles("Baker")), session))
                .isInstanceOfSatisfying(
                        Standing.Refused.class,
                        refused ->
                                assertThat(refused.reason())
                                        .isEqualTo(Standing.Reason.ROLE_MISSING));
        var strict =
                with(wiki ->
                        wiki.allowedRoles("Clerk")
                                .requiredAssurance(Optional.of(Assurance.MULTIPLE)));
        assertThat(judge(strict, session))
                .isEqualTo(new Standing.SignInAgain(Optional.of(Assurance.MULTIPLE)));
    }

    /// Security: E5
    @Test
    void a_sign_in_that_is_too_old_for_the_client_has_to_be_made_anew() {
        var strict = with(wiki -> wiki.sessionMaxAge(Optional.of(Duration.ofMinutes(5))));
        var session = signIn();
        site.clock().advance(Duration.ofMinutes(5));
        assertThat(judge(strict, session)).isInstanceOf(Standing.Welcome.class);
        site.clock().advance(Duration.ofSeconds(1));
        assertThat(judge(strict, session)).isEqualTo(new Standing.SignInAgain(Optional.empty()));
    }

    /// Security: B9
    /// Spec: RFC 9700 §2.3
    @Test
    void a_token_opens_the_site_it_was_meant_for_and_no_other() {
        var batch = app("batch", with -> with.grants(GrantType.CLIENT_CREDENTIALS));
        assertThat(judge(batch.clientCredentials())).isInstanceOf(Standing.Nobody.class);

        // What a stranger was let have is no key to the house.
        var token = house.password("alice");
        var clients = site.auth().clients();
        clients.update(Installation.ACTOR, house.id())
                .grants(GrantType.REFRESH_TOKEN)
                .firstParty(false)
                .save();
        assertThat(judge(token))
                .isInstanceOfSatisfying(
                        Standing.Refused.class,
                        refused ->
                                assertThat(refused.reason())
                                        .isEqualTo(Standing.Reason.OF_ANOTHER_CLIENT));
        clients.update(Installation.ACTOR, house.id())
                .protectedSites(List.of("https://other.example.com"))
                .save();
        assertThat(judge(find("https://other.example.com").orElseThrow(), token))
                .isInstanceOf(Standing.Welcome.class);
        clients.update(Installation.ACTOR, house.id()).firstParty(true).save();
        assertThat(judge(token)).isInstanceOf(Standing.Welcome.class);
    }

    @Test
    void a_token_meant_for_the_client_of_the_site_opens_it() {
        var clients = site.auth().clients();
        clients.update(Installation.ACTOR, house.id()).audience("https://wiki.api").save();
        var token = house.password("alice");
        clients.update(Installation.ACTOR, house.id())
                .grants(GrantType.REFRESH_TOKEN)
                .firstParty(false)
                .save();
        assertThat(judge(token)).isInstanceOf(Standing.Refused.class);
        clients.update(Installation.ACTOR, ClientId.of("wiki")).audience("https://wiki.api").save();
        assertThat(judge(token)).isInstanceOf(Standing.Welcome.class);
    }

    private Session signIn() {
        house.password("alice");
        return site.auth()
                .sessions()
                .list(Installation.ACTOR, PageRequest.first(), SessionFilter.ALL)
                .items()
                .getFirst();
    }

    private Optional<ProtectedSite> find(String url) {
        return site.auth().sites().find(SiteAddress.parse(url).orElseThrow());
    }

    private Standing judge(Session session, String... roles) {
        return site.auth().sites().judge(find(WIKI).orElseThrow(), session, List.of(roles));
    }

    private Standing judge(ProtectedSite at, Session session) {
        return site.auth().sites().judge(at, session, List.of());
    }

    private Standing judge(TokenResponse token) {
        return judge(find(WIKI).orElseThrow(), token);
    }

    private Standing judge(ProtectedSite at, TokenResponse token) {
        var live =
                site.auth()
                        .accessTokens()
                        .find(Ring.AUTH, token.accessToken().compact())
                        .orElseThrow();
        return site.auth().sites().judge(at, live, List.of());
    }

    /// The wiki, after its client was changed.
    private ProtectedSite with(UnaryOperator<ClientChange> change) {
        change.apply(site.auth().clients().update(Installation.ACTOR, ClientId.of("wiki"))).save();
        return find(WIKI).orElseThrow();
    }
}
