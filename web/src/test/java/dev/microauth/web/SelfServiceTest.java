package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.subject.ClientId;
import dev.microauth.web.http.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// `/me` and signing out, over a token.
class SelfServiceTest {
    private static final String FRESH = "a heron under nine lanterns";

    @AutoClose private final Site site = Site.open();

    @Test
    void a_token_that_speaks_for_nobody_is_refused() {
        String token = site.clientToken("shop");
        for (String path : List.of("/me", "/me/sessions", "/me/refresh-tokens")) {
            get(path, token).refuses(403, "insufficient_scope");
            assertThat(site.auth().call(Method.GET, path).send().status()).isEqualTo(401);
        }
    }

    /// Security: E5
    /// Spec: RFC 9470 §3
    @Test
    void a_change_takes_a_recent_sign_in() {
        String token = alice().text("access_token");
        site.advance(Duration.ofMinutes(5).plusSeconds(1));

        var answer = change(token, Site.PASSWORD, FRESH);

        answer.refuses(401, "insufficient_user_authentication");
        assertThat(answer.header("www-authenticate").orElseThrow()).contains("max_age=\"300\"");
        assertThat(alice().status()).isEqualTo(200);
    }

    /// Security: E5
    /// Spec: RFC 9068 §4
    @Test
    void a_token_for_another_audience_looks_and_changes_nothing() {
        site.engine()
                .clients()
                .update(Site.ACTOR, ClientId.of("shop"))
                .audience("https://orders.example.com")
                .save();
        String token = alice().text("access_token");

        for (String path : List.of("/me/totp", "/me/recovery-codes", "/me/passkeys/options")) {
            var answer = post(path, token);
            answer.refuses(403, "insufficient_scope");
            assertThat(answer.body()).as(path).contains("another audience");
        }
        change(token, Site.PASSWORD, FRESH).refuses(403, "insufficient_scope");
        assertThat(get("/me", token).status()).isEqualTo(200);
    }

    /// Security: F5
    @Test
    void the_current_password_is_asked_for_and_guesses_count() {
        String token = alice().text("access_token");
        for (int i = 0; i < 4; i++) {
            var wrong = change(token, "guess number " + i, FRESH);
            assertThat(wrong.status()).isEqualTo(422);
            assertThat(wrong.body()).contains("current_password");
        }

        var throttled = change(token, Site.PASSWORD, FRESH);
        assertThat(throttled.status()).isEqualTo(429);
        assertThat(throttled.header("retry-after")).isPresent();
    }

    /// Security: F1, F2
    @Test
    void a_weak_password_is_refused_with_the_reason() {
        var answer = change(alice().text("access_token"), Site.PASSWORD, "password1");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("new_password");
    }

    /// Security: B14, E3
    /// Trap: 8
    @Test
    void a_new_password_ends_what_the_old_one_began() {
        var before = alice();
        String token = before.text("access_token");

        assertThat(change(token, Site.PASSWORD, FRESH).status()).isEqualTo(204);

        assertThat(get("/whoami", token).status()).isEqualTo(401);
        site.token("shop", "refresh_token")
                .form("refresh_token", before.text("refresh_token"))
                .send()
                .refuses(400, "invalid_grant");
        site.password("shop", "alice", Site.PASSWORD).send().refuses(400, "invalid_grant");
        assertThat(site.password("shop", "alice", FRESH).send().status()).isEqualTo(200);
    }

    /// Security: E3
    @Test
    void sessions_are_listed_and_ended_one_by_one_and_nobody_elses() {
        String first = alice().text("access_token");
        String second = alice().text("access_token");
        String stranger = site.password("shop", "admin", Site.PASSWORD).send().text("access_token");
        String foreign = ids("/me/sessions", stranger).getFirst();
        List<String> own = ids("/me/sessions", first);
        assertThat(own).hasSize(2).doesNotContain(foreign);
        assertThat(ids("/me/refresh-tokens", first)).hasSize(2);

        assertThat(end(foreign, first).status()).isEqualTo(404);
        assertThat(get("/whoami", stranger).status()).isEqualTo(200);

        for (String session : own) {
            if (get("/whoami", second).status() == 200) {
                assertThat(end(session, second).status()).isEqualTo(204);
            }
        }
        assertThat(get("/whoami", second).status()).isEqualTo(401);
    }

    /// Security: E3
    @Test
    void logout_ends_this_session_and_logout_all_every_one() {
        var first = alice();
        var second = alice();
        var third = alice();

        assertThat(post("/logout", first.text("access_token")).status()).isEqualTo(204);
        assertThat(get("/whoami", first.text("access_token")).status()).isEqualTo(401);
        site.token("shop", "refresh_token")
                .form("refresh_token", first.text("refresh_token"))
                .send()
                .refuses(400, "invalid_grant");
        assertThat(get("/whoami", second.text("access_token")).status()).isEqualTo(200);

        assertThat(post("/logout-all", second.text("access_token")).status()).isEqualTo(204);
        assertThat(get("/whoami", second.text("access_token")).status()).isEqualTo(401);
        assertThat(get("/whoami", third.text("access_token")).status()).isEqualTo(401);
    }

    @Test
    void a_clients_own_token_is_ended_by_logout() {
        String token = site.clientToken("batch");

        assertThat(post("/logout", token).status()).isEqualTo(204);
        assertThat(get("/whoami", token).status()).isEqualTo(401);
        assertThat(post("/logout", token).status()).isEqualTo(401);
    }

    private Answer alice() {
        return site.aliceSignsIn("openid");
    }

    private Answer get(String path, String token) {
        return site.auth().call(Method.GET, path).bearer(token).send();
    }

    private Answer post(String path, String token) {
        return site.auth().call(Method.POST, path).bearer(token).send();
    }

    private Answer end(String session, String token) {
        return site.auth().call(Method.DELETE, "/me/sessions/" + session).bearer(token).send();
    }

    private Answer change(String token, String current, String fresh) {
        return site.auth()
                .call(Method.POST, "/me/password")
                .from("192.0.2.7")
                .bearer(token)
                .json(
                        "{\"current_password\":\""
                                + current
                                + "\",\"new_password\":\""
                                + fresh
                                + "\"}")
                .send();
    }

    private List<String> ids(String path, String token) {
        return get(path, token).json().get("items") instanceof List<?> items
                ? items.stream().map(item -> String.valueOf(((Map<?, ?>) item).get("id"))).toList()
                : List.of();
    }
}
