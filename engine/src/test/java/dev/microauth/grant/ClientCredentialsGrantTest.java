package dev.microauth.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.key.Ring;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.OAuthError;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@BothDatabases
class ClientCredentialsGrantTest {
    @AutoClose private final Installation site;

    ClientCredentialsGrantTest(Db db) {
        site = Installation.on(db);
    }

    /// Security: B10
    /// Spec: RFC 6749 §3.3, §5.2
    @Test
    void a_client_that_may_have_none_of_what_it_asks_for_gets_no_token() {
        var app =
                site.app(
                        "batch",
                        with -> with.grants(GrantType.CLIENT_CREDENTIALS).scopes("orders:read"));

        Refusals.assertRefused(
                OAuthError.INVALID_SCOPE, () -> app.clientCredentials("reports:read"));
    }

    /// Security: B6
    /// Spec: RFC 6749 §4.4.3, RFC 9068 §2.2
    @Test
    void the_token_speaks_for_the_client_and_comes_without_a_refresh_token() {
        var app =
                site.app(
                        "batch",
                        with ->
                                with.grants(GrantType.CLIENT_CREDENTIALS, GrantType.REFRESH_TOKEN)
                                        .scopes("orders:read", "orders:write"));

        var response = app.clientCredentials();

        assertThat(response.refreshToken()).isEmpty();
        var live =
                site.auth()
                        .accessTokens()
                        .find(Ring.AUTH, response.accessToken().compact())
                        .orElseThrow();
        assertThat(live.subject()).isEqualTo("batch");
        assertThat(live.userId()).isEmpty();
        assertThat(live.scopes().names()).containsExactly("orders:read", "orders:write");
    }
}
