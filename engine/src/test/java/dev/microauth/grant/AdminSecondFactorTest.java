package dev.microauth.grant;

import static dev.microauth.grant.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.App;
import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.Phone;
import dev.microauth.Robot;
import dev.microauth.actor.Origin;
import dev.microauth.key.Ring;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.OAuthError;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.secret.Secret;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The second factor at both token endpoints.
///
/// Security: E5
@BothDatabases
class AdminSecondFactorTest {
    private static final String SHORT = "nine gre";

    @AutoClose private final Installation site;

    AdminSecondFactorTest(Db db) {
        site = Installation.on(db);
    }

    /// Security: B5, F7
    /// Trap: 2
    @Test
    void whoever_has_a_second_factor_is_asked_for_it_at_both_ports() {
        App shop = site.app("shop", with -> with.firstParty().grants(GrantType.PASSWORD));
        Phone phone = Phone.of(site, "admin");

        assertRefused(OAuthError.MFA_REQUIRED, () -> admin("admin", Optional.empty()));
        assertRefused(OAuthError.MFA_REQUIRED, () -> shop.password("admin"));
        assertRefused(
                OAuthError.INVALID_GRANT, () -> admin("admin", Optional.of(phone.wrongCode())));
        String code = phone.code();
        assertThat(admin("admin", Optional.of(code))).isNotNull();
        assertRefused(OAuthError.INVALID_GRANT, () -> shop(shop, "admin", code));
        site.clock().advance(Duration.ofSeconds(30));
        assertThat(shop.isLive(shop(shop, "admin", phone.code()))).isTrue();
    }

    /// Security: G1
    @Test
    void at_the_admin_port_nobody_else_learns_that_a_password_was_right() {
        Phone phone = Phone.of(site, "alice");

        OAuthRefusal right =
                assertRefused(OAuthError.INVALID_GRANT, () -> admin("alice", Optional.empty()));
        OAuthRefusal wrong =
                assertRefused(OAuthError.INVALID_GRANT, () -> admin("nobody", Optional.empty()));
        assertThat(right.publicText()).isEqualTo(wrong.publicText());
        assertRefused(OAuthError.INVALID_GRANT, () -> admin("alice", Optional.of(phone.code())));
    }

    @Test
    void where_it_is_required_administrators_without_one_are_told_how_to_get_one() {
        String refresh = admin("admin", Optional.empty()).refreshToken().orElseThrow();
        site.restart(with -> with.requireAdminMfa(true));

        OAuthRefusal refusal =
                assertRefused(OAuthError.MFA_REQUIRED, () -> admin("admin", Optional.empty()));
        assertThat(refusal.publicText()).contains("http://localhost:9040/account");
        assertRefused(
                OAuthError.MFA_REQUIRED,
                () ->
                        site.auth()
                                .adminTokenService()
                                .grant(
                                        new TokenRequest.Refresh(refresh, Optional.empty()),
                                        Origin.NONE));
        assertRefused(OAuthError.INVALID_GRANT, () -> admin("alice", Optional.empty()));
        Phone phone = Phone.of(site, "admin");
        var granted = admin("admin", Optional.of(phone.code()));
        assertThat(
                        site.auth()
                                .adminTokenService()
                                .grant(
                                        new TokenRequest.Refresh(
                                                granted.refreshToken().orElseThrow(),
                                                Optional.empty()),
                                        Origin.NONE))
                .isNotNull();
        // A machine has no phone.
        Robot robot = Robot.of(site, "robot");
        site.auth().access().assignRole(Installation.ACTOR, robot.id(), "MadAdmin");
        assertThat(robot.isLive(Ring.ADMIN, robot.adminToken())).isTrue();
    }

    /// Security: F1
    @Test
    void eight_characters_do_for_whom_a_rule_asks_for_more_and_for_nobody_else() {
        assertThatThrownBy(() -> change("admin")).isInstanceOf(Invalid.class);
        Phone.of(site, "alice");
        site.restart(with -> with.requireAdminMfa(true));

        assertThatThrownBy(() -> change("alice")).isInstanceOf(Invalid.class);
        assertThatThrownBy(() ->
                        site.auth()
                                .users()
                                .create(Installation.ACTOR)
                                .username("dora")
                                .password(SHORT.toCharArray())
                                .save())
                .isInstanceOf(Invalid.class);
        assertThatCode(() -> change("admin")).doesNotThrowAnyException();
    }

    private void change(String name) {
        site.auth()
                .passwordChanges()
                .changePassword(
                        site.user(name).id(),
                        Installation.PASSWORD.toCharArray(),
                        SHORT.toCharArray(),
                        Origin.NONE);
    }

    private TokenResponse admin(String name, Optional<String> code) {
        return site.auth()
                .adminTokenService()
                .grant(
                        new TokenRequest.Password(
                                name, Secret.of(Installation.PASSWORD), code, Optional.empty()),
                        Origin.NONE);
    }

    private static TokenResponse shop(App shop, String name, String code) {
        return shop.ask(
                new TokenRequest.Password(
                        name,
                        Secret.of(Installation.PASSWORD),
                        Optional.of(code),
                        Optional.empty()));
    }
}
