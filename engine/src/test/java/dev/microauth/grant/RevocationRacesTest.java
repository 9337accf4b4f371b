package dev.microauth.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.microauth.App;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.page.PageRequest;
import dev.microauth.token.FamilyFilter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A refresh at one node and a revocation at another, each stopped where the other one comes in between. Where one
/// process writes, they come one after the other anyway.
///
/// Security: B15
/// Trap: 8
@Tag("storage")
class RevocationRacesTest {
    @AutoClose private final Installation site = Installation.on(Db.POSTGRESQL);

    private final App app =
            site.app(
                    "shop",
                    with ->
                            with.firstParty()
                                    .grants(GrantType.values())
                                    .refreshGrace(Duration.ofSeconds(60))
                                    .scopes("orders:read"));
    private final String refreshToken = app.password("alice").refreshToken().orElseThrow();

    @Test
    void a_refresh_gives_nothing_when_its_family_is_being_revoked() throws SQLException {
        refusedWhileTheFamilyEnds();
        assertThat(usable()).isEmpty();
    }

    @Test
    void neither_does_a_retry_of_it() throws SQLException {
        app.refresh(refreshToken);
        refusedWhileTheFamilyEnds();
    }

    @Test
    void a_family_takes_what_is_being_given_with_it() throws SQLException {
        UUID family = family();
        whileARefreshGoesOn(() -> site.auth().refreshFamilies().revoke(Installation.ACTOR, family));
        assertThat(usable()).isEmpty();
    }

    @Test
    void so_does_a_consent_that_is_taken_back() throws SQLException {
        site.storage()
                .sql(
                        """
                        insert into consents (user_id, client, scope, asked_scope, given_at, modified_at)
                        select user_id, client, scope, scope, created_at, created_at from refresh_families
                        """);
        whileARefreshGoesOn(() ->
                site.auth()
                        .consents()
                        .revoke(Installation.ACTOR, site.user("alice").id(), app.id()));
        assertThat(usable()).isEmpty();
    }

    private void refusedWhileTheFamilyEnds() throws SQLException {
        try (var elsewhere = site.storage().dialect().openWriter()) {
            run(elsewhere, "begin");
            run(elsewhere, "update refresh_families set revoked_at = created_at");
            run(elsewhere, "update tokens set revoked_at = issued_at");
            var refresh = CompletableFuture.supplyAsync(() -> app.refresh(refreshToken));
            awaitWaiting();
            run(elsewhere, "commit");

            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(refresh::join)
                    .withCauseInstanceOf(OAuthRefusal.class);
        }
    }

    private void whileARefreshGoesOn(Runnable revocation) throws SQLException {
        try (var elsewhere = site.storage().dialect().openWriter()) {
            run(elsewhere, "begin");
            run(elsewhere, "update refresh_families set last_used_at = last_used_at");
            run(
                    elsewhere,
                    """
                    insert into tokens (jti, ring, client, user_id, family_id, session_id, generation, scope,
                        userinfo_claims, issued_at, expires_at)
                    select decode('0123456789abcdef0123456789abcdef', 'hex'), ring, client, user_id, family_id,
                        session_id, generation, scope, userinfo_claims, issued_at, expires_at
                    from tokens
                    """);
            var done = CompletableFuture.runAsync(revocation);
            awaitWaiting();
            run(elsewhere, "commit");
            done.join();
        }
    }

    /// Until somebody waits for what the other node has locked.
    private void awaitWaiting() {
        Instant late = Instant.now().plus(Duration.ofSeconds(30));
        while (site.storage()
                .rows(
                        """
                        select pid from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock'
                        """)
                .isEmpty()) {
            assertThat(Instant.now()).as("nobody came to wait").isBefore(late);
        }
    }

    private List<List<String>> usable() {
        return site.storage().rows("select jti from tokens where revoked_at is null");
    }

    private UUID family() {
        return site.auth()
                .refreshFamilies()
                .list(PageRequest.first(), FamilyFilter.ALL)
                .items()
                .getFirst()
                .id();
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
