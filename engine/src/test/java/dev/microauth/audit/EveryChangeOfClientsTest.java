package dev.microauth.audit;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.client.Logo;
import dev.microauth.client.RedirectUri;
import dev.microauth.secret.Secret;
import dev.microauth.service.AccountReference;
import dev.microauth.service.PostgresLogin;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// One change of a client or a service account, one event.
///
/// Security: K1, K2
/// Trap: 17
@BothDatabases
class EveryChangeOfClientsTest {
    @AutoClose private final Installation site;
    private final NewEvents events;

    EveryChangeOfClientsTest(Db db) {
        site = Installation.on(db);
        events = new NewEvents(site);
    }

    @Test
    void clients() {
        var clients = site.auth().clients();
        var id = site.app("shop", with -> with.scopes("orders:read")).id();
        events.assertAre("client.create done client shop");
        var secret = clients.addSecret(Installation.ACTOR, id, Optional.empty());
        events.assertAre("client-secret.add done client shop");
        clients.removeSecret(Installation.ACTOR, id, secret.id());
        events.assertAre("client-secret.remove done client shop");
        clients.removeScope(Installation.ACTOR, id, "orders:read");
        events.assertAre("scope.unassign done client shop");
        clients.deactivate(Installation.ACTOR, id);
        events.assertAre("client.update done client shop");
        clients.activate(Installation.ACTOR, id);
        events.assertAre("client.update done client shop");
        clients.delete(Installation.ACTOR, id);
        events.assertAre("client.delete done client shop");
    }

    @Test
    void what_hangs_on_a_client() {
        var auth = site.auth();
        var by = Installation.ACTOR;
        var id = site.app("shop", with -> with).id();
        events.skip(1);
        auth.clients().update(by, id).name("The Shop").requirePkce(false).save();
        events.assertAre("client.update done client shop");
        var uri = new RedirectUri("https://app.example.com/another");
        var added = auth.clients().redirects().add(by, id, uri);
        events.assertAre("client-redirect-uri.add done client shop");
        auth.clients().redirects().remove(by, id, added.id());
        events.assertAre("client-redirect-uri.remove done client shop");
        var scope = auth.scopes().find("orders:read").orElseThrow().id();
        auth.clients().scopes().assign(by, id, scope);
        events.assertAre("scope.assign done client shop");
        auth.clients().scopes().set(by, id, Set.of());
        events.assertAre("scope.set done client shop");
        auth.clients().logos().set(by, id, new Logo(Logo.PNG, new byte[] {1}));
        events.assertAre("client-logo.set done client shop");
        auth.clients().logos().remove(by, id);
        events.assertAre("client-logo.remove done client shop");
    }

    @Test
    void service_accounts() {
        var auth = site.auth();
        var by = Installation.ACTOR;
        var id = auth.serviceAccounts().create(by).name("robot").save().id();
        events.assertAre("service-account.create done service-account " + id);
        auth.serviceAccounts().update(by, id).description(Optional.of("x")).save();
        events.assertAre("service-account.update done service-account " + id);
        auth.serviceAccounts().deactivate(by, id);
        events.assertAre("service-account.update done service-account " + id);
        var which = AccountReference.of(id);
        auth.serviceCredentials().issue(by, which);
        events.assertAre("credential.issue done service-account " + id);
        auth.serviceCredentials().revoke(by, which);
        events.assertAre("credential.revoke done service-account " + id);
        auth.postgresCredentials()
                .set(by, id, new PostgresLogin("db", 5432, "orders", "robot", Secret.of("x")));
        events.assertAre("postgres-credentials.set done service-account " + id);
        auth.postgresCredentials().read(by, which);
        events.assertAre("postgres-credentials.read done service-account " + id);
        auth.postgresCredentials().delete(by, id);
        events.assertAre("postgres-credentials.delete done service-account " + id);
        auth.serviceAccounts().delete(by, id);
        events.assertAre("service-account.delete done service-account " + id);
    }
}
