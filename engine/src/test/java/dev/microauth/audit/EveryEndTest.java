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
    private final NewEvents events;

    EveryEndTest(Db db) {
        site = Installation.on(db);
        events = new NewEvents(site);
    }

    @Test
    void a_key_in_use_goes_with_its_successor_in_one_act() {
        var keys = site.auth().keys();
        String current = keys.ring(Ring.AUTH).signing(Algorithm.ES256).keyId();
        keys.drop(current, Installation.ACTOR);
        events.assertAre("key.drop done key " + current);
        keys.drop(current, Installation.ACTOR);
        keys.drop("unknown", Installation.ACTOR);
        events.assertAre();
        keys.rotate(Ring.AUTH, Installation.ACTOR);
        assertThat(events.all()).hasSize(3).allMatch(each -> each.startsWith("key.rotate done"));
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
        events.all();
        var sessions =
                auth.sessions().list(Installation.ACTOR, PageRequest.first(), SessionFilter.ALL);
        events.assertAre("session.read done null null");
        var first = sessions.items().getFirst().id();
        auth.sessions().get(Installation.ACTOR, first);
        events.assertAre("session.read done session " + first);
        auth.sessions().end(Installation.ACTOR, first);
        events.assertAre("session.end done session " + first);
        auth.sessions()
                .get(Actor.user(alice.toString(), Origin.NONE), sessions.items().get(1).id());
        events.assertAre();
        var family = auth.refreshFamilies().list(PageRequest.first(), ALL).items().getFirst().id();
        auth.refreshFamilies().revoke(Installation.ACTOR, family);
        events.assertAre("token.revoke done refresh-family " + family);
        var token = auth.issuedTokens().ofUser(alice).getFirst().id();
        auth.issuedTokens().revoke(Installation.ACTOR, token);
        events.assertAre("token.revoke done token " + token);
        assertThat(auth.sessions().endAll(Installation.ACTOR, alice)).isEqualTo(3);
        events.assertAre("session.end done user " + alice);
        assertThat(auth.sessions().endAll(Installation.ACTOR, alice)).isZero();
        events.assertAre();
        site.clock().advance(Duration.ofDays(100));
        assertThat(auth.refreshFamilies().purgeExpired(Installation.ACTOR)).isEqualTo(4);
        events.assertAre("token.purge done null null");
        assertThat(auth.sessions().purgeExpired(Installation.ACTOR)).isEqualTo(4);
        events.assertAre("session.purge done null null");
        auth.sessions().purgeExpired(Installation.ACTOR);
        auth.refreshFamilies().purgeExpired(Installation.ACTOR);
        events.assertAre();
    }

    @Test
    void the_log_itself() {
        var auth = site.auth();
        auth.audit().export(Installation.ACTOR, AuditQuery.ALL, Optional.empty());
        events.assertAre("audit.export done null null");
        site.clock().advance(Duration.ofDays(401));
        auth.auditRetention()
                .purge(
                        Installation.ACTOR,
                        Optional.of(site.clock().instant().minus(Duration.ofDays(400))));
        events.assertAre("audit.purge done audit-chain 1");
        // The newest of then is no longer the newest.
        auth.auditRetention().purge(Installation.ACTOR);
        events.assertAre("audit.purge done audit-chain 1");
        auth.auditRetention().purge(Installation.ACTOR);
        events.assertAre();
    }
}
