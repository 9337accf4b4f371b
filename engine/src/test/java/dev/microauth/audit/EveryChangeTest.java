package dev.microauth.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.App;
import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.access.Role;
import dev.microauth.access.Scope;
import dev.microauth.actor.Origin;
import dev.microauth.client.ClientCredentials;
import dev.microauth.grant.TokenRequest;
import dev.microauth.jose.Algorithm;
import dev.microauth.key.Ring;
import dev.microauth.oauth.GrantType;
import dev.microauth.problem.AuthException;
import dev.microauth.secret.Secret;
import dev.microauth.session.SessionId;
import dev.microauth.subject.ClientId;
import dev.microauth.token.TokenId;
import dev.microauth.user.User;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// One change, one event, whichever verb it was.
///
/// Security: K1, K2
/// Trap: 17
@BothDatabases
class EveryChangeTest {
    private static final UUID NOBODY = new UUID(0x7000L, 1);

    @AutoClose private final Installation site;
    private final NewEvents events;

    EveryChangeTest(Db db) {
        site = Installation.on(db);
        events = new NewEvents(site);
    }

    @Test
    void people() {
        var users = site.auth().users();
        var id = users.create(Installation.ACTOR).username("dora").save().id();
        assertEvents("user.create done user " + id);
        users.deactivate(Installation.ACTOR, id);
        assertEvents("user.update done user " + id);
        users.activate(Installation.ACTOR, id);
        assertEvents("user.update done user " + id);
        Runnable lockOut = () -> users.lockOut(Installation.ACTOR, id, Optional.of(User.FOR_GOOD));
        lockOut.run();
        assertEvents("user.update done user " + id);
        lockOut.run();
        users.activate(Installation.ACTOR, id);
        users.update(Installation.ACTOR, id).username("DORA").save();
        assertEvents();
        users.lockOut(Installation.ACTOR, id, Optional.empty());
        assertEvents("user.update done user " + id);
        users.update(Installation.ACTOR, id).email(Optional.of("dora@example.com")).save();
        assertEvents("user.update done user " + id);
        users.verifyEmail(Installation.ACTOR, id);
        assertEvents("user.update done user " + id);
        users.verifyEmail(Installation.ACTOR, id);
        assertEvents();
        users.delete(Installation.ACTOR, id);
        assertEvents("user.delete done user " + id);
    }

    @Test
    void rights() {
        var access = site.auth().access();
        var id = site.user("bob").id();
        var scope = site.auth().scopes().create(Installation.ACTOR).name("new:scope").save().id();
        assertEvents("scope.create done scope " + scope);
        var role = site.auth().roles().create(Installation.ACTOR).name("Reader").save().id();
        assertEvents("role.create done role " + role);
        access.assignScope(Installation.ACTOR, id, "new:scope");
        assertEvents("scope.assign done user " + id);
        access.unassignScope(Installation.ACTOR, id, "new:scope");
        assertEvents("scope.unassign done user " + id);
        access.assignRole(Installation.ACTOR, id, "Reader");
        assertEvents("role.assign done user " + id);
        access.unassignRole(Installation.ACTOR, id, "Reader");
        assertEvents("role.unassign done user " + id);
        access.setRoles(Installation.ACTOR, id, Set.of(role));
        assertEvents("role.set done user " + id);
        access.setScopes(Installation.ACTOR, id, Set.of(scope));
        assertEvents("scope.set done user " + id);
        site.auth().scopes().update(Installation.ACTOR, scope).name("newer:scope").save();
        assertEvents("scope.update done scope " + scope);
        site.auth().scopes().delete(Installation.ACTOR, scope);
        assertEvents("scope.delete done scope " + scope);
    }

    @Test
    void roles_and_their_permissions() {
        var roles = site.auth().roles();
        var permissions = site.auth().permissions();
        var role = roles.create(Installation.ACTOR).name("Reader").save().id();
        assertEvents("role.create done role " + role);
        var permission = permissions.create(Installation.ACTOR).name("books:read").save().id();
        assertEvents("permission.create done permission " + permission);
        permissions.update(Installation.ACTOR, permission).name("books:see").save();
        assertEvents("permission.update done permission " + permission);
        roles.addPermission(Installation.ACTOR, role, permission);
        assertEvents("permission.assign done role " + role);
        roles.removePermission(Installation.ACTOR, role, permission);
        assertEvents("permission.unassign done role " + role);
        roles.setPermissions(Installation.ACTOR, role, Set.of(permission));
        assertEvents("permission.set done role " + role);
        roles.update(Installation.ACTOR, role).description(Optional.of("Reads.")).save();
        assertEvents("role.update done role " + role);
        permissions.delete(Installation.ACTOR, permission);
        assertEvents("permission.delete done permission " + permission);
        roles.delete(Installation.ACTOR, role);
        assertEvents("role.delete done role " + role);
    }

    @Test
    void a_change_to_what_there_is_already_is_no_change() {
        var auth = site.auth();
        var access = auth.access();
        var alice = site.user("alice").id();
        var clerk = auth.roles().find("Clerk").orElseThrow().id();
        access.assignRole(Installation.ACTOR, alice, clerk);
        access.assignScope(Installation.ACTOR, alice, "orders:read");
        access.setRoles(
                Installation.ACTOR,
                alice,
                Set.copyOf(auth.roles().of(alice).stream().map(Role::id).toList()));
        access.setScopes(
                Installation.ACTOR,
                alice,
                Set.copyOf(auth.scopes().of(alice).stream().map(Scope::id).toList()));
        auth.roles().update(Installation.ACTOR, clerk).name("Clerk").save();
        auth.roles().setPermissions(Installation.ACTOR, clerk, Set.of());
        assertEvents();
    }

    @Test
    void keys() {
        var keys = site.auth().keys();
        String old = keys.ring(Ring.ADMIN).signing(Algorithm.EdDSA).keyId();
        var fresh = keys.rotate(Ring.ADMIN, Algorithm.EdDSA, Installation.ACTOR).key().keyId();
        assertEvents("key.rotate done key " + fresh);
        keys.drop(old, Installation.ACTOR);
        assertEvents("key.drop done key " + old);
    }

    @Test
    void tokens() {
        App app =
                site.app(
                        "shop",
                        with ->
                                with.firstParty()
                                        .grants(GrantType.values())
                                        .scopes("orders:read")
                                        .refreshGrace(Duration.ZERO));
        events.skip(1);
        String alice = site.user("alice").id().toString();

        var own = app.clientCredentials();
        assertEvents("token.issue done token " + own.accessToken().id());
        var first = app.password("alice");
        assertEvents(
                "user.login done user " + alice,
                "token.issue done token " + first.accessToken().id());
        String refresh = first.refreshToken().orElseThrow();
        var second = app.refresh(refresh);
        assertEvents("token.refresh done token " + second.accessToken().id());
        app.revoke(own.accessToken().compact());
        assertEvents("token.revoke done token " + own.accessToken().id());
        app.revoke(own.accessToken().compact());
        app.revoke("unknown");
        assertEvents();
        assertThatThrownBy(() -> app.refresh(refresh)).isNotNull();
        assertThat(events.all())
                .singleElement()
                .asString()
                .startsWith("token.reuse refused refresh-family");
    }

    @Test
    void refusals() {
        assertThatThrownBy(() ->
                        site.auth()
                                .clientAuthenticator()
                                .authenticate(
                                        new ClientCredentials.Post("nobody", Secret.of("x")),
                                        Origin.NONE))
                .isNotNull();
        assertEvents("client.authenticate refused null null");
        assertThatThrownBy(() -> administrator("bob")).isNotNull();
        String bob = site.user("bob").id().toString();
        assertEvents("user.login done user " + bob, "token.issue refused user " + bob);
        var token = administrator("admin");
        String admin = site.user("admin").id().toString();
        assertEvents(
                "user.login done user " + admin,
                "token.issue done token " + token.accessToken().id());
    }

    @Test
    void what_did_not_happen_leaves_no_event() {
        var users = site.auth().users();
        var clients = site.auth().clients();
        var access = site.auth().access();
        var bob = site.user("bob").id();
        var nobody = new ClientId("nobody");
        for (Runnable each :
                List.<Runnable>of(
                        () -> users.create(Installation.ACTOR).username("BOB").save(),
                        () -> clients.delete(Installation.ACTOR, nobody),
                        () -> clients.deactivate(Installation.ACTOR, nobody),
                        () -> clients.removeScope(Installation.ACTOR, nobody, "orders:read"),
                        () ->
                                site.auth()
                                        .scopes()
                                        .create(Installation.ACTOR)
                                        .name("orders:read")
                                        .save(),
                        () -> site.auth().roles().create(Installation.ACTOR).name("Clerk").save(),
                        () -> access.assignRole(Installation.ACTOR, bob, "Nothing"),
                        () -> access.assignScope(Installation.ACTOR, bob, "nothing"),
                        () -> access.unassignRole(Installation.ACTOR, bob, "Clerk"),
                        () -> site.auth().sessions().end(Installation.ACTOR, new SessionId(NOBODY)),
                        () -> site.auth().sessions().get(Installation.ACTOR, new SessionId(NOBODY)),
                        () -> site.auth().refreshFamilies().revoke(Installation.ACTOR, NOBODY),
                        () ->
                                site.auth()
                                        .issuedTokens()
                                        .revoke(Installation.ACTOR, new TokenId(NOBODY)),
                        () ->
                                site.auth()
                                        .auditRetention()
                                        .purge(
                                                Installation.ACTOR,
                                                Optional.of(site.clock().instant())))) {
            assertThatThrownBy(each::run).isInstanceOf(AuthException.class);
        }
        assertEvents();
        assertThat(site.auth().audit().verify(_ -> {})).isInstanceOf(Verdict.Whole.class);
    }

    @Test
    void a_right_that_was_missing() {
        site.auth().noteRefusal(Installation.ACTOR, "GET needs users:read");
        assertEvents("admin.refuse refused null null");
    }

    private dev.microauth.grant.TokenResponse administrator(String name) {
        return site.auth()
                .adminTokenService()
                .grant(
                        new TokenRequest.Password(
                                name, Secret.of(Installation.PASSWORD), Optional.empty()),
                        Origin.NONE);
    }

    private void assertEvents(String... expected) {
        events.assertAre(expected);
    }
}
