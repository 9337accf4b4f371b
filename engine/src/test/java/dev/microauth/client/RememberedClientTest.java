package dev.microauth.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.microauth.App;
import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.OAuthRefusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// A client is kept in memory between requests; no request may meet it as it was before a change.
@BothDatabases
class RememberedClientTest {
    @AutoClose private final Installation site;
    private final App app;

    RememberedClientTest(Db db) {
        site = Installation.on(db);
        app =
                site.app(
                        "batch",
                        with ->
                                with.grants(GrantType.CLIENT_CREDENTIALS)
                                        .scopes("orders:read", "orders:write"));
        app.authenticated();
    }

    @Test
    void a_disabled_client_is_refused_at_once_and_an_enabled_one_let_in() {
        site.auth().clients().deactivate(Installation.ACTOR, app.id());
        assertRefused(app::authenticated);

        site.auth().clients().activate(Installation.ACTOR, app.id());
        app.authenticated();
    }

    @Test
    void a_deleted_client_is_refused_at_once() {
        site.auth().clients().delete(Installation.ACTOR, app.id());

        assertRefused(app::authenticated);
    }

    @Test
    void a_removed_secret_is_refused_at_once() {
        var second =
                site.auth().clients().addSecret(Installation.ACTOR, app.id(), Optional.empty());
        var other = new App(site, app.id(), Optional.of(second.secret()));
        other.authenticated();

        site.auth().clients().removeSecret(Installation.ACTOR, app.id(), second.id());

        assertRefused(other::authenticated);
        app.authenticated();
    }

    @Test
    void a_secret_that_ends_is_refused_from_then_on_though_nothing_was_written() {
        var second =
                site.auth()
                        .clients()
                        .addSecret(
                                Installation.ACTOR,
                                app.id(),
                                Optional.of(site.clock().instant().plus(Duration.ofMinutes(1))));
        var other = new App(site, app.id(), Optional.of(second.secret()));
        other.authenticated();

        site.clock().advance(Duration.ofMinutes(1));

        assertRefused(other::authenticated);
    }

    @Test
    void a_scope_taken_away_is_not_granted_any_more() {
        assertThat(app.clientCredentials().accessToken().scopes().names()).contains("orders:write");

        site.auth().clients().removeScope(Installation.ACTOR, app.id(), "orders:write");

        assertThat(app.clientCredentials().accessToken().scopes().names())
                .containsExactly("orders:read");
    }

    @Test
    void whoever_asks_while_it_is_being_disabled_leaves_no_old_client_behind() throws Exception {
        var done = new AtomicBoolean();
        // Platform threads: virtual ones that never wait would let nobody else onto a processor.
        try (var threads = Executors.newFixedThreadPool(4)) {
            var askers = new ArrayList<Future<?>>();
            for (int i = 0; i < 4; i++) {
                askers.add(threads.submit(() -> askUntil(done)));
            }
            for (int round = 0; round < 100; round++) {
                site.auth().clients().deactivate(Installation.ACTOR, app.id());
                assertThat(active()).isFalse();
                site.auth().clients().activate(Installation.ACTOR, app.id());
                assertThat(active()).isTrue();
            }
            done.set(true);
            for (Future<?> asker : askers) {
                asker.get();
            }
        }
    }

    private void askUntil(AtomicBoolean done) {
        while (!done.get()) {
            active();
        }
    }

    /// Whether the client gets in, which it does unless it is disabled.
    private boolean active() {
        try {
            return ((AuthenticatedClient) app.authenticated()).client().isActive();
        } catch (OAuthRefusal refusal) {
            return false;
        }
    }

    private static void assertRefused(ThrowingCallable asking) {
        assertThatExceptionOfType(OAuthRefusal.class).isThrownBy(asking);
    }
}
