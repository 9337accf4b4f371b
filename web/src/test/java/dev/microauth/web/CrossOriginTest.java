package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.client.RedirectUri;
import dev.microauth.oauth.GrantType;
import dev.microauth.subject.ClientId;
import dev.microauth.web.http.Method;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Security: A12
/// Spec: Fetch §3.2
class CrossOriginTest {
    private static final String APP = "https://notes.example.com";
    private static final List<String> OPEN =
            List.of(
                    "/.well-known/openid-configuration",
                    "/jwks.json",
                    "/token",
                    "/userinfo",
                    "/revoke");

    @AutoClose private final Site site = Site.open();

    CrossOriginTest() {
        site.engine()
                .clients()
                .create(Site.ACTOR)
                .clientId("notes-page")
                .publicClient()
                .grants(GrantType.AUTHORIZATION_CODE)
                .redirectUris(new RedirectUri(APP + "/callback").value())
                .save();
    }

    private Answer asked(Method method, String path, String origin) {
        return site.auth().call(method, path).header("origin", origin).send();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "https://evil.example",
                "https://notes.example.com.evil.example",
                "https://notes.example.co",
                "http://notes.example.com",
                "https://notes.example.com:8443",
                "https://NOTES.example.com",
                "https://notes.example.com/",
                "https://notes.example.com/callback",
                "https://notes_example.com",
                "https://%",
                "*"
            })
    void other_origins_are_told_nothing_anywhere(String origin) {
        for (String path : OPEN) {
            for (Method method : List.of(Method.GET, Method.POST, Method.OPTIONS)) {
                var answer = asked(method, path, origin);
                assertThat(answer.headerNames())
                        .as(method + " " + path)
                        .noneMatch(name -> name.startsWith("access-control"));
                assertThat(answer.header("vary")).hasValue("Origin");
            }
        }
    }

    @Test
    void pages_and_the_account_are_open_to_no_other_origin() {
        for (String path :
                List.of("/authorize", "/login", "/consent", "/end-session", "/me", "/introspect")) {
            for (Method method : List.of(Method.GET, Method.POST, Method.OPTIONS)) {
                assertThat(asked(method, path, APP).headerNames())
                        .as(method + " " + path)
                        .noneMatch(name -> name.startsWith("access-control"));
            }
        }
        assertThat(
                        site.admin()
                                .call(Method.OPTIONS, "/token")
                                .header("origin", APP)
                                .send()
                                .headerNames())
                .noneMatch(name -> name.startsWith("access-control"));
    }

    @Test
    void an_origin_is_no_longer_one_when_its_client_is_disabled() {
        assertThat(asked(Method.GET, "/jwks.json", APP).header("access-control-allow-origin"))
                .hasValue(APP);
        site.engine().clients().deactivate(Site.ACTOR, ClientId.of("notes-page"));
        assertThat(asked(Method.GET, "/jwks.json", APP).header("access-control-allow-origin"))
                .isEmpty();
    }

    @Test
    void the_page_of_a_registered_application_may_ask_for_tokens_without_cookies() {
        for (String path : OPEN) {
            var asked = asked(Method.OPTIONS, path, APP);
            assertThat(asked.status()).isEqualTo(204);
            assertThat(asked.header("access-control-allow-origin")).hasValue(APP);
            assertThat(asked.header("access-control-allow-methods")).hasValue("GET, POST");
            assertThat(asked.header("access-control-allow-credentials")).isEmpty();
        }
        var refused = asked(Method.POST, "/token", APP);
        assertThat(refused.header("access-control-allow-origin")).hasValue(APP);
        assertThat(refused.header("access-control-expose-headers").orElseThrow())
                .contains("WWW-Authenticate");
    }
}
