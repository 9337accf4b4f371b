package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What HTTP shows of a limit of three in a minute.
///
/// Security: F5
class RateLimitTest {
    private static final String HOME = "192.0.2.7";

    @AutoClose
    private final Site site = Site.open(with -> with.rateLimit(3, Duration.ofMinutes(1)));

    private Call wrong(String client) {
        return site.auth()
                .post("/token")
                .basic(client, "wrong")
                .form("grant_type", "client_credentials");
    }

    private static void isLate(Answer answer) {
        answer.refuses(429, "slow_down");
        assertThat(answer.header("retry-after")).hasValue("20");
    }

    @Test
    void one_network_waits_at_the_token_endpoint_whoever_asks_and_however_right() {
        site.token("batch", "client_credentials").from(HOME).send().succeeds();
        site.token("shop", "client_credentials").from(HOME).send().succeeds();
        wrong("shop").from(HOME).send().refuses(401, "invalid_client");

        isLate(site.token("stranger", "client_credentials").from(HOME).send());
        isLate(wrong("nobody").from(HOME).send());
        isLate(site.as("shop", "/introspect").form("token", "x").from(HOME).send());

        site.token("stranger", "client_credentials").from("192.0.2.8").send().succeeds();
        site.advance(Duration.ofSeconds(20));
        site.token("stranger", "client_credentials").from(HOME).send().succeeds();
    }

    @Test
    void a_client_waits_wherever_it_is_and_keeps_no_other_waiting() {
        String token = site.clientToken("shop");
        for (int i = 0; i < 3; i++) {
            site.as("batch", "/introspect").form("token", token).send().succeeds();
        }

        isLate(site.as("batch", "/introspect").form("token", token).send());
        isLate(site.token("batch", "client_credentials").send());

        site.as("shop", "/introspect").form("token", token).send().succeeds();
    }

    @Test
    void wrong_secrets_of_strangers_do_not_make_a_client_wait() {
        for (int i = 0; i < 10; i++) {
            wrong("batch").send().refuses(401, "invalid_client");
        }

        site.token("batch", "client_credentials").send().succeeds();
    }

    @Test
    void the_sign_in_page_says_how_long_to_wait() {
        var tab = new Tab(site.auth()).from(HOME).open(Asking.spa().url());
        for (int i = 0; i < 3; i++) {
            tab.submit("username", "alice", "password", "wrong wrong wrong");
            assertThat(tab.page().status()).isEqualTo(400);
        }

        tab.submit("username", "bob", "password", Site.PASSWORD);

        assertThat(tab.page().status()).isEqualTo(429);
        assertThat(tab.page().header("retry-after")).hasValue("20");
        var other = new Tab(site.auth()).from("192.0.2.8").open(Asking.spa().url());
        assertThat(other.submit("username", "alice", "password", Site.PASSWORD).answered())
                .containsKey("code");
    }

    @Test
    void keys_and_metadata_wait_for_nobody() {
        for (int i = 0; i < 5; i++) {
            wrong("shop").from(HOME).send();
        }

        for (String path :
                new String[] {"/jwks.json", "/.well-known/openid-configuration", "/ping"}) {
            site.auth().get(path).from(HOME).send().succeeds();
        }
    }
}
