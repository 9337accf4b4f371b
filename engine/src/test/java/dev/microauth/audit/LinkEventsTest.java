package dev.microauth.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.actor.Origin;
import dev.microauth.link.Administrator;
import dev.microauth.link.Link;
import dev.microauth.secret.Secret;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// One change, one event, for one-time links and passwords.
///
/// Security: K1, K2
/// Trap: 17
@BothDatabases
class LinkEventsTest {
    @AutoClose private final Installation site;
    private long seen;

    LinkEventsTest(Db db) {
        site = Installation.on(db);
        seen = site.storage().count("audit_events");
    }

    @Test
    void each_step_of_a_link_is_one_event() {
        var links = site.auth().links();
        var id =
                links.create(site.auth().users().create(Installation.ACTOR).username("eve"))
                        .user()
                        .id();
        assertEvents("user.create done user " + id);
        links.invite(Installation.ACTOR, id);
        assertEvents("user.invite done user " + id);
        var reset = token(links.reset(Installation.ACTOR, id));
        assertEvents("user.reset done user " + id);
        char[] password = "nine grey herons at noon".toCharArray();
        links.choosePassword(reset, password, Origin.NONE);
        assertEvents("user-password.set done user " + id);
        links.choosePassword(reset, password, Origin.NONE);
        assertEvents();
        var changes = site.auth().passwordChanges();
        changes.changePassword(id, "wrong".toCharArray(), password, Origin.NONE);
        assertEvents("user-password.change refused user " + id);
        changes.changePassword(id, password, "ten green herons at dusk".toCharArray(), Origin.NONE);
        assertEvents("user-password.change done user " + id);
        links.setUp(Installation.ACTOR);
        assertEvents();
        var recovery = token(links.recover(Installation.ACTOR));
        assertEvents("setup-link.create done null null");
        var admin =
                links.createAdministrator(
                        recovery,
                        new Administrator("fay", "fay@example.com", password),
                        Origin.NONE);
        assertEvents("user.create done user " + admin.orElseThrow().id());
    }

    private static Secret token(Link link) {
        String url = link.url().revealText();
        return Secret.of(url.substring(url.lastIndexOf('/') + 1));
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
