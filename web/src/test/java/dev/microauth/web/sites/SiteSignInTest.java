package dev.microauth.web.sites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.testkit.UrlEncoded;
import dev.microauth.web.Site;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiteSignInTest {
    private static final String WIKI = "https://wiki.example.com";
    private static final String HERE = "http://localhost:9040/sites/sign-in?rd=";

    @AutoClose private static final Site SITE = Site.open();

    @BeforeAll
    static void protect() {
        SITE.engine()
                .clients()
                .create(Site.ACTOR)
                .clientId("wiki")
                .name("<Wiki> & more")
                .protectedSites(List.of(WIKI))
                .save();
    }

    private static String here(String rd) {
        return HERE + UrlEncoded.of(rd);
    }

    /// Security: A1, A3
    /// Spec: RFC 9700 §4.11
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "//evil.example/",
                "https://evil.example/",
                "http://wiki.example.com/",
                "https://wiki.example.com:8443/",
                "https://wiki.example.com.evil.example/",
                "https://wiki.example.com@evil.example/",
                "https://evil.example/https://wiki.example.com",
                "https://evil.example\\@wiki.example.com/",
                "https://wiki.example.com\\.evil.example/",
                "javascript://wiki.example.com/%0aalert(1)",
                "https://evil.example#https://wiki.example.com",
                "https://evil.example?https://wiki.example.com",
                "https://wiki.example.com%00.evil.example/",
                "https://wiki.example.com\t.evil.example/",
            })
    void nobody_is_sent_to_a_place_that_is_not_protected_here(String rd) {
        var answer = new Proxied(SITE).signIn("alice").visit(here(rd));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("location")).isEmpty();
        assertThat(answer.body()).doesNotContain("evil.example");
    }

    /// Security: A10
    @Test
    void an_address_that_stands_twice_is_none() {
        var answer =
                new Proxied(SITE).signIn("alice").visit(here(WIKI) + "&rd=" + UrlEncoded.of(WIKI));
        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void who_came_without_a_mark_goes_back_without_a_ticket() {
        var answer = new Proxied(SITE).signIn("alice").visit(here(WIKI + "/a?mad-ticket=abc"));
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("location")).hasValue(WIKI + "/a");
        var odd = new Proxied(SITE).signIn("alice").visit(here(WIKI + "/a") + "&mark=short");
        assertThat(odd.header("location")).hasValue(WIKI + "/a");
    }

    /// Security: A11, A14
    @Test
    void who_is_signed_in_goes_straight_back_with_a_ticket() {
        var answer =
                new Proxied(SITE)
                        .signIn("alice")
                        .visit(here(WIKI + "/a") + "&mark=" + "m".repeat(43));
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("location").orElseThrow())
                .matches("https://wiki\\.example\\.com/a\\?mad-ticket=[A-Za-z0-9_-]{43}");
        assertThat(answer.header("referrer-policy")).hasValue("no-referrer");
        assertThat(answer.header("cache-control")).hasValue("no-store");
    }

    /// Security: H3
    @Test
    void who_may_not_enter_is_told_so_here_and_not_sent_in_circles() {
        try (var site = Site.open()) {
            site.engine()
                    .clients()
                    .create(Site.ACTOR)
                    .clientId("wiki")
                    .name("<Wiki> & more")
                    .protectedSites(List.of(WIKI))
                    .allowedRoles("MadAdmin")
                    .save();
            var answer =
                    new Proxied(site)
                            .signIn("alice")
                            .visit(here(WIKI + "/a") + "&mark=" + "m".repeat(43));
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.header("location")).isEmpty();
            assertThat(answer.body()).contains("&lt;Wiki&gt; &amp; more", "alice");
        }
    }
}
