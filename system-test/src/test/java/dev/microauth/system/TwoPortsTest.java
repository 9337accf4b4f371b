package dev.microauth.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.security.oauth2.jwt.JwtException;

/// Two ports, two rings: what one gives, the other does not know.
@Tag("system")
@ExtendWith(Shared.class)
class TwoPortsTest {
    private final Shared.House house;
    private final AuthPort auth;
    private final String admin;

    TwoPortsTest(Shared.House house) {
        this.house = house;
        this.auth = house.auth();
        this.admin = house.daemon().ports().adminIssuer();
    }

    /// Security: G1
    @Test
    void whoever_is_no_administrator_is_refused_like_a_wrong_password() throws IOException {
        var refusals =
                List.of(
                        signIn(Household.ALICE, Household.PASSWORD),
                        signIn(Household.ADMIN, "not the password of it"),
                        signIn("nobody", Household.PASSWORD));
        assertThat(refusals)
                .allSatisfy(refusal -> {
                    assertThat(refusal.status()).isEqualTo(400);
                    assertThat(refusal.json()).containsEntry("error", "invalid_grant");
                    assertThat(refusal.body()).isEqualTo(refusals.getFirst().body());
                });
    }

    /// Security: H7
    @Test
    void an_administrators_token_is_nothing_on_the_auth_port() throws Exception {
        var answer = signIn(Household.ADMIN, Household.PASSWORD);
        assertThat(answer.status()).isEqualTo(200);
        String token = answer.text("access_token");
        var parsed = SignedJWT.parse(token);
        assertThat(parsed.getJWTClaimsSet().getIssuer()).isEqualTo(admin);
        assertThat(adminKeyIds()).contains(parsed.getHeader().getKeyID());
        assertThat(auth.keyIds()).doesNotContain(parsed.getHeader().getKeyID());

        for (String path : List.of("/whoami", "/userinfo", "/me")) {
            assertThat(auth.bearer(path, token).status()).isEqualTo(401);
        }
        var client = house.household().house();
        assertThat(auth.isActive(client, token)).isFalse();
        assertThat(auth.isActive(client, answer.text("refresh_token"))).isFalse();
        assertThat(auth.refresh(client, answer.text("refresh_token")).json())
                .containsEntry("error", "invalid_grant");
        assertThatThrownBy(() -> ForeignVerifier.verify(auth.issuer(), token))
                .isInstanceOf(JwtException.class);

        // What the auth port made of it did no harm.
        assertThat(refresh(answer.text("refresh_token")).status()).isEqualTo(200);
    }

    /// Security: H7
    @Test
    void a_token_of_the_auth_port_is_nothing_on_the_admin_port() throws Exception {
        var client = house.household().house();
        var answer = auth.password(client, Household.ADMIN, Household.PASSWORD);
        assertThat(answer.status()).isEqualTo(200);
        var parsed = SignedJWT.parse(answer.text("access_token"));
        assertThat(parsed.getJWTClaimsSet().getIssuer()).isEqualTo(auth.issuer());
        assertThat(adminKeyIds()).doesNotContain(parsed.getHeader().getKeyID());
        assertThat(refresh(answer.text("refresh_token")).json())
                .containsEntry("error", "invalid_grant");
        for (String path : List.of("/whoami", "/me", "/userinfo", "/api/v1/users")) {
            assertThat(
                            auth.http()
                                    .get(
                                            admin + path,
                                            "Authorization",
                                            "Bearer " + answer.text("access_token"))
                                    .status())
                    .isIn(401, 404);
        }
        assertThatThrownBy(() -> ForeignVerifier.verify(admin, answer.text("access_token")))
                .isInstanceOf(RuntimeException.class);

        // What the admin port made of it did no harm.
        assertThat(auth.refresh(client, answer.text("refresh_token")).status()).isEqualTo(200);
    }

    /// Security: C13
    /// Trap: 13
    @Test
    void metadata_of_each_port_carry_its_own_port_and_lead_somewhere() throws Exception {
        for (String issuer : List.of(auth.issuer(), admin)) {
            var oidc = metadata(issuer, "openid-configuration");
            assertThat(oidc).isEqualTo(metadata(issuer, "oauth-authorization-server"));
            assertThat(oidc).containsEntry("issuer", issuer);
            var endpoints = new ArrayList<String>();
            oidc.forEach((name, value) -> {
                if (name.endsWith("_endpoint") || name.equals("jwks_uri")) {
                    endpoints.add(String.valueOf(value));
                }
            });
            assertThat(endpoints).hasSizeGreaterThanOrEqualTo(2);
            for (String endpoint : endpoints) {
                assertThat(endpoint).startsWith(issuer + "/");
                assertThat(auth.http().get(endpoint).status()).isNotEqualTo(404);
            }
        }
        assertThat(auth.keyIds()).doesNotContainAnyElementsOf(adminKeyIds());
        assertThat(issuerOf(auth.clientCredentials(house.demo()).text("access_token")))
                .isEqualTo(auth.issuer());
    }

    /// Security: C13
    @Test
    void a_foreign_host_header_changes_nothing() throws IOException {
        for (String path :
                List.of("/.well-known/openid-configuration", "/jwks.json", "/whoami", "/nowhere")) {
            for (int port :
                    List.of(house.daemon().ports().auth(), house.daemon().ports().admin())) {
                assertThat(document(port, path, "evil.example"))
                        .doesNotContain("evil.example")
                        .isEqualTo(document(port, path, "localhost:" + port));
            }
        }
    }

    private static String document(int port, String path, String host) throws IOException {
        try (var client = new RawHttp(port)) {
            String answer =
                    client.send(
                                    "GET "
                                            + path
                                            + " HTTP/1.1\r\nHost: "
                                            + host
                                            + "\r\nX-Forwarded-Host: "
                                            + host
                                            + "\r\nConnection: close\r\n\r\n")
                            .readAll();
            return answer.replaceAll("(?im)^(x-request-id|date):.*\\R", "")
                    .replaceAll("\"request_id\":\"[^\"]*\"", "");
        }
    }

    private static String issuerOf(String token) throws ParseException {
        return SignedJWT.parse(token).getJWTClaimsSet().getIssuer();
    }

    private Map<String, Object> metadata(String issuer, String name) throws IOException {
        return auth.http().get(issuer + "/.well-known/" + name).json();
    }

    private List<String> adminKeyIds() throws IOException {
        return AuthPort.keyIds(auth.http(), admin);
    }

    private Answer signIn(String username, String password) throws IOException {
        return auth.http()
                .post(admin + "/token", List.of("username", username, "password", password));
    }

    private Answer refresh(String refreshToken) throws IOException {
        return auth.http()
                .post(
                        admin + "/token",
                        List.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }
}
