package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.jose.Algorithm;
import dev.microauth.key.Ring;
import dev.microauth.testkit.UrlEncoded;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Forged ID tokens at the doors to which one comes back as a hint: none of them gets a code or ends a session, though
/// it names the very person who is signed in.
class ForgedHintsTest {
    @AutoClose private static final Site SITE = Site.open();

    private final Tab tab = new Tab(SITE.auth());

    /// An ID token of the session that the tab has from now on.
    private String idToken() {
        tab.open(Asking.spa().url()).submit("username", "alice", "password", Site.PASSWORD);
        String location = tab.page().header("location").orElseThrow();
        String query = location.substring(location.indexOf('?') + 1);
        return SITE.auth()
                .post("/token")
                .form(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        "spa",
                        "code",
                        UrlEncoded.read(query).get("code"),
                        "redirect_uri",
                        location.substring(0, location.indexOf('?')),
                        "code_verifier",
                        Asking.VERIFIER)
                .send()
                .succeeds()
                .text("id_token");
    }

    private Map<String, String> like(String genuine) {
        var keys = SITE.engine().keys();
        var forge = new Forgeries(genuine, keys.ring(Ring.AUTH).signing(Algorithm.RS256));
        var forged = new LinkedHashMap<>(forge.ofForm());
        // A hint may be as old as it likes.
        forged.keySet().removeIf(name -> name.startsWith("exp "));
        forged.put("typ at+jwt", forge.typed("at+jwt"));
        forged.put("typ logout+jwt", forge.typed("logout+jwt"));
        forged.put("iss of the admin port", forge.with("iss", "http://localhost:9041"));
        forged.put("iss of somebody else", forge.with("iss", "https://evil.example"));
        forged.put("without a subject", forge.without("sub"));
        forged.put("for nobody", forge.without("aud"));
        forged.put("for many", forge.with("aud", java.util.List.of("spa", "shop")));
        forged.put(
                "of the admin keys",
                forge.signedBy(keys.ring(Ring.ADMIN).signing(Algorithm.EdDSA)));
        forged.put("an access token", SITE.aliceSignsIn("openid").text("access_token"));
        return forged;
    }

    private String location(String... more) {
        return tab.another()
                .open(Asking.spa().with("prompt", "none").with(more).url())
                .page()
                .header("location")
                .orElse("");
    }

    /// Security: A16, C4, C5, E1, J
    /// Spec: OIDC Core §3.1.2.1, RP-Initiated §2
    @Test
    void no_forged_hint_gets_a_code_or_ends_a_session() {
        String genuine = idToken();
        var forged = like(genuine);
        assertThat(forged).hasSizeGreaterThan(90);
        forged.forEach((name, hint) -> {
            assertThat(location("id_token_hint", hint)).as(name).doesNotContain("code=");
            tab.another().open("/end-session?id_token_hint=" + UrlEncoded.of(hint));
            assertThat(location()).as("after %s", name).contains("code=");
        });

        assertThat(location("id_token_hint", genuine)).contains("code=");
        tab.another().open("/end-session?id_token_hint=" + genuine);
        assertThat(location()).contains("error=login_required");
    }
}
