package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.microauth.web.http.Method;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `/me/totp` and `/me/recovery-codes` of both ports, and what they lead to at the token endpoints.
class SelfFactorsTest {
    @AutoClose private final Site site = Site.open();

    enum Door {
        AUTH("alice", ""),
        ADMIN("admin", "/api/v1");

        private final String person;
        private final String prefix;

        Door(String person, String prefix) {
            this.person = person;
            this.prefix = prefix;
        }
    }

    /// Security: E5
    /// Spec: RFC 9470 §3
    @ParameterizedTest
    @EnumSource
    void a_change_takes_a_recent_sign_in(Door door) {
        String token = signIn(door).text("access_token");
        site.advance(Duration.ofMinutes(5).plusSeconds(1));

        for (String path : List.of("/me/totp", "/me/totp/confirm", "/me/recovery-codes")) {
            var answer = call(door, Method.POST, path, token, "{\"totp_code\":\"123456\"}");
            assertThat(answer.status()).as(path).isEqualTo(401);
            assertThat(answer.body())
                    .containsAnyOf(
                            "insufficient-user-authentication", "insufficient_user_authentication");
        }
        assertThat(call(door, Method.DELETE, "/me/totp", token, "").status()).isEqualTo(401);
        assertThat(site.user(door.person).totpEnabled()).isFalse();
    }

    @Test
    void a_token_that_speaks_for_no_person_has_no_factors() {
        for (String path : List.of("/me/totp", "/me/recovery-codes")) {
            var answer =
                    site.auth().call(Method.POST, path).bearer(site.clientToken("shop")).send();
            answer.refuses(403, "insufficient_scope");
        }
    }

    /// Security: F5
    @ParameterizedTest
    @EnumSource
    void guesses_at_the_first_code_count(Door door) {
        String token = signIn(door).text("access_token");
        assertThat(confirm(door, token, "123456").status()).isEqualTo(404);
        enrol(door, token);

        for (int i = 0; i < 4; i++) {
            var wrong = confirm(door, token, "no code");
            assertThat(wrong.status()).isEqualTo(422);
            assertThat(wrong.body()).contains("totp_code");
        }
        var throttled = confirm(door, token, "no code");
        assertThat(throttled.status()).isEqualTo(429);
        assertThat(throttled.header("retry-after")).isPresent();
    }

    /// Security: E3, F7, F8
    @ParameterizedTest
    @EnumSource
    void an_app_is_set_up_and_removed_and_the_token_that_did_it_goes_on(Door door) {
        var other = signIn(door).text("access_token");
        String token = signIn(door).text("access_token");
        var enrolment = enrol(door, token);
        var phone = new Phone(site, enrolment.text("secret"), List.of());
        assertThat(enrolment.text("otpauth_uri")).contains("secret=" + phone.secret());
        assertThat(enrolment.text("qr_svg")).startsWith("<svg").doesNotContain("script");
        enrolment.isNotStored();

        var confirmed = confirm(door, token, phone.code());

        assertThat(confirmed.status()).isEqualTo(200);
        confirmed.isNotStored();
        assertThat(confirmed.json().get("recovery_codes")).asInstanceOf(LIST).hasSize(10);
        assertThat(isLive(door, token)).isTrue();
        assertThat(isLive(door, other)).isFalse();
        signIn(door).refuses(400, "mfa_required");

        var renewed = call(door, Method.POST, "/me/recovery-codes", token, "");
        assertThat(renewed.status()).isEqualTo(200);
        assertThat(renewed.body()).isNotEqualTo(confirmed.body());
        assertThat(call(door, Method.DELETE, "/me/totp", token, "").status()).isEqualTo(204);
        assertThat(isLive(door, token)).isTrue();
        assertThat(call(door, Method.DELETE, "/me/totp", token, "").status()).isEqualTo(404);
        assertThat(call(door, Method.POST, "/me/recovery-codes", token, "").status())
                .isEqualTo(409);
        signIn(door).succeeds();
    }

    /// Security: F7
    /// Trap: 2, 14
    @ParameterizedTest
    @EnumSource
    void the_password_grant_takes_a_code_once(Door door) {
        var phone = Phone.of(site, door.person);

        signIn(door).refuses(400, "mfa_required");
        with(door, phone.wrongCode()).refuses(400, "invalid_grant");
        String code = phone.code();
        with(door, code).succeeds();
        with(door, code).refuses(400, "invalid_grant");
    }

    /// Trap: 2
    @Test
    void a_password_check_says_that_more_would_be_asked_for() {
        Phone.of(site, "alice");

        var answer =
                site.as("shop", "/users/verify-password")
                        .json("{\"username\":\"alice\",\"password\":\"" + Site.PASSWORD + "\"}")
                        .send();

        assertThat(answer.body()).isEqualTo("{\"valid\":true,\"totp_required\":true}\n");
    }

    @Test
    void an_administrator_sees_who_has_one_and_can_take_it() {
        var token = site.adminToken("admin");
        Phone.of(site, "alice");
        String path = "/api/v1/users/" + site.user("alice").id();
        var shown = site.admin().call(Method.GET, path).bearer(token).send();
        assertThat(shown.json()).containsEntry("totp_enabled", true).containsEntry("passkeys", 0L);
        assertThat(site.admin().call(Method.GET, "/api/v1/users").bearer(token).send().body())
                .contains("\"totp_enabled\":true");

        assertThat(site.admin().call(Method.DELETE, path + "/totp").bearer(token).send().status())
                .isEqualTo(204);

        assertThat(site.admin().call(Method.GET, path).bearer(token).send().json())
                .containsEntry("totp_enabled", false);
        assertThat(site.admin().call(Method.DELETE, path + "/totp").bearer(token).send().status())
                .isEqualTo(404);
        site.aliceSignsIn("openid").succeeds();
    }

    private Answer signIn(Door door) {
        return attempt(door).send();
    }

    private Answer with(Door door, String code) {
        return attempt(door).form("totp_code", code).send();
    }

    private Call attempt(Door door) {
        return switch (door) {
            case AUTH -> site.password("shop", door.person, Site.PASSWORD);
            case ADMIN ->
                    site.admin()
                            .call(Method.POST, "/token")
                            .form("username", door.person, "password", Site.PASSWORD);
        };
    }

    private Answer enrol(Door door, String token) {
        return call(door, Method.POST, "/me/totp", token, "").succeeds();
    }

    private Answer confirm(Door door, String token, String code) {
        return call(
                door, Method.POST, "/me/totp/confirm", token, "{\"totp_code\":\"" + code + "\"}");
    }

    private boolean isLive(Door door, String token) {
        return call(door, Method.GET, "/me", token, "").status() == 200;
    }

    /// All from one address, so that failures are seen.
    private Answer call(Door door, Method method, String path, String token, String json) {
        var port = door == Door.AUTH ? site.auth() : site.admin();
        var call = port.call(method, door.prefix + path).bearer(token).from("192.0.2.7");
        boolean takesBody = path.endsWith("/confirm");
        return takesBody ? call.json(json).send() : call.send();
    }
}
