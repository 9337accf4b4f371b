package dev.microauth.audit;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.actor.Origin;
import dev.microauth.link.Administrator;
import dev.microauth.link.Link;
import dev.microauth.secret.Secret;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// One change, one event, for one-time links and passwords.
///
/// Security: K1, K2
/// Trap: 17
@BothDatabases
class LinkEventsTest {
    @AutoClose private final Installation site;
    private final NewEvents events;

    LinkEventsTest(Db db) {
        site = Installation.on(db);
        events = new NewEvents(site);
    }

    @Test
    void each_step_of_a_link_is_one_event() {
        var links = site.auth().links();
        var id =
                links.create(site.auth().users().create(Installation.ACTOR).username("eve"))
                        .user()
                        .id();
        events.assertAre("user.create done user " + id);
        links.invite(Installation.ACTOR, id);
        events.assertAre("user.invite done user " + id);
        var reset = token(links.reset(Installation.ACTOR, id));
        events.assertAre("user.reset done user " + id);
        char[] password = "nine grey herons at noon".toCharArray();
        links.choosePassword(reset, password, Origin.NONE);
        events.assertAre("user-password.set done user " + id);
        links.choosePassword(reset, password, Origin.NONE);
        events.assertAre();
        var changes = site.auth().passwordChanges();
        changes.changePassword(id, "wrong".toCharArray(), password, Origin.NONE);
        events.assertAre("user-password.change refused user " + id);
        changes.changePassword(id, password, "ten green herons at dusk".toCharArray(), Origin.NONE);
        events.assertAre("user-password.change done user " + id);
        links.setUp(Installation.ACTOR);
        events.assertAre();
        var recovery = token(links.recover(Installation.ACTOR));
        events.assertAre("setup-link.create done null null");
        var admin =
                links.createAdministrator(
                        recovery,
                        new Administrator("fay", "fay@example.com", password),
                        Origin.NONE);
        events.assertAre("user.create done user " + admin.orElseThrow().id());
    }

    private static Secret token(Link link) {
        String url = link.url().revealText();
        return Secret.of(url.substring(url.lastIndexOf('/') + 1));
    }
}
