package dev.microauth.bridge;

import static dev.microauth.bridge.OtherServer.with;
import static dev.microauth.bridge.Visitor.answered;
import static dev.microauth.bridge.Visitor.header;
import static dev.microauth.bridge.Visitor.location;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The cookies in which attempts and sessions are kept: how long they are, how many, and who can read them.
class SessionCookiesTest {
    @TempDir Path place;

    private final Shop shop = new Shop();
    private final OtherServer server = shop.server;

    @AfterEach
    void close() {
        shop.close();
    }

    /// Security: E6
    @Test
    void the_cookies_never_grow_beyond_what_servers_take() {
        server.idClaims = with("groups", List.of("g".repeat(1_700)));
        var visitor = shop.signedIn();
        for (int i = 0; i < 20; i++) {
            visitor.begin(server, "/signin?return_to=/" + i + "a".repeat(500));
            assertThat(visitor.cookieBytes()).isLessThanOrEqualTo(6 * 1024);
        }
        assertThat(visitor.isSignedIn()).isTrue();

        var begun = shop.visitor();
        for (int i = 0; i < 20; i++) {
            begun.begin(server, "/" + "a".repeat(511));
        }
        assertThat(begun.cookies).hasSize(3);
        answered(begun.signIn(server, "/last"), 303);
        assertThat(begun.cookieBytes()).isLessThanOrEqualTo(6 * 1024);
        assertThat(begun.isSignedIn()).isTrue();
    }

    @Test
    void two_tabs_sign_in_at_once_and_many_do_not_pile_up() {
        var visitor = shop.visitor();
        Map<String, String> first = visitor.begin(server, "/one");
        Map<String, String> second = visitor.begin(server, "/two");
        server.nonce = first.get("nonce");
        assertThat(location(visitor.comeBack(server, first))).endsWith("/one");
        server.nonce = second.get("nonce");
        assertThat(location(visitor.comeBack(server, second))).endsWith("/two");

        visitor.cookies.clear();
        for (int i = 0; i < 100; i++) {
            visitor.begin(server, "/");
        }
        assertThat(visitor.cookies.size()).isEqualTo(3);
    }

    @Test
    void a_long_session_comes_in_parts_and_one_that_no_browser_keeps_is_refused() {
        var visitor = shop.visitor();
        server.idClaims = with("groups", List.of("g".repeat(1_700)));
        visitor.signIn(server, "/");
        assertThat(visitor.cookies.keySet()).containsOnly("microauth", "microauth.1");
        assertThat(visitor.user().roles()).hasSize(1);
        var torn = visitor.before(shop.bridge);
        torn.cookies.remove("microauth.1");
        assertThat(torn.isSignedIn()).isFalse();
        assertThat(torn.cookies.keySet()).as("the rest is taken away").noneMatch(Shop::isSession);

        server.idClaims = claims -> claims;
        visitor.signIn(server, "/signin");
        assertThat(visitor.cookies.keySet()).as("no part is left").containsOnly("microauth");

        server.tokenAnswer = with("access_token", "a".repeat(4_000));
        answered(visitor.signIn(server, "/signin"), 500);
    }

    /// Security: E4, E6
    @Test
    void over_https_the_cookie_is_bound_to_the_host() {
        var bridge =
                shop.bridge(
                        with -> with.baseUrl("https://shop.example.com/app/").cookieName("shop"));
        var visitor = new Visitor(bridge);
        Map<String, String> asked = visitor.begin(server, "/orders");
        assertThat(asked).containsEntry("redirect_uri", "https://shop.example.com/app/callback");
        var back = visitor.comeBack(server, asked);
        assertThat(location(back)).isEqualTo("https://shop.example.com/app/orders");
        assertThat(header(back, "Set-Cookie")).startsWith("__Host-shop=").contains("; Secure");
        assertThat(visitor.isSignedIn()).isTrue();
    }

    /// Security: E4, E6
    @Test
    void cookies_of_others_open_nothing_and_are_taken_away() throws Exception {
        var visitor = shop.signedIn();
        var otherKey = shop.bridge(with -> with);
        assertThat(visitor.before(otherKey).isSignedIn()).as("the same key").isTrue();

        Path file = Files.writeString(place.resolve("key"), "ab".repeat(32) + "\n");
        var fresh =
                CookieBridge.builder()
                        .issuer(server.issuer())
                        .client(OtherServer.CLIENT, "a:secret")
                        .baseUrl(Shop.BASE)
                        .cookieKeyFile(file)
                        .clock(shop::now)
                        .build();
        try (fresh) {
            var stranger = visitor.before(fresh);
            answered(stranger.get("/"), 303);
            assertThat(stranger.cookies.keySet()).noneMatch(Shop::isSession);
        }
        var neighbour = shop.bridge(with -> with.client("bakery", "secret"));
        assertThat(visitor.before(neighbour).isSignedIn()).isFalse();

        var changed = new HashMap<>(visitor.cookies);
        String value = changed.get("microauth");
        for (int i = 0; i < value.length(); i += 97) {
            var forged = visitor.before(shop.bridge);
            char other = value.charAt(i) == 'A' ? 'B' : 'A';
            forged.cookies.put("microauth", value.substring(0, i) + other + value.substring(i + 1));
            assertThat(forged.isSignedIn()).as("character " + i).isFalse();
        }
    }
}
