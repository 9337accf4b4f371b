package dev.microauth.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.App;
import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.actor.Origin;
import dev.microauth.client.ClientCredentials;
import dev.microauth.grant.TokenRequest;
import dev.microauth.jose.Algorithm;
import dev.microauth.key.Ring;
import dev.microauth.oauth.GrantType;
import dev.microauth.problem.AuthException;
import dev.microauth.secret.Secret;
import dev.microauth.subject.ClientId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// One change, one event, whichever verb it was.
///
/// Security: K1, K2
/// Trap: 17
@BothDatabases
class EveryChangeTest {
    @AutoClose private final Installation site;
    private long seen;

    EveryChangeTest(Db db) {
        site = Installation.on(db);
        seen = site.storage().count("audit_events");
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
        users.lockOut(Installation.ACTOR, id, Optional.of(site.clock().instant()));
        assertEvents("user.update done user " + id);
        users.delete(Installation.ACTOR, id);
        assertEvents("user.delete done user " + id);
    }

    @Test
    void rights() {
        var access = site.auth().access();
        var id = site.user("bob").id();
        access.createScope(Installation.ACTOR, "new:scope");
        assertEvents("scope.create done scope new:scope");
        access.createRole(Installation.ACTOR, "Reader");
        assertEvents("role.create done role Reader");
        access.assignScope(Installation.ACTOR, id, "new:scope");
        assertEvents("scope.assign done user " + id);
        access.unassignScope(Installation.ACTOR, id, "new:scope");
        assertEvents("scope.unassign done user " + id);
        access.assignRole(Installation.ACTOR, id, "Reader");
        assertEvents("role.assign done user " + id);
        access.unassignRole(Installation.ACTOR, id, "Reader");
        assertEvents("role.unassign done user " + id);
    }

    @Test
    void clients() {
        var clients = site.auth().clients();
        var id = site.app("shop", with -> with.scopes("orders:read")).id();
        assertEvents("client.create done client shop");
        var secret = clients.addSecret(Installation.ACTOR, id, Optional.empty());
        assertEvents("client-secret.add done client shop");
        clients.removeSecret(Installation.ACTOR, id, secret.id());
        assertEvents("client-secret.remove done client shop");
        clients.removeScope(Installation.ACTOR, id, "orders:read");
        assertEvents("scope.unassign done client shop");
        clients.deactivate(Installation.ACTOR, id);
        assertEvents("client.update done client shop");
        clients.activate(Installation.ACTOR, id);
        assertEvents("client.update done client shop");
        clients.delete(Installation.ACTOR, id);
        assertEvents("client.delete done client shop");
    }

    @Test
    void keys() {
        var keys = site.auth().keys();
        String old = keys.ring(Ring.ADMIN).signing(Algorithm.EdDSA).keyId();
        var fresh = keys.rotate(Ring.ADMIN, Algorithm.EdDSA, Installation.ACTOR).key().keyId();
        assertEvents("key.rotate done key " + fresh);
        keys.drop(Ring.ADMIN, old, Installation.ACTOR);
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
        seen++;
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
        assertThat(newEvents())
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
                        () -> access.createScope(Installation.ACTOR, "orders:read"),
                        () -> access.createRole(Installation.ACTOR, "Clerk"),
                        () -> access.assignRole(Installation.ACTOR, bob, "Nothing"),
                        () -> access.assignScope(Installation.ACTOR, bob, "nothing"),
                        () -> access.unassignRole(Installation.ACTOR, bob, "Clerk"))) {
            assertThatThrownBy(each::run).isInstanceOf(AuthException.class);
        }
        assertEvents();
        assertThat(site.auth().audit().verify(_ -> {})).isInstanceOf(AuditLog.Verdict.Whole.class);
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
        assertThat(newEvents()).containsExactly(expected);
    }

    private List<String> newEvents() {
        var events = new ArrayList<String>();
        for (var row :
                site.storage()
                        .rows(
                                "select action, outcome, target_kind, target_id from audit_events"
                                        + " where sequence > "
                                        + seen
                                        + " order by sequence")) {
            events.add(String.join(" ", row));
        }
        seen += events.size();
        return events;
    }
}
