package dev.microauth.service;

import static dev.microauth.grant.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.Robot;
import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.client.ClientCredentials;
import dev.microauth.key.Ring;
import dev.microauth.oauth.OAuthError;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.problem.AuthException.NotAllowed;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.secret.Digest;
import dev.microauth.secret.Secret;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@BothDatabases
class ServiceCredentialsTest {
    @AutoClose private final Installation site;
    private final ServiceCredentials credentials;
    private final Robot robot;

    ServiceCredentialsTest(Db db) {
        site = Installation.on(db);
        credentials = site.auth().serviceCredentials();
        robot = Robot.of(site, "robot", "orders:read");
    }

    /// Security: H7
    @Test
    void strangers_issue_and_revoke_nothing_whether_the_account_exists_or_not() {
        var other = Robot.of(site, "other");
        var texts = new ArrayList<String>();
        for (Actor actor :
                List.of(
                        user("alice"),
                        other.actor(),
                        Actor.client("shop", Origin.NONE),
                        Actor.anonymous(Origin.NONE))) {
            for (String name : List.of("robot", "nobody", "not a name !")) {
                var which = AccountReference.named(name);
                for (Runnable each :
                        List.<Runnable>of(
                                () -> credentials.issue(actor, which),
                                () -> credentials.revoke(actor, which))) {
                    assertThatExceptionOfType(NotAllowed.class)
                            .isThrownBy(each::run)
                            .satisfies(refusal -> texts.add(refusal.getMessage()));
                }
            }
        }
        assertThat(texts).hasSize(24).containsOnly(texts.getFirst());
        assertThat(robot.isLive(Ring.AUTH, robot.token())).isTrue();
        assertThatThrownBy(() ->
                        credentials.issue(Installation.ACTOR, AccountReference.named("nobody")))
                .isInstanceOf(NotFound.class);
    }

    /// Security: B3
    @Test
    void a_credential_is_256_bits_shown_once_and_kept_as_a_hash_with_its_end() {
        var issued = credentials.issue(Installation.ACTOR, AccountReference.of(robot.id()));

        byte[] secret = issued.credential().reveal();
        assertThat(secret).hasSize(43);
        assertThat(Duration.between(issued.term().issuedAt(), issued.term().expiresAt()))
                .isEqualTo(Duration.ofDays(365));
        assertThat(site.auth().serviceAccounts().get(robot.id()).credential())
                .contains(issued.term());
        var everything = new StringBuilder();
        for (String table : List.of("service_accounts", "audit_events")) {
            everything.append(site.storage().rows("select * from " + table));
        }
        assertThat(everything.toString()).doesNotContain(issued.credential().revealText());
        String hex =
                switch (site.storage().db()) {
                    case SQLITE -> "lower(hex(credential_hash))";
                    case POSTGRESQL -> "encode(credential_hash, 'hex')";
                };
        assertThat(site.storage().rows("select " + hex + " from service_accounts"))
                .containsExactly(List.of(HexFormat.of().formatHex(Digest.sha256(secret))));
        assertThat(issued.toString()).doesNotContain(issued.credential().revealText());
    }

    /// Security: B9
    @Test
    void issuing_ends_the_former_credential_and_every_token_it_bought() {
        var token = robot.token();

        var fresh = robot.reissued();

        assertThat(robot.isLive(Ring.AUTH, token)).isFalse();
        assertRefused(OAuthError.INVALID_CLIENT, robot::authenticated);
        assertThat(fresh.isLive(Ring.AUTH, fresh.token())).isTrue();
    }

    @Test
    void an_account_renews_its_own_and_a_holder_of_its_role_does_it_for_the_account() {
        var own = credentials.issue(robot.actor(), AccountReference.named("self"));
        var renewed = new Robot(site, robot.account(), own.credential());
        assertThat(renewed.isLive(Ring.AUTH, renewed.token())).isTrue();
        assertRefused(OAuthError.INVALID_CLIENT, robot::authenticated);

        site.auth().access().assignRole(Installation.ACTOR, site.user("alice").id(), "robot");
        var given = credentials.issue(user("alice"), AccountReference.named("ROBOT"));
        new Robot(site, robot.account(), given.credential()).token();
        credentials.revoke(user("alice"), AccountReference.named("robot"));
        assertThat(site.auth().serviceAccounts().get(robot.id()).credential()).isEmpty();
        assertThat(
                        site.storage()
                                .rows(
                                        "select action, actor_kind, target_id from audit_events where"
                                                + " action like 'credential.%' order by sequence desc limit 2"))
                .extracting(row -> row.getFirst() + " " + row.getLast())
                .containsExactly(
                        "credential.revoke " + robot.id(), "credential.issue " + robot.id());
    }

    @Test
    void what_is_not_there_is_revoked_without_an_event() {
        credentials.revoke(Installation.ACTOR, AccountReference.of(robot.id()));
        long events = site.storage().count("audit_events");

        credentials.revoke(Installation.ACTOR, AccountReference.of(robot.id()));

        assertThat(site.storage().count("audit_events")).isEqualTo(events);
    }

    /// Security: B15
    @Test
    void of_fifty_credentials_issued_at_once_exactly_one_lives() throws Exception {
        var issued = new ArrayList<Future<ServiceCredentials.Issued>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                issued.add(
                        threads.submit(() ->
                                credentials.issue(
                                        Installation.ACTOR, AccountReference.of(robot.id()))));
            }
        }
        int alive = 0;
        for (var each : issued) {
            site.storage().sql("delete from sign_in_failures");
            if (opens(each.get().credential())) {
                alive++;
            }
        }
        assertThat(alive).isEqualTo(1);
        assertThat(
                        site.storage()
                                .rows(
                                        "select count(*) from audit_events where action = 'credential.issue'"))
                .containsExactly(List.of("51"));
    }

    /// Security: F5
    @Test
    void guesses_of_a_credential_are_slowed_down_like_those_of_a_secret() throws Exception {
        var guesser =
                new Origin(
                        Optional.of(InetAddress.getByName("192.0.2.7")),
                        Optional.empty(),
                        Optional.empty());
        var wrong = new ClientCredentials.Post("robot", Secret.of("x".repeat(43)));
        for (int i = 0; i < 4; i++) {
            assertRefused(OAuthError.INVALID_CLIENT, () -> authenticate(wrong, guesser));
        }
        assertRefused(OAuthError.SLOW_DOWN, () -> authenticate(wrong, guesser));
        authenticate(robot.proof(), guesser);
        assertRefused(
                OAuthError.INVALID_CLIENT,
                () -> authenticate(new ClientCredentials.Name("robot"), Origin.NONE));
    }

    private boolean opens(Secret credential) {
        try {
            new Robot(site, robot.account(), credential).authenticated();
            return true;
        } catch (OAuthRefusal e) {
            return false;
        }
    }

    private void authenticate(ClientCredentials proof, Origin origin) {
        site.auth().clientAuthenticator().authenticate(proof, origin);
    }

    private Actor user(String name) {
        return Actor.user(site.user(name).id().toString(), Origin.NONE);
    }
}
