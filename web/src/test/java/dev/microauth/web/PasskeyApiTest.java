package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.microauth.web.http.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Passkeys over a token, on both ports.
class PasskeyApiTest {
    private static final UUID NOBODY = new UUID(0x7000L, 1);

    @AutoClose private final Site site = Site.open();
    private final Port auth = site.auth();
    private final Port admin = site.admin();

    /// Security: E5
    @Test
    void a_change_takes_a_recent_sign_in_and_a_look_does_not() {
        String token = site.aliceSignsIn("openid").text("access_token");
        String boss = site.adminToken("admin");
        site.advance(Duration.ofMinutes(5).plusSeconds(1));
        for (Method method : List.of(Method.PATCH, Method.DELETE)) {
            String one = "/me/passkeys/" + NOBODY;
            assertThat(auth.call(method, one).bearer(token).send().status()).isEqualTo(401);
            var answer = admin.call(method, "/api/v1" + one).bearer(boss).send();
            assertThat(answer.status()).isEqualTo(401);
        }
        for (String path : List.of("/me/passkeys", "/me/passkeys/options")) {
            auth.call(Method.POST, path)
                    .bearer(token)
                    .send()
                    .refuses(401, "insufficient_user_authentication");
            String body =
                    path.endsWith("s/options")
                            ? ""
                            : "{\"name\":\"a\",\"state\":\"b\",\"credential\":{}}";
            var call = admin.call(Method.POST, "/api/v1" + path).bearer(boss);
            var answer = body.isEmpty() ? call.send() : call.json(body).send();
            answer.problem(401, "insufficient-user-authentication");
        }
        auth.call(Method.GET, "/me/passkeys").bearer(token).send().succeeds();
        admin.call(Method.GET, "/api/v1/me/passkeys").bearer(boss).send().succeeds();
    }

    @Test
    void a_token_that_speaks_for_nobody_has_no_passkeys() {
        auth.call(Method.GET, "/me/passkeys")
                .bearer(site.clientToken("shop"))
                .send()
                .refuses(403, "insufficient_scope");
        assertThat(auth.call(Method.GET, "/me/passkeys").send().status()).isEqualTo(401);
    }

    /// Security: F9, A20
    @Test
    void an_answer_belongs_to_the_session_that_asked() {
        String asking = site.aliceSignsIn("openid").text("access_token");
        String other = site.aliceSignsIn("openid").text("access_token");
        var device = new PasskeyDevice("http://localhost:9040");
        var question = ask(auth, "", asking);
        String credential = device.create(options(question));

        assertThat(add(auth, "", other, question, credential).fields())
                .containsOnlyKeys("credential");
        assertThat(add(auth, "", asking, question, credential).status()).isEqualTo(201);
    }

    /// Security: F9
    @Test
    void what_is_no_answer_is_told_so() {
        String token = site.aliceSignsIn("openid").text("access_token");
        var question = ask(auth, "", token);
        assertThat(add(auth, "", token, question, "{}").fields()).containsOnlyKeys("credential");
        assertThat(add(auth, "", token, question, "7").fields()).containsOnlyKeys("credential");
        var elsewhere = new PasskeyDevice("https://evil.example").create(options(question));
        assertThat(add(auth, "", token, question, elsewhere).fields())
                .containsOnlyKeys("credential");
    }

    /// Security: E3, F8, F9
    @Test
    void a_passkey_is_added_named_shown_and_removed() {
        String token = site.aliceSignsIn("openid").text("access_token");
        String elsewhere = site.aliceSignsIn("openid").text("access_token");
        var device = new PasskeyDevice("http://localhost:9040");
        var question = ask(auth, "", token);
        var made = add(auth, "", token, question, device.create(options(question)));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.isNotStored().json()).containsEntry("name", "telephone");
        assertThat((List<?>) made.json().get("recovery_codes")).hasSize(10);
        assertThat(isLive(token)).isTrue();
        assertThat(isLive(elsewhere)).isFalse();

        String one = "/me/passkeys/" + made.text("id");
        auth.call(Method.PATCH, one)
                .bearer(token)
                .json("{\"name\":\"the new telephone\"}")
                .send()
                .succeeds();
        var listed = auth.call(Method.GET, "/me/passkeys").bearer(token).send().succeeds();
        assertThat(listed.json()).containsEntry("total", 1L);
        assertThat(listed.body()).contains("the new telephone").doesNotContain("public_key");
        assertThat(auth.call(Method.DELETE, one).bearer(token).send().status()).isEqualTo(204);
        assertThat(isLive(token)).isTrue();
        auth.call(Method.DELETE, one).bearer(token).send().problem(404, "not-found");
    }

    /// Security: H7
    @Test
    void another_persons_passkey_is_none_of_ones_own() {
        String boss = site.adminToken("admin");
        var device = new PasskeyDevice("http://localhost:9041");
        var question = ask(admin, "/api/v1", boss);
        var made = add(admin, "/api/v1", boss, question, device.create(options(question)));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.header("location").orElseThrow())
                .endsWith("/me/passkeys/" + made.text("id"));

        String token = site.aliceSignsIn("openid").text("access_token");
        String one = "/me/passkeys/" + made.text("id");
        auth.call(Method.DELETE, one).bearer(token).send().problem(404, "not-found");
        auth.call(Method.PATCH, one)
                .bearer(token)
                .json("{\"name\":\"mine\"}")
                .send()
                .problem(404, "not-found");
        String path = "/api/v1/users/" + site.user("alice").id() + "/passkeys/" + made.text("id");
        admin.call(Method.DELETE, path).bearer(boss).send().problem(404, "not-found");
    }

    /// Security: E3
    @Test
    void an_administrator_takes_a_passkey_away() {
        String token = site.aliceSignsIn("openid").text("access_token");
        var question = ask(auth, "", token);
        var device = new PasskeyDevice("http://localhost:9040");
        var made = add(auth, "", token, question, device.create(options(question)));
        String boss = site.adminToken("admin");
        String path = "/api/v1/users/" + site.user("alice").id() + "/passkeys";
        var listed = admin.call(Method.GET, path).bearer(boss).send().succeeds();
        assertThat(listed.json()).containsEntry("total", 1L);
        assertThat(listed.body()).contains(made.text("id"));

        String one = path + "/" + made.text("id");
        assertThat(admin.call(Method.DELETE, one).bearer(boss).send().status()).isEqualTo(204);
        assertThat(isLive(token)).isFalse();
        assertThat(site.user("alice").hasSecondFactor()).isFalse();
    }

    private boolean isLive(String token) {
        return auth.call(Method.GET, "/whoami").bearer(token).send().status() == 200;
    }

    private static Answer ask(Port port, String base, String token) {
        return port.call(Method.POST, base + "/me/passkeys/options")
                .bearer(token)
                .send()
                .succeeds();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> options(Answer question) {
        return (Map<String, Object>) question.json().get("options");
    }

    private static Answer add(
            Port port, String base, String token, Answer question, String credential) {
        String state = JSONObjectUtils.toJSONString(Map.of("state", question.text("state")));
        return port.call(Method.POST, base + "/me/passkeys")
                .bearer(token)
                .json(
                        "{\"name\":\"telephone\","
                                + state.substring(1, state.length() - 1)
                                + ",\"credential\":"
                                + credential
                                + "}")
                .send();
    }
}
