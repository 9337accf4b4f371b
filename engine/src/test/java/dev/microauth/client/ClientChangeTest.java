package dev.microauth.client;

import static dev.microauth.grant.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.App;
import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.jose.Algorithm;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.OAuthError;
import dev.microauth.page.PageRequest;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.problem.AuthException.Stale;
import dev.microauth.subject.ClientId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@BothDatabases
class ClientChangeTest {
    @AutoClose private final Installation site;
    private final Clients clients;
    private final App shop;

    ClientChangeTest(Db db) {
        site = Installation.on(db);
        clients = site.auth().clients();
        shop =
                site.app(
                        "shop",
                        with -> with.firstParty().grants(GrantType.values()).scopes("orders:read"));
    }

    /// Security: A4, B5, D1
    @Test
    void whatever_is_changed_the_whole_has_to_fit_together() {
        assertInvalid(Map.of("grant_types", () -> change().publicClient().save()));
        assertInvalid(Map.of("grant_types", () -> change().firstParty(false).save()));
        change().grants(GrantType.REFRESH_TOKEN).save();
        assertInvalid(
                Map.of(
                        "require_pkce", () -> change().publicClient().requirePkce(false).save(),
                        "refresh_grace",
                                () ->
                                        change().publicClient()
                                                .refreshGrace(Duration.ofSeconds(1))
                                                .save(),
                        "redirect_uris", () -> change().redirectUris("myapp:/callback").save(),
                        "post_logout_redirect_uris",
                                () -> change().postLogoutRedirectUris(List.of("myapp:/bye")).save(),
                        "scope", () -> change().scopes("nothing").save()));
        change().publicClient().save();
        assertInvalid(
                Map.of(
                        "grant_types", () -> change().grants(GrantType.CLIENT_CREDENTIALS).save(),
                        "require_pkce", () -> change().requirePkce(false).save()));
        assertThat(current().isConfidential()).isFalse();
        assertThat(current().refreshGrace()).isZero();
    }

    @Test
    void values_that_cannot_be_are_refused_by_their_member() {
        String uri = "https://app.example.com/";
        assertInvalid(
                Map.of(
                        "redirect_uris",
                                () ->
                                        change().redirectUris(
                                                        IntStream.range(0, 51)
                                                                .mapToObj(n -> uri + n)
                                                                .toList())
                                                .save(),
                        "post_logout_redirect_uris",
                                () -> change().postLogoutRedirectUris(List.of(uri, uri)).save(),
                        "backchannel_logout_uri",
                                () ->
                                        change().backchannelLogoutUri(
                                                        Optional.of("ftp://app.example.com/")),
                        "logo_uri", () -> change().logoUri(Optional.of("http://127.0.0.1/logo")),
                        "contacts", () -> change().contacts(List.of("somebody")),
                        "session_max_age", () -> change().sessionMaxAge(Optional.of(Duration.ZERO)),
                        "refresh_token_lifetime",
                                () -> change().refreshTokenLifetime(Duration.ofDays(100_000))));
        assertInvalid(
                Map.of(
                        "contacts",
                                () ->
                                        change().contacts(
                                                        IntStream.range(0, 11)
                                                                .mapToObj(n -> n + "@example.com")
                                                                .toList()),
                        "logo_uri", () -> change().logoUri(Optional.of("data:image/png,x")),
                        "backchannel_logout_uri",
                                () ->
                                        change().backchannelLogoutUri(
                                                        Optional.of(
                                                                "https://app.example.com/out#x"))));
    }

    /// Security: H8
    @Test
    void a_change_of_an_older_version_is_refused_and_one_of_a_stranger_finds_nothing() {
        long seen = current().version();
        change().name("Other").save();

        assertThatExceptionOfType(Stale.class)
                .isThrownBy(() -> change().expecting(seen).name("Third").save());
        assertThatExceptionOfType(Stale.class)
                .isThrownBy(() -> clients.delete(Installation.ACTOR, shop.id(), Optional.of(seen)));
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() ->
                        clients.update(Installation.ACTOR, new ClientId("nobody"))
                                .name("x")
                                .save());
        assertThat(current().name()).isEqualTo("Other");
    }

    @Test
    void every_member_comes_back_as_it_was_saved() {
        var saved =
                change().name("The Shop")
                        .authMethod(AuthMethod.CLIENT_SECRET_POST)
                        .requirePkce(false)
                        .allowUndottedScheme(true)
                        .grants(GrantType.REFRESH_TOKEN)
                        .scopes("openid", "orders:read")
                        .audience("https://api.example.com")
                        .accessTokenAlgorithm(Algorithm.RS256)
                        .idTokenAlgorithm(Optional.of(Algorithm.EdDSA))
                        .accessTokenLifetime(Duration.ofMinutes(3))
                        .refreshTokenLifetime(Duration.ofDays(3))
                        .sessionMaxAge(Optional.of(Duration.ofHours(3)))
                        .refreshGrace(Duration.ofSeconds(3))
                        .redirectUris("myapp:/callback", "https://app.example.com/callback")
                        .postLogoutRedirectUris(List.of("http://localhost:3000/bye"))
                        .backchannelLogoutUri(Optional.of("http://[::1]:3000/out"))
                        .logoUri(Optional.of("https://app.example.com/logo.png"))
                        .contacts(List.of("ops@example.com", "alice@example.com"))
                        .save();

        site.restart();

        assertThat(site.auth().clients().get(shop.id())).isEqualTo(saved);
        assertThat(site.auth().clients().get(saved.id())).isEqualTo(saved);
        assertThat(saved.settings().contacts())
                .containsExactly("ops@example.com", "alice@example.com");
        assertThat(saved.warnings())
                .hasSize(3)
                .anySatisfy(each -> assertThat(each).contains("require_pkce"))
                .anySatisfy(each -> assertThat(each).contains("allow_undotted_scheme"))
                .anySatisfy(each -> assertThat(each).contains("http://localhost:3000/bye"));
    }

    /// Security: K1
    /// Trap: 17
    @Test
    void each_relaxation_is_on_record_by_its_name() {
        change().requirePkce(false).allowUndottedScheme(true).save();
        change().accessTokenLifetime(Duration.ofHours(24)).save();
        site.app("loose", with -> with.redirectUris().requirePkce(false));

        assertThat(
                        site.storage()
                                .rows(
                                        "select detail from audit_events where action like 'client.%' order by sequence desc limit 3"))
                .containsExactly(
                        List.of("require_pkce true → false"),
                        List.of("access_token_lifetime none → 86400"),
                        List.of("require_pkce true → false, allow_undotted_scheme false → true"));
    }

    @Test
    void what_changes_nothing_writes_nothing() {
        var before = current();
        long events = site.storage().count("audit_events");

        assertThat(change().name(before.name()).scopes("orders:read").active(true).save())
                .isEqualTo(before);
        clients.activate(Installation.ACTOR, shop.id());

        assertThat(site.storage().count("audit_events")).isEqualTo(events);
    }

    /// Security: D4
    @Test
    void a_client_that_becomes_public_loses_its_secrets_and_a_changed_address_brings_none_back() {
        change().grants(GrantType.REFRESH_TOKEN).publicClient().save();
        assertThat(clients.secrets(shop.id(), PageRequest.first()).items()).isEmpty();

        change().authMethod(AuthMethod.CLIENT_SECRET_BASIC)
                .redirectUris("https://other.example.com/callback")
                .backchannelLogoutUri(Optional.of("https://other.example.com/out"))
                .save();

        assertThat(clients.secrets(shop.id(), PageRequest.first()).items()).isEmpty();
        assertRefused(OAuthError.INVALID_CLIENT, shop::authenticated);
        assertThat(current().refreshGrace()).isEqualTo(Duration.ofSeconds(10));
        var fresh = clients.addSecret(Installation.ACTOR, shop.id(), Optional.empty());
        new App(site, shop.id(), Optional.of(fresh.secret())).authenticated();
    }

    @Test
    void clients_are_listed_in_pages_searched_sorted_and_filtered() {
        site.app("alpha", with -> with.name("Zulu"));
        site.app("page", with -> with.publicClient().firstParty());
        clients.deactivate(Installation.ACTOR, new ClientId("alpha"));

        assertThat(names(PageRequest.first(), Optional.empty(), Optional.empty()))
                .containsExactly("alpha", "page", "shop");
        assertThat(
                        names(
                                PageRequest.first().sortedBy("-client_name"),
                                Optional.empty(),
                                Optional.empty()))
                .startsWith("shop");
        assertThat(names(PageRequest.first(), Optional.of(false), Optional.empty()))
                .containsExactly("alpha");
        assertThat(names(PageRequest.first(), Optional.empty(), Optional.of(true)))
                .containsExactly("page", "shop");
        assertThat(
                        names(
                                PageRequest.first().containing("ZULU"),
                                Optional.empty(),
                                Optional.empty()))
                .containsExactly("alpha");
        assertThat(clients.list(PageRequest.first().limit(1), Optional.empty(), Optional.empty()))
                .satisfies(page -> {
                    assertThat(page.total()).contains(3L);
                    assertThat(page.items().getFirst())
                            .isEqualTo(clients.get(new ClientId("alpha")));
                });
        assertThatThrownBy(() ->
                        clients.list(
                                PageRequest.first().sortedBy("secret"),
                                Optional.empty(),
                                Optional.empty()))
                .isInstanceOf(Invalid.class);
    }

    private List<String> names(
            PageRequest request, Optional<Boolean> active, Optional<Boolean> firstParty) {
        return clients.list(request, active, firstParty).items().stream()
                .map(each -> each.clientId().value())
                .toList();
    }

    private ClientChange change() {
        return clients.update(Installation.ACTOR, shop.id());
    }

    private Client current() {
        return clients.get(shop.id());
    }

    private static void assertInvalid(Map<String, ThrowingCallable> calls) {
        calls.forEach((field, call) ->
                assertThatExceptionOfType(Invalid.class)
                        .as(field)
                        .isThrownBy(call)
                        .satisfies(
                                refusal -> assertThat(refusal.fields()).containsOnlyKeys(field)));
    }
}
