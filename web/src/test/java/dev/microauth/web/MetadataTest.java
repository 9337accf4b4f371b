package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.microauth.oauth.GrantType;
import dev.microauth.token.Issuers;
import dev.microauth.web.http.Method;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the metadata promise is there. Everything is read from the documents themselves.
class MetadataTest {
    private static final String OIDC = "/.well-known/openid-configuration";
    private static final String OAUTH = "/.well-known/oauth-authorization-server";

    /// The shapes of issuers that a port can have.
    enum Shape {
        LOCAL("http://localhost:9040", "http://localhost:9041"),
        HOSTS("https://id.example", "https://admin.example:8443"),
        PATHS("https://example.com/id", "https://example.com/deep/er/admin"),
        PATH_OF_A_ROUTE("https://example.com/oidc", "https://example.com/token");

        private final String auth;
        private final String admin;

        Shape(String auth, String admin) {
            this.auth = auth;
            this.admin = admin;
        }

        Issuers issuers() {
            return new Issuers(auth, admin);
        }

        Site open() {
            return Site.open(with -> with.issuers(issuers()));
        }
    }

    @AutoClose private static final Site SITE = Site.open();

    private static Answer document(Port port) {
        return port.get(OIDC).send().succeeds();
    }

    private static List<String> list(Port port, String member) {
        var texts = new ArrayList<String>();
        ((List<?>) document(port).json().get(member)).forEach(each -> texts.add((String) each));
        return texts;
    }

    /// Security: C13
    /// Trap: 13, 18
    /// Spec: RFC 8414 §2, §3.3
    @ParameterizedTest
    @EnumSource
    void every_address_begins_with_the_issuer_and_leads_to_a_door(Shape shape) {
        try (var site = shape.open()) {
            assertThat(document(site.auth()).text("issuer")).isEqualTo(shape.issuers().auth());
            assertThat(document(site.admin()).text("issuer")).isEqualTo(shape.issuers().admin());
            for (Port port : List.of(site.auth(), site.admin())) {
                String issuer = document(port).text("issuer");
                document(port)
                        .json()
                        .forEach((name, value) -> {
                            if (name.endsWith("_endpoint") || name.endsWith("_uri")) {
                                assertThat((String) value).startsWith(issuer + "/");
                                String path = URI.create((String) value).getPath();
                                assertThat(port.call(Method.OPTIONS, path).send().status())
                                        .as("%s at %s", name, path)
                                        .isEqualTo(204);
                            }
                        });
            }
        }
    }

    /// Security: C13
    /// Spec: RFC 8414 §3.1, OIDC Discovery §4
    @ParameterizedTest
    @EnumSource
    void the_document_stands_wherever_a_client_may_look_for_it(Shape shape) {
        try (var site = shape.open()) {
            for (Port port : List.of(site.auth(), site.admin())) {
                String document = document(port).body();
                String path = URI.create(document(port).text("issuer")).getPath();
                for (String place :
                        List.of(
                                OIDC,
                                OAUTH,
                                path + OIDC,
                                path + OAUTH,
                                OIDC + path,
                                OAUTH + path)) {
                    var answer = port.get(place).send().succeeds();
                    assertThat(answer.body()).as(place).isEqualTo(document);
                    assertThat(answer.header("cache-control")).hasValue("public, max-age=300");
                }
            }
        }
    }

    /// Security: C13, H4
    /// Trap: 13
    @ParameterizedTest
    @ValueSource(
            strings = {
                "host",
                "forwarded",
                "x-forwarded-host",
                "x-forwarded-proto",
                "x-forwarded-port",
                "x-forwarded-prefix",
                "x-original-host",
                "origin"
            })
    void no_header_changes_what_is_said_of_addresses(String header) {
        for (Port port : List.of(SITE.auth(), SITE.admin())) {
            var answer = port.get(OIDC).header(header, "evil.example").send();
            assertThat(answer.body()).isEqualTo(document(port).body());
        }
        var token = SITE.token("batch", "client_credentials").header(header, "evil.example").send();
        assertThat(claims(token.text("access_token"))).doesNotContain("evil");
    }

    private static String claims(String token) {
        try {
            return SignedJWT.parse(token).getJWTClaimsSet().toString();
        } catch (java.text.ParseException e) {
            throw new AssertionError(e);
        }
    }

    /// Trap: 18
    @Test
    void the_languages_of_the_pages_are_named_and_spoken() {
        for (Port port : List.of(SITE.auth(), SITE.admin())) {
            assertThat(list(port, "ui_locales_supported")).containsExactly("en", "de");
        }
        for (String language : list(SITE.auth(), "ui_locales_supported")) {
            var page = SITE.auth().get("/end-session?ui_locales=" + language).send();
            assertThat(page.body()).contains("<html lang=\"" + language + "\">");
        }
    }

    /// Trap: 18
    @Test
    void every_grant_that_is_promised_is_served_and_no_other() {
        for (GrantType grant : GrantType.values()) {
            String name = grant.wireName();
            assertThat(SITE.token("shop", name).send().body().contains("unsupported"))
                    .isNotEqualTo(list(SITE.auth(), "grant_types_supported").contains(name));
            assertThat(
                            SITE.admin()
                                    .post("/token")
                                    .form("grant_type", name)
                                    .send()
                                    .body()
                                    .contains("unsupported"))
                    .isNotEqualTo(list(SITE.admin(), "grant_types_supported").contains(name));
        }
    }

    /// Security: B2
    @Test
    void every_client_authentication_that_is_promised_is_taken_and_no_other() {
        String secret = SITE.secret("shop");
        for (String endpoint : List.of("token", "introspection", "revocation")) {
            var promised = list(SITE.auth(), endpoint + "_endpoint_auth_methods_supported");
            String path = URI.create(document(SITE.auth()).text(endpoint + "_endpoint")).getPath();
            var taken = new TreeSet<String>();
            if (isTaken(SITE.auth().post(path).basic("shop", secret))) {
                taken.add("client_secret_basic");
            }
            if (isTaken(
                    SITE.auth().post(path).form("client_id", "shop", "client_secret", secret))) {
                taken.add("client_secret_post");
            }
            if (isTaken(SITE.auth().post(path).form("client_id", "page"))) {
                taken.add("none");
            }
            assertThat(taken).as(endpoint).containsExactlyInAnyOrderElementsOf(promised);
        }
    }

    private static boolean isTaken(Call call) {
        var answer =
                call.form("grant_type", "refresh_token", "refresh_token", "x", "token", "x").send();
        return answer.status() != 401;
    }

    /// Security: C3, C6
    /// Trap: 12
    @Test
    void the_ports_have_keys_of_their_own_and_each_token_names_one_of_them() throws Exception {
        var auth = keys(SITE.auth());
        var admin = keys(SITE.admin());
        assertThat(ids(auth)).hasSize(3).doesNotContainAnyElementsOf(ids(admin));
        assertThat(ids(admin)).hasSize(1);

        var token = SignedJWT.parse(SITE.clientToken("batch"));
        var key = auth.getKeyByKeyId(token.getHeader().getKeyID());
        assertThat(token.verify(new ECDSAVerifier(key.toECKey()))).isTrue();
        var adminToken = SignedJWT.parse(new Administrator(SITE).signIn().text("access_token"));
        assertThat(ids(admin)).contains(adminToken.getHeader().getKeyID());
        assertThat(adminToken.getJWTClaimsSet().getIssuer()).isEqualTo("http://localhost:9041");
    }

    private static JWKSet keys(Port port) throws java.text.ParseException {
        var answer = port.get("/jwks.json").send().succeeds();
        assertThat(answer.header("content-type")).hasValue("application/jwk-set+json");
        assertThat(answer.header("cache-control")).hasValue("public, max-age=900");
        assertThat(port.get("/.well-known/jwks.json").send().body()).isEqualTo(answer.body());
        return JWKSet.parse(answer.body());
    }

    private static List<String> ids(JWKSet set) {
        assertThat(set.getKeys()).noneMatch(JWK::isPrivate);
        return set.getKeys().stream().map(JWK::getKeyID).toList();
    }

    @Test
    void every_algorithm_that_is_promised_has_a_key() throws Exception {
        var algorithms =
                keys(SITE.auth()).getKeys().stream().map(key -> key.getAlgorithm().getName());
        assertThat(algorithms)
                .containsExactlyInAnyOrderElementsOf(
                        list(SITE.auth(), "access_token_signing_alg_values_supported"));
    }
}
