package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.web.http.Method;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Every door that takes an access token takes an encrypted one, where they are encrypted, and no other.
class EncryptedTokensTest {
    @AutoClose private static final Site SITE = Site.open(with -> with.tokenEncryption(true));
    @AutoClose private static final Site PLAIN = Site.open();

    private static Answer at(Site site, Method method, String path, String token) {
        return site.auth().call(method, path).bearer(token).send();
    }

    private static String alice(Site site) {
        return site.aliceSignsIn("openid profile").text("access_token");
    }

    @Test
    void a_bare_token_of_the_same_keys_opens_nothing() {
        String bare = alice(PLAIN);
        assertThat(at(PLAIN, Method.GET, "/whoami", bare).status()).isEqualTo(200);

        for (String path :
                new String[] {"/whoami", "/userinfo", "/me", "/me/sessions", "/verify"}) {
            assertThat(at(SITE, Method.GET, path, bare).status()).as(path).isEqualTo(401);
        }
        SITE.as("shop", "/introspect").form("token", bare).send().succeeds();
        assertThat(SITE.as("shop", "/introspect").form("token", bare).send().json())
                .containsOnlyKeys("active")
                .containsEntry("active", false);
        String admin = PLAIN.adminToken("admin");
        assertThat(SITE.admin().get("/api/v1/users").bearer(admin).send().status()).isEqualTo(401);
    }

    @Test
    void every_door_of_the_auth_port_opens() {
        String token = alice(SITE);
        assertThat(token.split("\\.", -1)).hasSize(5);

        for (String path : new String[] {"/whoami", "/userinfo", "/me", "/me/sessions"}) {
            at(SITE, Method.GET, path, token).succeeds();
        }
        at(SITE, Method.POST, "/userinfo", token).succeeds();
        SITE.auth().post("/userinfo").form("access_token", token).send().succeeds();
        assertThat(SITE.as("shop", "/introspect").form("token", token).send().json())
                .containsEntry("active", true)
                .containsEntry("username", "alice");
        SITE.as("shop", "/revoke").form("token", token).send().succeeds();
        assertThat(at(SITE, Method.GET, "/whoami", token).status()).isEqualTo(401);
    }

    @Test
    void signing_out_with_one_ends_it() {
        String token = alice(SITE);

        assertThat(at(SITE, Method.POST, "/logout", token).status()).isEqualTo(204);

        assertThat(at(SITE, Method.GET, "/whoami", token).status()).isEqualTo(401);
    }

    @Test
    void the_admin_port_encrypts_and_reads_its_own() {
        String admin = SITE.adminToken("admin");
        assertThat(admin.split("\\.", -1)).hasSize(5);

        SITE.admin().get("/api/v1/users").bearer(admin).send().succeeds();
        SITE.admin()
                .post("/api/v1/introspect")
                .bearer(admin)
                .json("{\"token\": \"" + alice(SITE) + "\"}")
                .send()
                .succeeds();
        assertThat(at(SITE, Method.GET, "/whoami", admin).status()).isEqualTo(401);
    }
}
