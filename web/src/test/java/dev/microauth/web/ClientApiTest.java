package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.web.http.Method;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Clients by the admin API, and what of them the auth port shows.
class ClientApiTest {
    // One pixel.
    private static final byte[] PNG =
            HexFormat.of()
                    .parseHex(
                            "89504e470d0a1a0a0000000d4948445200000001000000010100000000376ef924"
                                    + "0000000a49444154789c6360000000020001"
                                    + "e221bc33"
                                    + "0000000049454e44ae426082");

    @AutoClose private final Site site = Site.open();
    private final Admin admin = Admin.of(site);

    @Test
    void one_more_than_there_may_be_is_a_conflict() {
        try (var full = Site.open(with -> with.maxClients(1))) {
            Admin.of(full)
                    .post("/clients", "{\"client_id\":\"new\"}")
                    .problem(409, "limit-reached");
        }
    }

    /// Security: A2, B5, D1, H8
    @Test
    void what_cannot_be_is_refused_by_its_member_and_nothing_is_kept() {
        for (Map.Entry<String, String> each :
                Map.ofEntries(
                                Map.entry("client_id", "\"client_id\":\"a b\""),
                                Map.entry("client_name", "\"client_name\":\"\""),
                                Map.entry("grant_types", "\"grant_types\":[\"implicit\"]"),
                                Map.entry(
                                        "token_endpoint_auth_method",
                                        "\"token_endpoint_auth_method\":\"private_key_jwt\""),
                                Map.entry("scope", "\"scope\":\"nothing\""),
                                Map.entry(
                                        "redirect_uris",
                                        "\"redirect_uris\":[\"http://x.example/\"]"),
                                Map.entry("audience", "\"audience\":\"none\""),
                                Map.entry(
                                        "access_token_lifetime", "\"access_token_lifetime\":86401"),
                                Map.entry("refresh_grace", "\"refresh_grace\":-1"),
                                Map.entry("session_max_age", "\"session_max_age\":0"),
                                Map.entry("logo_uri", "\"logo_uri\":\"http://x.example/\""),
                                Map.entry("contacts", "\"contacts\":[\"x\"]"),
                                Map.entry("required_acr", "\"required_acr\":\"very well\""),
                                Map.entry("allowed_roles", "\"allowed_roles\":[\"Nobody\"]"),
                                Map.entry("response_modes", "\"response_modes\":[\"fragment\"]"),
                                Map.entry(
                                        "protected_sites",
                                        "\"protected_sites\":[\"http://wiki.example.com\"]"),
                                Map.entry(
                                        "id_token_signed_response_alg",
                                        "\"id_token_signed_response_alg\":\"HS256\""),
                                Map.entry("client_secret", "\"client_secret\":\"mine\""))
                        .entrySet()) {
            String id = each.getKey().equals("client_id") ? "" : "\"client_id\":\"new\",";
            var answer = admin.post("/clients", "{" + id + each.getValue() + "}");
            assertThat(answer.status()).as(answer.body()).isEqualTo(422);
            assertThat(answer.body()).contains("\"" + each.getKey() + "\":");
        }
        assertThat(admin.get("/clients/by-name/new").status()).isEqualTo(404);
        assertThat(admin.post("/clients", "{\"client_id\":\"shop\"}").status()).isEqualTo(409);
    }

    @Test
    void a_client_is_made_shown_changed_and_removed() {
        var made =
                admin.post(
                        "/clients",
                        """
                        {"client_id":"Web","redirect_uris":["http://localhost:3000/callback"],"scope":"openid orders:read",
                         "grant_types":["refresh_token"],"token_endpoint_auth_method":"client_secret_post","contacts":["a@example.com"]}
                        """);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        String path = "/clients/" + made.text("id");
        assertThat(made.header("location")).hasValue("/api/v1" + path);
        assertThat(made.text("client_secret")).hasSize(43);
        assertThat(made.text("warnings")).contains("localhost");

        var shown = admin.get(path).succeeds();
        assertThat(shown.json())
                .doesNotContainKey("client_secret")
                .containsEntry("client_id", "web")
                .containsEntry("client_name", "web")
                .containsEntry("token_endpoint_auth_method", "client_secret_post")
                .containsEntry("scope", "openid orders:read")
                .containsEntry("require_pkce", true)
                .containsEntry("refresh_grace", 10L)
                .containsEntry("audience", null);
        var changed =
                admin.patch(
                                path,
                                "{\"client_name\":\"The Web\",\"audience\":\"https://api.example.com\",\"contacts\":null}")
                        .succeeds();
        assertThat(changed.json())
                .containsEntry("client_name", "The Web")
                .containsEntry("contacts", List.of());
        assertThat(admin.patch(path, "{\"audience\":null,\"client_name\":null}").succeeds().json())
                .containsEntry("audience", null)
                .containsEntry("client_name", "web");
        // Nothing is spoken of, nothing changes.
        var tag = admin.get(path).header("etag").orElseThrow();
        assertThat(admin.patch(path, "{}").succeeds().header("etag")).hasValue(tag);
        assertThat(
                        admin.call(Method.PATCH, path)
                                .header("if-match", "\"1\"")
                                .json("{\"client_name\":\"x\"}")
                                .send()
                                .status())
                .isEqualTo(412);
        var open = admin.patch(path, "{\"token_endpoint_auth_method\":\"none\"}").succeeds();
        assertThat(open.json()).containsEntry("refresh_grace", 0L);
        assertThat(admin.get(path + "/secrets").succeeds().text("items")).isEqualTo("[]");
        assertThat(admin.get("/clients?q=WEB&sort=-client_name&is_first_party=false").text("total"))
                .isEqualTo("1");
        assertThat(admin.delete(path).status()).isEqualTo(204);
        assertThat(admin.get(path).status()).isEqualTo(404);
    }

    /// Security: H9
    @Test
    void who_may_sign_in_to_a_client_is_chosen_shown_and_given_back() {
        var made =
                admin.post(
                        "/clients",
                        """
                        {"client_id":"wiki","redirect_uris":["https://wiki.example.com/cb"],"required_acr":"phr",
                         "allowed_roles":["clerk"],"response_modes":["form_post"],"protected_sites":["https://wiki.example.com"]}
                        """);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.json())
                .containsEntry("grant_types", List.of("authorization_code"))
                .containsEntry("required_acr", "phr")
                .containsEntry("allowed_roles", List.of("Clerk"))
                .containsEntry("response_modes", List.of("form_post"))
                .containsEntry("protected_sites", List.of("https://wiki.example.com"));
        assertThat(
                        admin.post(
                                        "/clients",
                                        "{\"client_id\":\"other\",\"protected_sites\":[\"https://wiki.example.com\"]}")
                                .status())
                .isEqualTo(409);
        String role = "/roles/" + admin.get("/roles/by-name/Clerk").text("id");
        assertThat(admin.delete(role).status()).isEqualTo(409);

        String path = "/clients/" + made.text("id");
        var open =
                admin.patch(
                                path,
                                "{\"required_acr\":null,\"allowed_roles\":null,\"response_modes\":null,\"protected_sites\":[]}")
                        .succeeds();
        assertThat(open.json())
                .containsEntry("required_acr", null)
                .containsEntry("allowed_roles", List.of())
                .containsEntry("response_modes", List.of("form_post", "query"))
                .containsEntry("protected_sites", List.of());
        assertThat(admin.delete(role).status()).isEqualTo(204);
    }

    /// Security: B3
    @Test
    void secrets_addresses_and_scopes_hang_on_a_client_one_by_one() {
        String path = "/clients/" + admin.get("/clients/by-name/batch").text("id");

        var secret = admin.post(path + "/secrets", "{\"expires_at\":\"2027-04-01T00:00:00Z\"}");
        assertThat(secret.status()).as(secret.body()).isEqualTo(201);
        site.auth()
                .post("/token")
                .basic("batch", secret.text("client_secret"))
                .form("grant_type", "client_credentials")
                .send()
                .succeeds();
        assertThat(
                        admin.post(path + "/secrets", "{\"expires_at\":\"2020-04-01T00:00:00Z\"}")
                                .status())
                .isEqualTo(422);
        assertThat(admin.get(path + "/secrets").succeeds().body())
                .contains(secret.text("id"))
                .doesNotContain(secret.text("client_secret"));
        assertThat(admin.delete(path + "/secrets/" + secret.text("id")).status()).isEqualTo(204);
        assertThat(admin.delete(path + "/secrets/" + secret.text("id")).status()).isEqualTo(404);

        var uri = admin.post(path + "/redirect-uris", "{\"redirect_uri\":\"https://a.example/b\"}");
        assertThat(uri.status()).isEqualTo(201);
        assertThat(
                        admin.post(
                                        path + "/redirect-uris",
                                        "{\"redirect_uri\":\"https://a.example/b\"}")
                                .status())
                .isEqualTo(409);
        assertThat(admin.get(path).text("redirect_uris")).contains("https://a.example/b");
        assertThat(admin.delete(path + "/redirect-uris/" + uri.text("id")).status()).isEqualTo(204);

        String scope = admin.get("/scopes/by-name/reports:read").text("id");
        assertThat(admin.post(path + "/scopes/" + scope).status()).isEqualTo(204);
        assertThat(admin.get(path).text("scope"))
                .isEqualTo("orders:read orders:write reports:read");
        assertThat(admin.put(path + "/scopes", "{\"ids\":[\"" + scope + "\"]}").status())
                .isEqualTo(204);
        assertThat(admin.get(path + "/scopes").succeeds().text("total")).isEqualTo("1");
        assertThat(admin.delete(path + "/scopes/" + scope).status()).isEqualTo(204);
    }

    /// Security: H3
    @Test
    void a_picture_is_told_by_its_bytes_and_can_do_nothing_where_it_is_shown() {
        String path = "/clients/" + admin.get("/clients/by-name/shop").text("id") + "/logo";
        byte[] script =
                "<svg onload='alert(1)'/>".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThat(put(path, "image/png", script)).isEqualTo(422);
        assertThat(put(path, "image/png", new byte[0])).isEqualTo(422);
        assertThat(put(path, "image/png", ByteBuffer.allocate(70_000).put(PNG).array()))
                .isEqualTo(413);
        String missing = site.auth().get("/clients/shop/logo").send().body();
        assertThat(site.auth().get("/clients/nobody/logo").send().body()).isEqualTo(missing);

        assertThat(put(path, "text/html", PNG)).isEqualTo(204);

        var shown = site.auth().get("/clients/SHOP/logo").send();
        assertThat(shown.response().body()).isEqualTo(PNG);
        assertThat(shown.header("content-type")).hasValue("image/png");
        assertThat(shown.header("x-content-type-options")).hasValue("nosniff");
        assertThat(shown.header("content-security-policy")).hasValue("default-src 'none'; sandbox");
        assertThat(admin.delete(path).status()).isEqualTo(204);
        assertThat(site.auth().get("/clients/shop/logo").send().status()).isEqualTo(404);
    }

    private int put(String path, String type, byte[] bytes) {
        return admin.call(Method.PUT, path).body(type).bytes(bytes).send().status();
    }
}
