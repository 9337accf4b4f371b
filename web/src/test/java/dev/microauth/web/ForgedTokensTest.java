package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.jose.Algorithm;
import dev.microauth.jose.SigningKey;
import dev.microauth.key.Ring;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Forged tokens at every door where a token enters: none of them opens, tells or revokes anything. The tokens they
/// imitate are alice's and the administrator's, and live.
class ForgedTokensTest {
    @AutoClose private static final Site SITE = Site.open();

    private static final List<String> DOORS =
            List.of("/whoami", "/userinfo", "/me", "/me/sessions", "/verify");
    private static final String NEVER_ISSUED = "01958f00-0000-7000-8000-000000000000";

    private final SigningKey ours = SITE.engine().keys().ring(Ring.AUTH).signing(Algorithm.ES256);
    private final SigningKey admins =
            SITE.engine().keys().ring(Ring.ADMIN).signing(Algorithm.EdDSA);

    /// Of another kind, from elsewhere, not at this time, or never issued.
    private static Map<String, String> ofContent(Forgeries forge, String otherIssuer) {
        var forged = new LinkedHashMap<String, String>();
        for (String type : List.of("JWT", "logout+jwt")) {
            forged.put("typ " + type, forge.typed(type));
        }
        for (String issuer :
                List.of(otherIssuer, "http://localhost:9040/", "https://evil.example")) {
            forged.put("iss " + issuer, forge.with("iss", issuer));
        }
        long now = Site.START.getEpochSecond();
        forged.put("expired", forge.with("exp", now - 1));
        forged.put("expires now", forge.with("exp", now));
        forged.put("never expires", forge.without("exp"));
        forged.put("not yet valid", forge.with("nbf", now + 60));
        forged.put("from the future", forge.with("iat", now + 3_600));
        forged.put("without a jti", forge.without("jti"));
        // A leaked signing key alone mints nothing: each token has a row.
        forged.put("never issued", forge.with("jti", NEVER_ISSUED));
        forged.put("jti of another form", forge.with("jti", "' OR 1=1 --"));
        return forged;
    }

    private Map<String, String> likeAlices(String genuine) {
        var forge = new Forgeries(genuine, ours);
        var forged = new LinkedHashMap<>(forge.ofForm());
        forged.putAll(ofContent(forge, "http://localhost:9041"));
        String other = SITE.clientToken("batch");
        forged.put(
                "the signature of another token",
                genuine.substring(0, genuine.lastIndexOf('.'))
                        + other.substring(other.lastIndexOf('.')));
        forged.put("of the admin keys", forge.signedBy(admins));
        forged.put("of the admin port", new Administrator(SITE).signIn().text("access_token"));
        forged.put("an ID token", SITE.aliceSignsIn("openid").text("id_token"));
        forged.put("a refresh token", SITE.aliceSignsIn("openid").text("refresh_token"));
        return forged;
    }

    /// Security: C1, C3, C4, C5, C7, C8, C9, J
    /// Trap: 6
    /// Spec: RFC 8725 §2, RFC 8725 §3, RFC 9068 §4
    @Test
    void no_forged_token_opens_tells_or_revokes_anything() {
        String genuine = SITE.aliceSignsIn("openid profile").text("access_token");
        var forged = likeAlices(genuine);
        assertThat(forged).hasSizeGreaterThan(100);
        forged.forEach((name, token) -> {
            for (String door : DOORS) {
                var answer = SITE.auth().get(door).bearer(token).send();
                assertThat(answer.status()).as("%s at %s", name, door).isEqualTo(401);
            }
            var inForm = SITE.auth().post("/userinfo").form("access_token", token).send();
            assertThat(inForm.status()).as("%s in a form", name).isEqualTo(401);
            if (!name.equals("a refresh token")) {
                var told = SITE.as("shop", "/introspect").form("token", token).send();
                assertThat(told.body().strip()).as(name).isEqualTo("{\"active\":false}");
                var revoked = SITE.as("shop", "/revoke").form("token", token).send();
                assertThat(revoked.status()).as(name).isEqualTo(200);
            }
            var alive = SITE.auth().get("/whoami").bearer(genuine).send();
            assertThat(alive.status()).as("the genuine one after %s", name).isEqualTo(200);
        });
        for (String door : DOORS) {
            var answer = SITE.auth().get(door).bearer(genuine).send();
            assertThat(answer.status()).as("the genuine one at %s", door).isEqualTo(200);
        }
        enterNoSite(forged, genuine);
    }

    /// Once a client stands for a site, its rules are asked too; that needs a live token as before.
    private static void enterNoSite(Map<String, String> forged, String genuine) {
        SITE.engine()
                .clients()
                .create(Site.ACTOR)
                .clientId("wiki")
                .protectedSites(List.of("https://wiki.example.com"))
                .save();
        forged.forEach((name, token) -> {
            var answer = atSite(token);
            assertThat(answer.status()).as("%s at a site", name).isEqualTo(401);
            assertThat(answer.response().headers())
                    .as(name)
                    .noneMatch(header -> header.name().startsWith("remote-"));
        });
        assertThat(atSite(genuine).header("remote-user")).hasValue("alice");
    }

    private static Answer atSite(String token) {
        return SITE.auth()
                .get("/verify")
                .relayed()
                .header("x-original-url", "https://wiki.example.com/page")
                .bearer(token)
                .send();
    }

    /// Security: C3, C4, C5, H7, J
    /// Spec: RFC 8725 §2, RFC 8725 §3
    @Test
    void no_forged_token_administers_anything() {
        String genuine = new Administrator(SITE).signIn().text("access_token");
        var forge = new Forgeries(genuine, admins);
        var forged = new LinkedHashMap<>(forge.ofForm());
        forged.putAll(ofContent(forge, "http://localhost:9040"));
        forged.put("of the auth keys", forge.signedBy(ours));
        forged.put("of the auth port", SITE.aliceSignsIn("openid").text("access_token"));
        forged.put("an ID token", SITE.aliceSignsIn("openid").text("id_token"));
        assertThat(forged).hasSizeGreaterThan(100);
        forged.forEach((name, token) -> {
            var answer = SITE.admin().get("/api/v1/users").bearer(token).send();
            assertThat(answer.status()).as(name).isEqualTo(401);
            var changed = SITE.admin().post("/api/v1/roles").bearer(token).json("{}").send();
            assertThat(changed.status()).as("%s changes", name).isEqualTo(401);
        });
        assertThat(SITE.admin().get("/api/v1/users").bearer(genuine).send().status())
                .isEqualTo(200);
    }
}
