package dev.microauth.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The libraries that people use with Node, `jose` and `openid-client`, against the packaged daemon.
@Tag("clients")
@ExtendWith(Shared.class)
class NodeClientsTest {
    private final Shared.House house;
    private final AuthPort auth;

    NodeClientsTest(Shared.House house) {
        this.house = house;
        this.auth = house.auth();
    }

    @Test
    void jose_verifies_a_token_by_our_published_keys() throws IOException {
        var ran = node("", "verify.mjs", auth.issuer(), token());
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).isEqualToIgnoringNewLines("{\"alg\":\"ES256\",\"sub\":\"demo\"}");
    }

    @Test
    void jose_refuses_a_token_of_the_admin_port() throws IOException {
        assertThat(node("", "verify.mjs", auth.issuer(), adminToken()).code()).isNotZero();
    }

    @Test
    void our_openapi_document_is_valid_by_the_schema_of_openapi_3_1() throws IOException {
        var ran = node(adminToken(), "openapi.mjs", house.daemon().ports().adminIssuer());
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).isEqualToIgnoringNewLines("{\"openapi\":\"3.1\",\"listed\":true}");
    }

    /// Security: B2, C7, C13
    /// Spec: RFC 8414 §3, RFC 6749 §4.4, RFC 7662 §2, RFC 7009 §2
    @Test
    void openid_client_discovers_us_and_gets_introspects_and_revokes_a_token() {
        var demo = house.demo();
        var ran = node(demo.secret(), "journey.mjs", auth.issuer(), demo.id());
        assertThat(ran.code()).as(ran.err()).isZero();
        String seen = "{\"type\":\"bearer\",\"before\":true,\"sub\":\"demo\",\"after\":false}";
        assertThat(ran.out())
                .isEqualToIgnoringNewLines("{\"basic\":" + seen + ",\"post\":" + seen + "}");
    }

    /// Security: B14
    /// Spec: RFC 6749 §4.3, RFC 6749 §6, OIDC Core §5.3
    @Test
    void openid_client_rotates_and_revokes_a_refresh_family() {
        var client = house.household().house();
        var ran =
                node(
                        client.secret(),
                        "journey.mjs",
                        auth.issuer(),
                        client.id(),
                        Household.ALICE,
                        Household.PASSWORD);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains("\"user\":{\"rotated\":true,\"userinfo\":true,\"after\":false}");
    }

    /// Security: A4, A7, B16, C2, E1
    /// Spec: OIDC Core §3.1, RFC 9207 §2, RFC 7636 §4, RP-Initiated §2
    @Test
    void openid_client_signs_somebody_in_and_out_by_the_code_flow() throws IOException {
        var registrar = new Registrar(house);
        String callback = "http://127.0.0.1/callback";
        String goodbye = "http://127.0.0.1/goodbye";
        var confidential =
                registrar.client(callback, Map.of("post_logout_redirect_uris", List.of(goodbye)));
        var open =
                registrar.client(
                        callback,
                        Map.of(
                                "post_logout_redirect_uris",
                                List.of(goodbye),
                                "token_endpoint_auth_method",
                                "none"));
        for (var client : List.of(confidential, open)) {
            var person = registrar.person();
            try (var browser = new FormDriver().stoppingAt(callback).stoppingAt(goodbye)) {
                String[] setting = {"login.mjs", auth.issuer(), client.id(), callback};
                var begun = json(node(client.secret(), setting));
                var asked = browser.get(begun.text("url"));
                var arrived =
                        browser.submit(
                                asked, "username", person.name(), "password", Household.PASSWORD);
                assertThat(arrived.status()).as(arrived::toString).isZero();

                var seen =
                        json(
                                node(
                                        client.secret(),
                                        "login.mjs",
                                        auth.issuer(),
                                        client.id(),
                                        callback,
                                        begun.text("remembered"),
                                        arrived.url().toString(),
                                        goodbye));
                assertThat(seen.json())
                        .containsEntry("amr", List.of("pwd"))
                        .containsEntry("name", person.name())
                        .containsEntry("rotated", true)
                        .containsEntry("same", true);

                var left = browser.get(seen.text("leave"));
                assertThat(left.url()).hasToString(goodbye + "?state=bye");
                assertThat(browser.get(begun.text("url")).asksFor("password")).isTrue();
            }
        }
    }

    private static Answer json(Ran ran) {
        assertThat(ran.code()).as(ran.err()).isZero();
        return new Answer(0, java.net.http.HttpHeaders.of(Map.of(), (_, _) -> true), ran.out());
    }

    private String adminToken() throws IOException {
        return auth.http()
                .post(
                        house.daemon().ports().adminIssuer() + "/token",
                        List.of("username", Household.ADMIN, "password", Household.PASSWORD))
                .text("access_token");
    }

    private String token() throws IOException {
        return auth.clientCredentials(house.demo()).text("access_token");
    }

    private static Ran node(String secret, String... arguments) {
        Path clients = Checkout.root().resolve("system-test/clients/node");
        assertThat(Files.isDirectory(clients.resolve("node_modules")))
                .as("run `./check clients`, or `npm ci --ignore-scripts` in " + clients)
                .isTrue();
        return Launch.of("node").with(arguments).env("CLIENT_SECRET", secret).in(clients).run();
    }
}
