package dev.microauth.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.App;
import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.actor.Origin;
import dev.microauth.client.NewClient;
import dev.microauth.grant.TokenRequest;
import dev.microauth.grant.TokenResponse;
import dev.microauth.oauth.GrantType;
import dev.microauth.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Token introspection.
///
/// Security: C8
@BothDatabases
class Rfc7662Test {
    private static final String API = "https://api.example.com";

    @AutoClose private final Installation site;
    private final App owner;
    private final App api;
    private final App stranger;

    Rfc7662Test(Db db) {
        site = Installation.on(db);
        owner = site.app("shop", with -> all(with).audience(API));
        api = site.app("api", with -> with.audience(API));
        stranger = site.app("stranger", Rfc7662Test::all);
    }

    private static NewClient all(NewClient with) {
        return with.firstParty().grants(GrantType.values()).scopes("orders:read");
    }

    @Nested
    class Section_2_2_the_answer {
        /// Security: G2
        @Test
        void a_stranger_learns_nothing_of_a_token() {
            var response = owner.password("alice");

            assertInactive(stranger, response.accessToken().compact());
            assertInactive(stranger, refreshToken(response));
            assertInactive(api, refreshToken(response));
        }

        @Test
        void the_owner_and_the_audience_are_told() {
            var response = owner.password("alice");

            for (App each : List.of(owner, api)) {
                var introspection = each.introspect(response.accessToken().compact());
                assertThat(introspection).isInstanceOf(Introspection.Access.class);
                var token = ((Introspection.Access) introspection).token();
                assertThat(token.clientId()).contains("shop");
                assertThat(token.scopes().names()).containsExactly("orders:read");
                assertThat(token.subject()).isEqualTo(site.user("alice").id().toString());
            }
            assertThat(owner.introspect(refreshToken(response)))
                    .isInstanceOf(Introspection.Refresh.class);
        }

        @Test
        void what_is_no_live_token_is_inactive() {
            var response = owner.password("alice");
            String compact = response.accessToken().compact();
            for (String each :
                    List.of("", "unknown", "a.b.c", compact + "x", compact.substring(1))) {
                assertInactive(owner, each);
            }
            owner.refresh(refreshToken(response));
            assertInactive(owner, refreshToken(response));
            site.clock().advance(Duration.ofMinutes(10));
            assertInactive(owner, compact);
        }

        /// Security: H7
        @Test
        void a_token_of_the_admin_port_is_inactive_here() {
            var admin =
                    site.auth()
                            .adminTokenService()
                            .grant(
                                    new TokenRequest.Password(
                                            "admin",
                                            Secret.of(Installation.PASSWORD),
                                            Optional.empty()),
                                    Origin.NONE);

            assertInactive(owner, admin.accessToken().compact());
        }
    }

    private static void assertInactive(App app, String token) {
        assertThat(app.introspect(token)).isInstanceOf(Introspection.Inactive.class);
    }

    private static String refreshToken(TokenResponse response) {
        return response.refreshToken().orElseThrow();
    }
}
