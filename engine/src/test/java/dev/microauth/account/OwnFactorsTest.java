package dev.microauth.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.App;
import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Flow;
import dev.microauth.Installation;
import dev.microauth.Phone;
import dev.microauth.Visitor;
import dev.microauth.account.OwnFactors.Change;
import dev.microauth.account.OwnFactors.Changed;
import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.credential.Attempt;
import dev.microauth.credential.SignIn;
import dev.microauth.key.Ring;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.NotAllowed;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.problem.AuthException.Protected;
import dev.microauth.secret.Secret;
import dev.microauth.session.BrowserSession;
import dev.microauth.session.Session;
import dev.microauth.subject.UserId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@BothDatabases
class OwnFactorsTest {
    @AutoClose private final Installation site;
    private final App app;
    private final UserId alice;

    OwnFactorsTest(Db db) {
        site = Installation.on(db);
        app =
                site.app(
                        "shop",
                        with ->
                                with.firstParty()
                                        .grants(GrantType.PASSWORD, GrantType.REFRESH_TOKEN));
        alice = site.user("alice").id();
    }

    /// Security: F5, F7
    @Test
    void wrong_codes_of_a_confirmation_count_as_failures() {
        var phone = Phone.waiting(site, "alice");
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(() -> confirm(phone.wrongCode())).isInstanceOf(Invalid.class);
        }

        assertThatThrownBy(() -> confirm(phone.code())).isInstanceOf(OAuthRefusal.class);
        assertThatThrownBy(() -> app.password("alice")).isInstanceOf(OAuthRefusal.class);
        assertThat(site.user("alice").totpEnabled()).isFalse();
    }

    @Test
    void what_is_not_there_is_not_removed_or_renewed() {
        assertThatThrownBy(() -> factors().removeTotp(Phone.change(alice)))
                .isInstanceOf(NotFound.class);
        Phone.waiting(site, "alice");
        assertThatThrownBy(() -> factors().removeTotp(Phone.change(alice)))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> factors().newRecoveryCodes(Phone.change(alice)))
                .isInstanceOf(Protected.class);
        assertThatThrownBy(() -> factors().takeTotp(Installation.ACTOR, alice))
                .isInstanceOf(NotFound.class);
    }

    /// Security: H7
    @Test
    void nobody_takes_the_second_factor_of_somebody_above_them() {
        Phone.of(site, "admin");
        Phone.of(site, "alice");
        var bob = site.user("bob").id();
        var writer = Actor.user(bob.toString(), Origin.NONE).with(Set.of("users:write"));

        assertThatThrownBy(() -> factors().takeTotp(writer, site.user("admin").id()))
                .isInstanceOf(NotAllowed.class);
        factors().takeTotp(writer, alice);

        assertThat(site.user("alice").totpEnabled()).isFalse();
        assertThat(site.user("admin").totpEnabled()).isTrue();
        assertThat(site.auth().recoveryCodes().left(alice)).isZero();
        assertThat(Visitor.at(site.auth(), 1).password("alice", Installation.PASSWORD))
                .isInstanceOf(SignIn.Proven.class);
    }

    /// Security: E5
    @Test
    void nobody_takes_their_own_by_a_right_over_others() {
        Phone.of(site, "admin");
        UserId admin = site.user("admin").id();
        var actor = Actor.user(admin.toString(), Origin.NONE).with(Set.of("users:write"));

        assertThatThrownBy(() -> factors().takeTotp(actor, admin))
                .isInstanceOf(NotAllowed.class)
                .hasMessageContaining("/me");

        assertThat(site.user("admin").totpEnabled()).isTrue();
    }

    /// Security: B14, E3
    @Test
    void every_change_ends_all_else_that_was_signed_in_and_keeps_the_session_it_is_made_in() {
        var phone = new AtomicReference<Phone>();
        Map<String, Function<Change, Optional<Secret>>> changes = new LinkedHashMap<>();
        changes.put(
                "confirmed",
                change -> {
                    phone.set(Phone.waiting(site, "alice"));
                    var changed = factors().confirmTotp(change, phone.get().code());
                    assertThat(changed.recoveryCodes()).hasSize(10);
                    assertThat(changed.toString()).doesNotContain(changed.recoveryCodes().get(0));
                    return changed.reference();
                });
        changes.put("new codes", change -> factors().newRecoveryCodes(change).reference());
        changes.put(
                "password",
                change ->
                        factors()
                                .changePassword(
                                        change,
                                        Installation.PASSWORD.toCharArray(),
                                        "nine grey herons at noon".toCharArray())
                                .reference());
        changes.put("removed", change -> factors().removeTotp(change).reference());
        String password = Installation.PASSWORD;
        for (var each : changes.entrySet()) {
            BrowserSession kept = browser(password, Optional.ofNullable(phone.get()));
            BrowserSession other = browser(password, Optional.ofNullable(phone.get()));

            Optional<Secret> fresh =
                    each.getValue()
                            .apply(
                                    new Change(
                                            Phone.change(alice).actor(),
                                            alice,
                                            Optional.of(kept.session().id())));

            assertThat(find(other.reference())).as(each.getKey()).isEmpty();
            assertThat(find(kept.reference())).as(each.getKey()).isEmpty();
            assertThat(find(fresh.orElseThrow()))
                    .as(each.getKey())
                    .hasValueSatisfying(
                            session -> assertThat(session.id()).isEqualTo(kept.session().id()));
            password = each.getKey().equals("password") ? "nine grey herons at noon" : password;
        }
        assertThat(site.user("alice").hasSecondFactor()).isFalse();
    }

    /// Security: B14, A21
    @Test
    void the_token_that_changes_goes_on_and_nothing_else_that_its_session_gave() {
        var spa =
                site.app(
                        "spa",
                        with -> with.firstParty().grants(GrantType.values()).scopes("openid"));
        var flow = new Flow(spa).signedIn("alice");
        var asking = flow.tokens();
        var idle = flow.tokens();
        var token =
                site.auth()
                        .accessTokens()
                        .find(Ring.AUTH, asking.accessToken().compact())
                        .orElseThrow();
        var phone = Phone.waiting(site, "alice");

        factors().confirmTotp(Change.over(Phone.change(alice).actor(), alice, token), phone.code());

        assertThat(spa.isLive(idle)).isFalse();
        assertThatThrownBy(() -> spa.refresh(idle.refreshToken().orElseThrow()))
                .isInstanceOf(OAuthRefusal.class);
        assertThat(spa.isLive(asking)).isTrue();
        assertThat(spa.isLive(spa.refresh(asking.refreshToken().orElseThrow()))).isTrue();
    }

    /// Security: B14, E3
    @Test
    void a_change_without_a_session_to_keep_ends_every_token() {
        Phone.of(site, "bob");
        var before = app.password("alice");
        Phone.of(site, "alice");

        assertThat(app.isLive(before)).isFalse();
        assertThatThrownBy(() -> app.refresh(before.refreshToken().orElseThrow()))
                .isInstanceOf(OAuthRefusal.class);
    }

    /// Security: F10
    @Test
    void a_change_of_factors_ends_the_links_that_were_to_help_in() {
        Phone.of(site, "alice");
        var link = site.auth().links().reset(Installation.ACTOR, alice);
        String url = link.url().revealText();
        var token = Secret.of(url.substring(url.lastIndexOf('/') + 1));
        assertThat(site.auth().links().find(token)).isPresent();

        factors().newRecoveryCodes(Phone.change(alice));

        assertThat(site.auth().links().find(token)).isEmpty();
    }

    /// Security: F10
    /// Trap: 2
    @Test
    void a_reset_of_the_password_leaves_the_second_factor() {
        Phone.of(site, "alice");
        String url = site.auth().links().reset(Installation.ACTOR, alice).url().revealText();
        site.auth()
                .links()
                .choosePassword(
                        Secret.of(url.substring(url.lastIndexOf('/') + 1)),
                        "nine grey herons at noon".toCharArray(),
                        Origin.NONE);

        assertThat(Visitor.at(site.auth(), 1).password("alice", "nine grey herons at noon"))
                .isInstanceOf(SignIn.Halfway.class);
    }

    /// Security: K1, K2
    /// Trap: 17
    @Test
    void one_change_is_one_event() {
        var phone = Phone.waiting(site, "alice");
        assertThatThrownBy(() -> confirm(phone.wrongCode())).isInstanceOf(Invalid.class);
        confirm(phone.code());
        factors().newRecoveryCodes(Phone.change(alice));
        factors().removeTotp(Phone.change(alice));
        Phone.of(site, "alice");
        factors().takeTotp(Installation.ACTOR, alice);

        assertThat(
                        site
                                .storage()
                                .rows(
                                        "select action, outcome from audit_events where action like 'totp.%'"
                                                + " or action like 'recovery%' order by sequence")
                                .stream()
                                .map(row -> String.join(" ", row)))
                .containsExactly(
                        "totp.enrol done",
                        "totp.confirm refused",
                        "totp.confirm done",
                        "recovery-codes.replace done",
                        "totp.remove done",
                        "totp.enrol done",
                        "totp.confirm done",
                        "totp.remove done");
    }

    private OwnFactors factors() {
        return site.auth().ownFactors();
    }

    private Changed confirm(String code) {
        return factors().confirmTotp(Phone.change(alice), code);
    }

    private BrowserSession browser(String password, Optional<Phone> phone) {
        site.clock().advance(Duration.ofSeconds(30));
        var proven =
                (SignIn.Proven)
                        site.auth()
                                .signIns()
                                .withPasswordAndCode(
                                        "alice",
                                        password.toCharArray(),
                                        phone.map(Phone::code),
                                        Attempt.from(Origin.NONE));
        return site.auth().sessions().signIn(Ring.AUTH, proven, Optional.empty(), Origin.NONE);
    }

    private Optional<Session> find(Secret reference) {
        return site.auth().sessions().find(Ring.AUTH, reference);
    }
}
