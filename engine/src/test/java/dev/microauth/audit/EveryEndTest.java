package dev.microauth.audit;

import static dev.microauth.token.FamilyFilter.ALL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.jose.Algorithm;
import dev.microauth.key.Ring;
import dev.microauth.oauth.GrantType;
import dev.microauth.page.PageRequest;
import dev.microauth.session.SessionFilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// One end, one event: of keys, of sessions with their tokens, of the log's own beginning.
///
/// Security: K1, K2
/// Trap: 17
@BothDatabases
class EveryEndTest {
    @AutoClose private final Installation site;
    private long seen;

    EveryEndTest(Db db) {
        site = Installation.on(db);
        seen = site.storage().count("audit_events");
    }

    @Test
    void a_key_in_use_goes_with_its_successor_in_one_act() {
        var keys = site.auth().keys();
        String current = keys.ring(Ring.AUTH).signing(Algorithm.ES256).keyId();
        keys.drop(current, Installation.ACTOR);
        assertEvents("key.drop done key " + current);
        keys.drop(current, Installation.ACTOR);
        keys.drop("unknown", Installation.ACTOR);
        assertEvents();
        keys.rotate(Ring.AUTH, Installation.ACTOR);
        assertThat(newEvents()).hasSize(3).allMatch(each -> each.startsWith("key.rotate done"));
    }

    @Test
    void sessions_and_what_they_gave() {
        var auth = site.auth();
        var app =
                site.app(
                        "shop",
                        with -> with.firstParty().grants(GrantType.values()).scopes("orders:read"));
        var alice = site.user("alice").id();
        for (int i = 0; i < 4; i++) {
            app.password("alice");
        }
        newEvents();
        var sessions =
                auth.sessions().list(Installation.ACTOR, PageRequest.first(), SessionFilter.ALL);
        assertEvents("session.read done null null");
        var first = sessions.items().getFirst().id();
        auth.sessions().get(Installation.ACTOR, first);
        assertEvents("session.read done session " + first);
        auth.sessions().end(Installation.ACTOR, first);
        assertEvents("session.end done session " + first);
        auth.sessions()
                .get(Actor.user(alice.toString(), Origin.NONE), sessions.items().get(1).id());
        assertEvents();
        var family = auth.refreshFamilies().list(PageRequest.first(), ALL).items().getFirst().id();
        auth.refreshFamilies().revoke(Installation.ACTOR, family);
        assertEvents("token.revoke done refresh-family " + family);
        var token = auth.issuedTokens().ofUser(alice).getFirst().id();
        auth.issuedTokens().revoke(Installation.ACTOR, token);
        assertEvents("token.revoke done token " + token);
        assertThat(auth.sessions().endAll(Installation.ACTOR, alice)).isEqualTo(3);
        assertEvents("session.end done user " + alice);
        assertThat(auth.sessions().endAll(Installation.ACTOR, alice)).isZero();
        assertEvents();
        site.clock().advance(Duration.ofDays(100));
        assertThat(auth.refreshFamilies().purgeExpired(Installation.ACTOR)).isEqualTo(4);
        assertEvents("token.purge done null null");
        assertThat(auth.sessions().purgeExpired(Installation.ACTOR)).isEqualTo(4);
        assertEvents("session.purge done null null");
        auth.sessions().purgeExpired(Installation.ACTOR);
        auth.refreshFamilies().purgeExpired(Installation.ACTOR);
        assertEvents();
    }

    @Test
    void the_log_itself() {
        var auth = site.auth();
        auth.audit().export(Installation.ACTOR, AuditQuery.ALL, Optional.empty());
        assertEvents("audit.export done null null");
        site.clock().advance(Duration.ofDays(401));
        auth.auditRetention()
                .purge(
                        Installation.ACTOR,
                        Optional.of(site.clock().instant().minus(Duration.ofDays(400))));
        assertEvents("audit.purge done audit-chain 1");
        // The newest of then is no longer the newest.
        auth.auditRetention().purge(Installation.ACTOR);
        assertEvents("audit.purge done audit-chain 1");
        auth.auditRetention().purge(Installation.ACTOR);
        assertEvents();
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
