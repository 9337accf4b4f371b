package dev.microauth.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.App;
import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Engine;
import dev.microauth.Installation;
import dev.microauth.actor.Origin;
import dev.microauth.audit.AuditQuery;
import dev.microauth.audit.StoredEvent;
import dev.microauth.client.ClientCredentials;
import dev.microauth.grant.TokenRequest;
import dev.microauth.grant.TokenResponse;
import dev.microauth.oauth.GrantType;
import dev.microauth.page.PageRequest;
import dev.microauth.secret.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@BothDatabases
class TokenCapTest {
    private static final int PARALLEL = 20;

    @AutoClose private final Installation site;
    private final App app;
    private final App other;

    TokenCapTest(Db db) {
        site = Installation.on(db);
        site.restart(options -> options.maxTokensPerUser(2));
        app = client("shop");
        other = client("other");
    }

    private App client(String id) {
        return site.app(
                id,
                with ->
                        with.firstParty()
                                .grants(GrantType.values())
                                .scopes("openid", "orders:read"));
    }

    private TokenResponse later(App from, String user) {
        site.clock().advance(Duration.ofSeconds(1));
        return from.password(user);
    }

    /// Security: K1
    /// Trap: 17
    @Test
    void with_one_more_the_oldest_is_revoked_and_an_event_says_so() {
        var first = later(app, "alice");
        var second = later(other, "alice");
        var third = later(app, "alice");

        assertThat(app.isLive(first)).isFalse();
        assertThat(other.isLive(second)).isTrue();
        assertThat(app.isLive(third)).isTrue();
        assertThat(revocations()).hasSize(1);
        StoredEvent event = revocations().getFirst();
        assertThat(event.targetId()).contains(first.accessToken().id().toString());
        assertThat(event.actorId()).contains(site.auth().name());

        site.restart();
        assertThat(app.isLive(first)).isFalse();
        assertThat(app.isLive(third)).isTrue();
    }

    @Test
    void tokens_of_others_and_of_clients_themselves_are_not_counted() {
        var alice = later(app, "alice");
        var machine = app.clientCredentials();
        for (int i = 0; i < 3; i++) {
            later(app, "bob");
            app.clientCredentials();
        }

        assertThat(app.isLive(alice)).isTrue();
        assertThat(app.isLive(machine)).isTrue();
    }

    @Test
    void what_is_dead_takes_no_place() {
        var revoked = later(app, "alice");
        app.revoke(revoked.accessToken().compact());
        var first = later(app, "alice");
        var second = later(app, "alice");
        assertThat(app.isLive(first)).isTrue();

        site.clock().advance(Duration.ofMinutes(11));
        var third = later(app, "alice");
        var fourth = later(app, "alice");

        assertThat(app.isLive(second)).as("expired").isFalse();
        assertThat(app.isLive(third)).isTrue();
        assertThat(app.isLive(fourth)).isTrue();
        assertThat(revocations()).as("none was revoked for a new one").isEmpty();
    }

    @Test
    void a_refresh_token_stays_good_and_gives_the_newest() {
        var first = later(app, "alice");
        var second = later(app, "alice");
        var third = later(app, "alice");

        site.clock().advance(Duration.ofSeconds(1));
        var anew = app.refresh(first.refreshToken().orElseThrow());

        assertThat(app.isLive(anew)).isTrue();
        assertThat(app.isLive(third)).isTrue();
        assertThat(app.isLive(second)).isFalse();
    }

    @Test
    void after_the_limit_was_lowered_the_next_token_ends_the_rest() {
        site.restart(options -> options.maxTokensPerUser(5));
        var old = new ArrayList<TokenResponse>();
        for (int i = 0; i < 5; i++) {
            old.add(later(app, "alice"));
        }
        site.restart(options -> options.maxTokensPerUser(1));
        assertThat(old).allMatch(app::isLive);

        var last = later(app, "alice");

        assertThat(old).noneMatch(app::isLive);
        assertThat(app.isLive(last)).isTrue();
    }

    /// Security: I3
    @Test
    void of_many_at_once_as_many_live_as_may_be() throws Exception {
        Optional<Engine> node = site.secondNode();
        var calls = new ArrayList<Callable<TokenResponse>>();
        for (int i = 0; i < PARALLEL; i++) {
            Engine at = i % 2 == 1 && node.isPresent() ? node.get() : site.auth();
            calls.add(() -> signIn(at));
        }
        List<Future<TokenResponse>> given;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            given = threads.invokeAll(calls);
        } finally {
            node.ifPresent(Engine::close);
        }
        var responses = new ArrayList<TokenResponse>();
        for (var each : given) {
            responses.add(each.get());
        }

        assertThat(responses).filteredOn(app::isLive).hasSize(2);
        assertThat(site.auth().issuedTokens().ofUser(site.user("alice").id())).hasSize(2);
    }

    private TokenResponse signIn(Engine at) {
        var caller =
                at.clientAuthenticator()
                        .authenticate(
                                new ClientCredentials.Post("shop", app.secret().orElseThrow()),
                                Origin.NONE);
        return at.tokenService()
                .grant(
                        caller,
                        new TokenRequest.Password(
                                "alice", Secret.of(Installation.PASSWORD), Optional.empty()),
                        Origin.NONE);
    }

    private List<StoredEvent> revocations() {
        var query =
                new AuditQuery(
                        Optional.of("token.revoke"),
                        Optional.empty(),
                        Optional.of(site.user("alice").id().toString()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        return site.auth().audit().list(PageRequest.first(), query).items();
    }
}
