package dev.microauth.grant;

import static dev.microauth.grant.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.App;
import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.Phone;
import dev.microauth.actor.Origin;
import dev.microauth.credential.PasswordProof.Verdict;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.OAuthError;
import dev.microauth.secret.Secret;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@BothDatabases
class PasswordCheckTest {
    @AutoClose private final Installation site;
    private final App app;

    PasswordCheckTest(Db db) {
        site = Installation.on(db);
        app = site.app("mail", with -> with.firstParty().grants(GrantType.PASSWORD));
    }

    /// Security: B5
    @Test
    void a_client_without_the_password_grant_is_refused() {
        App other = site.app("other", with -> with.grants(GrantType.CLIENT_CREDENTIALS));

        assertRefused(
                OAuthError.UNAUTHORIZED_CLIENT, () -> check(other, "alice", Installation.PASSWORD));
    }

    @Test
    void nobody_unknown_locked_disabled_or_mistyped_is_valid() {
        var users = site.auth().users();
        assertThat(check(app, "nobody", Installation.PASSWORD)).isEqualTo(Verdict.WRONG);
        assertThat(check(app, "alice", "a lantern over six stones")).isEqualTo(Verdict.WRONG);
        assertThat(check(app, "carol", Installation.PASSWORD)).isEqualTo(Verdict.WRONG);
        users.deactivate(Installation.ACTOR, site.user("alice").id());
        assertThat(check(app, "alice", Installation.PASSWORD)).isEqualTo(Verdict.WRONG);
        users.lockOut(
                Installation.ACTOR,
                site.user("bob").id(),
                Optional.of(site.clock().instant().plusSeconds(60)));
        assertThat(check(app, "bob", Installation.PASSWORD)).isEqualTo(Verdict.WRONG);
    }

    /// Security: F5
    @Test
    void wrong_passwords_count_as_they_do_at_a_sign_in() {
        for (int i = 0; i < 4; i++) {
            assertThat(check(app, "alice", "guess number " + i)).isEqualTo(Verdict.WRONG);
        }

        assertRefused(OAuthError.SLOW_DOWN, () -> check(app, "alice", Installation.PASSWORD));
        assertRefused(
                OAuthError.SLOW_DOWN,
                () -> app.signIn("alice", Installation.PASSWORD, Origin.NONE));
    }

    @Test
    void the_right_password_is_valid_and_signs_nobody_in() {
        assertThat(check(app, "Alice", Installation.PASSWORD)).isEqualTo(Verdict.RIGHT);

        assertThat(site.user("alice").lastLogin()).isEmpty();
        assertThat(site.storage().count("tokens")).isZero();
    }

    /// Trap: 2
    @Test
    void the_right_password_of_somebody_with_a_second_factor_is_not_enough() {
        Phone.of(site, "alice");

        assertThat(check(app, "alice", Installation.PASSWORD))
                .isEqualTo(Verdict.RIGHT_BUT_NOT_ENOUGH);
    }

    private Verdict check(App client, String username, String password) {
        return site.auth()
                .passwordCheck()
                .check(client.authenticated(), username, Secret.of(password), Origin.NONE);
    }
}
