package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.web.http.Method;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// POST /users/verify-password.
class PasswordCheckEndpointTest {
    private static final String PATH = "/users/verify-password";

    @AutoClose private final Site site = Site.open();

    @Test
    void without_a_clients_secret_nothing_is_told() {
        var bare = site.auth().call(Method.POST, PATH).json(question("alice", Site.PASSWORD));
        assertThat(bare.send().status()).isEqualTo(400);
        var guessed =
                site.auth()
                        .call(Method.POST, PATH)
                        .basic("shop", "guess")
                        .json(question("alice", Site.PASSWORD));
        assertThat(guessed.send().status()).isEqualTo(401);

        var byName =
                site.auth()
                        .call(Method.POST, PATH)
                        .form("client_id", "page", "username", "alice", "password", Site.PASSWORD);
        assertThat(byName.send().status()).isEqualTo(401);
    }

    /// Security: B5
    @Test
    void a_client_that_may_not_take_passwords_is_refused() {
        var answer = site.as("batch", PATH).json(question("alice", Site.PASSWORD)).send();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("unauthorized-client");
    }

    /// Security: G1
    @Test
    void wrong_unknown_locked_and_disabled_look_alike() {
        String wrong = verdict("alice", "a lantern over six stones");

        assertThat(wrong).isEqualTo("{\"valid\":false,\"totp_required\":false}\n");
        assertThat(verdict("nobody", Site.PASSWORD)).isEqualTo(wrong);
        assertThat(verdict("locked", Site.PASSWORD)).isEqualTo(wrong);
        assertThat(verdict("disabled", Site.PASSWORD)).isEqualTo(wrong);
    }

    @Test
    void unknown_members_and_other_bodies_are_refused() {
        var odd = site.as("shop", PATH).json("{\"username\":\"alice\",\"passwort\":\"x\"}").send();
        assertThat(odd.status()).isEqualTo(422);
        assertThat(odd.body()).contains("passwort", "password");

        assertThat(site.as("shop", PATH).json("[1]").send().status()).isEqualTo(400);
    }

    @Test
    void the_right_password_is_valid_by_json_and_by_form() {
        assertThat(verdict("ALICE", Site.PASSWORD)).startsWith("{\"valid\":true");

        var form = site.as("shop", PATH).form("username", "alice", "password", Site.PASSWORD);
        assertThat(form.send().body()).startsWith("{\"valid\":true");
    }

    private String verdict(String username, String password) {
        var answer = site.as("shop", PATH).json(question(username, password)).send();
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    private static String question(String username, String password) {
        return "{\"username\":\"" + username + "\",\"password\":\"" + password + "\"}";
    }
}
