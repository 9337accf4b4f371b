package dev.microauth.passkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.Phone;
import dev.microauth.Visitor;
import dev.microauth.account.OwnFactors;
import dev.microauth.account.OwnFactors.Changed;
import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.credential.HalfProof;
import dev.microauth.credential.HalfProof.Factor;
import dev.microauth.credential.SecondFactor;
import dev.microauth.credential.SignIn;
import dev.microauth.problem.AuthException.NotAllowed;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.problem.AuthException.Protected;
import dev.microauth.subject.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Passkeys as a way in, beside the others that somebody has.
///
/// Security: F9
@BothDatabases
class PasskeyAccountTest {
    @AutoClose private final Installation site;
    private final UserId alice;
    private int visitors;

    PasskeyAccountTest(Db db) {
        site = Installation.on(db);
        alice = site.user("alice").id();
    }

    /// Security: F5
    @Test
    void wrong_answers_are_failures_and_make_one_wait() {
        var key = enrolled(alice);
        key.tampers = true;
        var here = visitor();
        for (int i = 0; i < 4; i++) {
            assertThat(signIn(here, key)).isInstanceOf(SignIn.Refused.class);
        }
        key.tampers = false;

        assertThat(signIn(here, key)).isEqualTo(new SignIn.Throttled(Duration.ofSeconds(1)));
        assertThat(signIn(visitor(), key)).isInstanceOf(SignIn.Proven.class);
    }

    /// Trap: 1
    @Test
    void a_passkey_of_somebody_who_is_kept_out_opens_nothing() {
        var key = enrolled(alice);
        site.auth().users().deactivate(Installation.ACTOR, alice);

        assertThat(signIn(visitor(), key)).isInstanceOf(SignIn.Refused.class);
        site.auth().users().activate(Installation.ACTOR, alice);
        assertThat(signIn(visitor(), key)).isInstanceOf(SignIn.Proven.class);
    }

    /// Spec: RFC 8176 §2
    @Test
    void a_passkey_that_asks_who_one_is_is_two_factors() {
        var proven = (SignIn.Proven) signIn(visitor(), enrolled(alice));

        assertThat(proven.user().id()).isEqualTo(alice);
        assertThat(proven.methods()).containsExactly("hwk", "user", "pin", "mfa");
        assertThat(
                        site.storage()
                                .rows(
                                        "select detail from audit_events where action = 'user.login' order by sequence desc limit 1"))
                .containsExactly(List.of("hwk user pin mfa"));
    }

    /// Trap: 2
    @Test
    void after_the_password_the_passkey_of_this_very_person_is_good_once() {
        var key = enrolled(alice);
        var ofBob = enrolled(site.user("bob").id());
        HalfProof half = visitor().half("alice");
        assertThat(half.factors()).containsExactlyInAnyOrder(Factor.PASSKEY, Factor.RECOVERY_CODE);

        assertThat(visitor().then(half, second(alice, ofBob))).isInstanceOf(SignIn.Refused.class);
        key.flags = SoftAuthenticator.PRESENT;
        SecondFactor answer = second(alice, key);
        assertThat(visitor().then(half, answer))
                .isInstanceOfSatisfying(
                        SignIn.Proven.class,
                        proven ->
                                assertThat(proven.methods())
                                        .containsExactly("pwd", "hwk", "user", "mfa"));
        assertThat(visitor().then(half, answer)).isInstanceOf(SignIn.Refused.class);
    }

    @Test
    void the_first_factor_brings_recovery_codes_and_the_last_takes_them() {
        var first = add(alice, new SoftAuthenticator(KeyKind.ES256));
        assertThat(first.recoveryCodes()).hasSize(10);
        assertThat(add(alice, new SoftAuthenticator(KeyKind.ES256)).recoveryCodes()).isEmpty();
        Phone phone = Phone.of(site, "alice");
        assertThat(phone.recoveryCodes()).isEmpty();
        assertThat(site.user("alice").passkeys()).isEqualTo(2);

        for (Passkey each : passkeys()) {
            factors().removePasskey(Phone.change(alice), each.id());
        }
        assertThat(site.auth().recoveryCodes().left(alice)).isEqualTo(10);
        factors().removeTotp(Phone.change(alice));
        assertThat(site.auth().recoveryCodes().left(alice)).isZero();
    }

    @Test
    void the_only_way_in_is_not_removed_by_its_owner() {
        UserId carol = site.user("carol").id();
        enrolled(carol);
        Passkey only = site.auth().passkeys().list(carol).getFirst();

        assertThatThrownBy(() -> factors().removePasskey(Phone.change(carol), only.id()))
                .isInstanceOf(Protected.class);

        assertThat(site.auth().passkeys().list(carol)).hasSize(1);
        factors().takePasskey(Installation.ACTOR, carol, only.id());
        assertThat(site.auth().passkeys().list(carol)).isEmpty();
    }

    /// Security: H7
    @Test
    void nobody_touches_the_passkeys_of_others_but_who_is_above_them() {
        UserId admin = site.user("admin").id();
        enrolled(admin);
        Passkey theirs = site.auth().passkeys().list(admin).getFirst();
        var writer = Actor.user(alice.toString(), Origin.NONE).with(Set.of("users:write"));

        assertThatThrownBy(() -> factors().removePasskey(Phone.change(alice), theirs.id()))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> factors().renamePasskey(writer, alice, theirs.id(), "mine"))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> factors().takePasskey(writer, admin, theirs.id()))
                .isInstanceOf(NotAllowed.class);
        assertThat(site.auth().passkeys().list(admin)).containsExactly(theirs);
    }

    /// Security: E5
    @Test
    void nobody_takes_their_own_by_a_right_over_others() {
        enrolled(alice);
        Passkey own = passkeys().getFirst();
        var writer = Actor.user(alice.toString(), Origin.NONE).with(Set.of("users:write"));

        assertThatThrownBy(() -> factors().takePasskey(writer, alice, own.id()))
                .isInstanceOf(NotAllowed.class);

        assertThat(passkeys()).containsExactly(own);
    }

    /// Security: K1, K2
    /// Trap: 17
    @Test
    void one_change_is_one_event() {
        enrolled(alice);
        Passkey key = passkeys().getFirst();
        assertThat(
                        factors()
                                .renamePasskey(
                                        Phone.change(alice).actor(), alice, key.id(), "a ring")
                                .name())
                .isEqualTo("a ring");
        factors().removePasskey(Phone.change(alice), key.id());

        assertThat(
                        site.storage()
                                .rows(
                                        "select action, detail from audit_events where action like 'passkey.%' order by sequence"))
                .containsExactly(
                        List.of("passkey.add", "name a key"),
                        List.of("passkey.update", "name a key → a ring"),
                        List.of("passkey.remove", "name a ring"));
    }

    private OwnFactors factors() {
        return site.auth().ownFactors();
    }

    private List<Passkey> passkeys() {
        return site.auth().passkeys().list(alice);
    }

    private SoftAuthenticator enrolled(UserId owner) {
        var authenticator = new SoftAuthenticator(KeyKind.ES256);
        add(owner, authenticator);
        return authenticator;
    }

    private Changed add(UserId owner, SoftAuthenticator authenticator) {
        var user = site.auth().users().get(owner);
        Ceremony asked = site.auth().passkeys().startEnrolment(user, PasskeySite.HOLDER);
        return factors()
                .addPasskey(
                        Phone.change(owner),
                        PasskeySite.answer(asked, authenticator.create(asked.optionsJson())),
                        "a key")
                .changed();
    }

    private SignIn signIn(Visitor visitor, SoftAuthenticator authenticator) {
        Ceremony asked = site.auth().passkeys().startSignIn(PasskeySite.HOLDER);
        return site.auth()
                .signIns()
                .withPasskey(
                        PasskeySite.answer(asked, authenticator.get(asked.optionsJson())),
                        visitor.attempt());
    }

    private SecondFactor second(UserId owner, SoftAuthenticator authenticator) {
        Ceremony asked = site.auth().passkeys().startSecondFactor(owner, PasskeySite.HOLDER);
        return new SecondFactor.OfPasskey(
                PasskeySite.answer(asked, authenticator.get(asked.optionsJson())));
    }

    /// From an address of their own.
    private Visitor visitor() {
        return Visitor.at(site.auth(), ++visitors);
    }
}
