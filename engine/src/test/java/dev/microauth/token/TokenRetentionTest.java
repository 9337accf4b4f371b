package dev.microauth.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.App;
import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.db.Database;
import dev.microauth.db.Journal;
import dev.microauth.db.Tx;
import dev.microauth.grant.TokenResponse;
import dev.microauth.oauth.GrantType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Security: I7
/// Trap: 20
@BothDatabases
class TokenRetentionTest {
    @AutoClose private final Installation site;
    private final App app;

    TokenRetentionTest(Db db) {
        site = Installation.on(db);
        app =
                site.app(
                        "shop",
                        with -> with.firstParty().grants(GrantType.values()).scopes("orders:read"));
    }

    @Test
    void what_ended_a_day_ago_goes_and_what_lives_stays() {
        var old = app.password("alice");
        var idle = app.password("alice");
        site.clock().advance(Duration.ofDays(25));
        var young = app.refresh(refreshToken(old));

        assertThat(purge()).as("the access tokens of 25 days ago").isEqualTo(2);
        assertThat(counts()).containsExactly(1L, 3L, 2L);
        assertThat(app.isLive(young)).isTrue();

        site.clock().advance(Duration.ofDays(7));
        purge();
        assertThat(counts()).as("both first refresh tokens ran out").containsExactly(0L, 1L, 2L);
        assertThat(app.introspect(refreshToken(idle))).isInstanceOf(Introspection.Inactive.class);
        assertThat(app.refresh(refreshToken(young)).refreshToken()).isPresent();

        site.clock().advance(Duration.ofDays(100));
        purge();
        assertThat(counts()).containsExactly(0L, 0L, 0L);
    }

    /// Trap: 19
    @Test
    void a_spent_token_whose_row_is_gone_is_still_refused() {
        var first = app.clientCredentials();
        app.revoke(first.accessToken().compact());
        site.clock().advance(Duration.ofDays(2));
        purge();

        assertThat(site.storage().count("tokens")).isZero();
        assertThat(app.isLive(first)).isFalse();
    }

    @Test
    void many_rows_go_in_batches() {
        app.clientCredentials();
        String random =
                site.storage().db() == Db.SQLITE ? "randomblob(16)" : "decode(md5(i::text), 'hex')";
        site.storage()
                .sql(
                        """
                        with recursive n(i) as (select 1 union all select i + 1 from n where i < 1700)
                        insert into tokens (jti, ring, client, scope, issued_at, expires_at)
                        select %s, t.ring, t.client, t.scope, t.issued_at, t.expires_at from n, tokens t
                        """
                                .formatted(random));
        site.clock().advance(Duration.ofDays(2));

        assertThat(purge()).isEqualTo(1701);
        assertThat(site.storage().count("tokens")).isZero();
    }

    /// Removes as the housekeeping does, while the engine is closed.
    private long purge() {
        site.stop();
        try (var database = Database.open(site.storage().dialect(), new Silent())) {
            return new TokenRetention(database, Lifetimes.DEFAULT, site.clock()).purge();
        } finally {
            site.start();
        }
    }

    private static final class Silent implements Journal {
        @Override
        public void write(Tx tx, List<Entry> entries) {}

        @Override
        public void abandoned() {}
    }

    private List<Long> counts() {
        return List.of(
                site.storage().count("tokens"),
                site.storage().count("refresh_tokens"),
                site.storage().count("refresh_families"));
    }

    private static String refreshToken(TokenResponse response) {
        return response.refreshToken().orElseThrow();
    }
}
