package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.web.http.Method;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class BearerEndpointsTest {
    @AutoClose private static final Site SITE = Site.open();

    private static Answer userinfo(Method method, String scope) {
        return SITE.auth()
                .call(method, "/userinfo")
                .bearer(SITE.aliceSignsIn(scope).text("access_token"))
                .send()
                .succeeds()
                .isNotStored();
    }

    /// Security: C9
    /// Spec: OIDC Core §5.3, OIDC Core §5.4
    @Test
    void userinfo_tells_the_claims_of_the_granted_scopes_and_no_others() {
        for (Method method : List.of(Method.GET, Method.POST)) {
            assertThat(userinfo(method, "openid").json())
                    .containsOnlyKeys("sub")
                    .containsEntry("sub", SITE.user("alice").id().toString());
            assertThat(userinfo(method, "openid profile").json())
                    .containsOnlyKeys("sub", "preferred_username", "name", "updated_at")
                    .containsEntry("preferred_username", "alice")
                    .containsEntry("name", "ALICE")
                    .containsEntry("updated_at", Site.START.getEpochSecond());
            assertThat(userinfo(method, "openid email").json())
                    .containsOnlyKeys("sub", "email", "email_verified")
                    .containsEntry("email", "alice@example.com")
                    .containsEntry("email_verified", false);
            assertThat(userinfo(method, "openid groups").json())
                    .containsOnlyKeys("sub", "groups")
                    .containsEntry("groups", List.of("Clerk"));
        }
    }

    @Test
    void whoami_tells_whom_the_token_speaks_for() {
        var ofClient = SITE.auth().get("/whoami").bearer(SITE.clientToken("batch")).send();
        assertThat(ofClient.json())
                .containsOnlyKeys("sub", "client_id", "scope", "exp")
                .containsEntry("sub", "batch")
                .containsEntry("client_id", "batch")
                .containsEntry("scope", "orders:read orders:write")
                .containsEntry("exp", SITE.now().getEpochSecond() + 600);
        var ofUser =
                SITE.auth()
                        .get("/whoami")
                        .bearer(SITE.aliceSignsIn("openid").text("access_token"))
                        .send();
        assertThat(ofUser.json())
                .containsEntry("sub", SITE.user("alice").id().toString())
                .containsEntry("client_id", "shop");
    }

    @Test
    void me_shows_ones_own_account_without_any_scope() {
        var answer =
                SITE.auth()
                        .get("/me")
                        .bearer(SITE.aliceSignsIn("orders:read").text("access_token"))
                        .send()
                        .succeeds()
                        .isNotStored();
        assertThat(answer.json())
                .containsOnlyKeys(
                        "id",
                        "username",
                        "email",
                        "email_verified",
                        "name",
                        "roles",
                        "scopes",
                        "created_at",
                        "last_login")
                .containsEntry("username", "alice")
                .containsEntry("roles", List.of("Clerk"))
                .containsEntry("scopes", List.of("orders:read"))
                .containsEntry("created_at", "2027-03-01T12:00:00Z");
    }

    @Test
    void status_pages_say_little() {
        for (Port port : List.of(SITE.auth(), SITE.admin())) {
            assertThat(port.get("/ping").send().json()).containsOnlyKeys("status");
            assertThat(port.get("/health/live").send().json()).containsOnlyKeys("status");
            assertThat(port.get("/health/ready").send().json()).containsOnlyKeys("status");
            assertThat(port.get("/version").send().json())
                    .containsOnlyKeys("name", "version")
                    .containsEntry("version", "test");
        }
    }
}
