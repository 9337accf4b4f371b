package dev.microauth.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.access.AdminPermission;
import dev.microauth.access.ScopeId;
import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.page.PageRequest;
import dev.microauth.problem.AuthException.AlreadyExists;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.NotAllowed;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.problem.AuthException.Protected;
import dev.microauth.subject.ClientId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What hangs on a client: secrets, redirect URIs, scopes, the picture.
@BothDatabases
class ClientPartsTest {
    private static final Actor ACTOR = Installation.ACTOR;
    private static final String DELEGATION = "admin:reset_passwords";

    @AutoClose private final Installation site;
    private final Clients clients;
    private final ClientId shop;

    ClientPartsTest(Db db) {
        site = Installation.on(db);
        clients = site.auth().clients();
        shop = site.app("shop", with -> with.scopes("orders:read")).id();
    }

    /// Security: B3
    @Test
    void ten_secrets_live_at_most_and_one_that_ended_makes_room() {
        var soon = Optional.of(site.clock().instant().plus(Duration.ofHours(1)));
        for (int i = 1; i < 9; i++) {
            clients.addSecret(ACTOR, shop, Optional.empty());
        }
        clients.addSecret(ACTOR, shop, soon);
        assertThatExceptionOfType(Protected.class)
                .isThrownBy(() -> clients.addSecret(ACTOR, shop, Optional.empty()));

        site.clock().advance(Duration.ofHours(1));
        clients.addSecret(ACTOR, shop, Optional.empty());

        var page = clients.secrets(shop, PageRequest.first());
        assertThat(page.items())
                .hasSize(10)
                .isSortedAccordingTo(
                        java.util.Comparator.comparing(Clients.SecretEntry::createdAt));
        assertThat(page.items()).allSatisfy(each -> assertThat(each.expiresAt()).isEmpty());
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(
                        () -> clients.addSecret(ACTOR, shop, Optional.of(site.clock().instant())));
    }

    @Test
    void redirect_uris_come_and_go_one_by_one() {
        var redirects = site.auth().clients().redirects();
        var first = redirects.add(ACTOR, shop, new RedirectUri("https://app.example.com/a"));
        assertThatExceptionOfType(AlreadyExists.class)
                .isThrownBy(() -> redirects.add(ACTOR, shop, first.uri()));
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> redirects.add(ACTOR, shop, new RedirectUri("myapp:/a")))
                .satisfies(
                        refusal -> assertThat(refusal.fields()).containsOnlyKeys("redirect_uri"));
        var other = site.app("other", with -> with).id();
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> redirects.remove(ACTOR, other, first.id()));

        // What stays in a set keeps its id.
        clients.update(ACTOR, shop)
                .redirectUris("https://app.example.com/b", "https://app.example.com/a")
                .save();
        assertThat(redirects.list(shop, PageRequest.first()).items())
                .hasSize(2)
                .first()
                .isEqualTo(first);
        redirects.remove(ACTOR, shop, first.id());
        assertThat(clients.get(shop).settings().redirectUris())
                .containsExactly(new RedirectUri("https://app.example.com/b"));
        for (int i = 1; i < RedirectUri.MOST; i++) {
            redirects.add(ACTOR, shop, new RedirectUri("https://app.example.com/" + i));
        }
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() ->
                        redirects.add(
                                ACTOR, shop, new RedirectUri("https://app.example.com/more")));
    }

    @Test
    void scopes_are_assigned_one_by_one_and_as_a_set() {
        var scopes = site.auth().clients().scopes();
        long version = clients.get(shop).version();
        scopes.assign(ACTOR, shop, scope("orders:write"));
        assertThat(clients.get(shop).scopes().names())
                .containsExactly("orders:read", "orders:write");
        assertThat(clients.get(shop).version()).isEqualTo(version + 1);
        long events = site.storage().count("audit_events");
        scopes.assign(ACTOR, shop, scope("orders:write"));
        scopes.set(ACTOR, shop, Set.of(scope("orders:write"), scope("orders:read")));
        assertThat(site.storage().count("audit_events")).isEqualTo(events);

        scopes.set(ACTOR, shop, Set.of(scope("reports:read")));
        assertThat(scopes.list(shop, PageRequest.first()).items())
                .extracting(each -> each.name())
                .containsExactly("reports:read");
        scopes.unassign(ACTOR, shop, scope("reports:read"));
        assertThat(clients.get(shop).scopes().isEmpty()).isTrue();
        var nothing = new ScopeId(UUID.randomUUID());
        assertThatThrownBy(() -> scopes.assign(ACTOR, shop, nothing)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> scopes.unassign(ACTOR, shop, scope("reports:read")))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> scopes.set(ACTOR, shop, Set.of(nothing)))
                .isInstanceOf(Invalid.class);
    }

    /// Security: H7
    /// Trap: 22
    @Test
    void power_over_people_is_given_to_clients_by_those_alone_who_have_it() {
        var writer = actor(AdminPermission.CLIENTS_WRITE);
        var scopes = site.auth().clients().scopes();
        for (Runnable each :
                List.<Runnable>of(
                        () -> scopes.assign(writer, shop, scope(DELEGATION)),
                        () -> scopes.set(writer, shop, Set.of(scope(DELEGATION))),
                        () -> clients.update(writer, shop).scopes(DELEGATION).save(),
                        () -> clients.create(writer).clientId("new").scopes(DELEGATION).save())) {
            assertThatThrownBy(each::run).isInstanceOf(NotAllowed.class);
        }
        assertThat(clients.find(new ClientId("new"))).isEmpty();
        scopes.assign(
                actor(AdminPermission.CLIENTS_WRITE, AdminPermission.USERS_WRITE),
                shop,
                scope(DELEGATION));

        // Nor does a secret, an address or another kind of a client that has it go to others.
        for (Runnable each :
                List.<Runnable>of(
                        () -> clients.addSecret(writer, shop, Optional.empty()),
                        () -> clients.update(writer, shop).name("x").save(),
                        () ->
                                site.auth()
                                        .clients()
                                        .redirects()
                                        .add(
                                                writer,
                                                shop,
                                                new RedirectUri("https://evil.example/")))) {
            assertThatThrownBy(each::run).isInstanceOf(NotAllowed.class);
        }
        clients.addSecret(ACTOR, shop, Optional.empty());
    }

    /// Security: H3
    @Test
    void a_picture_is_kept_until_it_is_replaced_or_removed() {
        var logos = site.auth().clients().logos();
        assertThatThrownBy(() -> logos.remove(ACTOR, shop)).isInstanceOf(NotFound.class);
        assertThat(logos.find(shop)).isEmpty();
        var png = Logo.of(LogoTest.png(1, 1));
        logos.set(ACTOR, shop, png);
        long events = site.storage().count("audit_events");
        logos.set(ACTOR, shop, png);
        assertThat(site.storage().count("audit_events")).isEqualTo(events);

        logos.set(ACTOR, shop, Logo.of(LogoTest.webp("VP8L", 1, 1)));
        assertThat(logos.find(shop)).get().extracting(Logo::mediaType).isEqualTo("image/webp");
        clients.delete(ACTOR, shop);
        assertThat(site.storage().count("client_logos")).isZero();
        assertThat(logos.find(shop)).isEmpty();
    }

    private ScopeId scope(String name) {
        return site.auth().scopes().find(name).orElseThrow().id();
    }

    private Actor actor(AdminPermission... permissions) {
        return Actor.user(site.user("bob").id().toString(), Origin.NONE)
                .with(
                        java.util.Arrays.stream(permissions)
                                .map(AdminPermission::permission)
                                .collect(java.util.stream.Collectors.toSet()));
    }
}
