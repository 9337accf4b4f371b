package dev.microauth.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.Phone;
import dev.microauth.Visitor;
import dev.microauth.credential.HalfProof.Factor;
import dev.microauth.credential.SecondFactor.RecoveryCode;
import dev.microauth.credential.SecondFactor.TotpCode;
import dev.microauth.secret.Secret;
import dev.microauth.subject.UserId;
import dev.microauth.user.User;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@BothDatabases
class SecondFactorTest {
    private static final Secret BROWSER = Secret.of("the cookie of one browser");

    @AutoClose private final Installation site;
    private final Phone phone;
    private final UserId alice;
    private int visitors;

    SecondFactorTest(Db db) {
        site = Installation.on(db);
        phone = Phone.of(site, "alice");
        alice = site.user("alice").id();
    }

    /// Trap: 2
    @Test
    void the_right_password_alone_signs_nobody_in() {
        assertThat(visitor().password("alice", Installation.PASSWORD))
                .isInstanceOfSatisfying(
                        SignIn.Halfway.class,
                        half ->
                                assertThat(half.proof().factors())
                                        .containsExactlyInAnyOrder(
                                                Factor.TOTP, Factor.RECOVERY_CODE));
        assertThat(site.user("alice").lastLogin()).isEmpty();
        assertThat(last("password.prove")).isEqualTo("done pwd, a second factor is due");
    }

    /// What was true at the first step is asked again at the second.
    ///
    /// Security: B9
    /// Trap: 1, 2
    @Test
    void between_the_steps_nothing_may_change() {
        var users = site.auth().users();
        Map<String, Runnable> changes = new LinkedHashMap<>();
        changes.put("disabled", () -> users.deactivate(Installation.ACTOR, alice));
        changes.put(
                "locked out",
                () -> users.lockOut(Installation.ACTOR, alice, Optional.of(User.FOR_GOOD)));
        changes.put(
                "another password",
                () ->
                        site.auth()
                                .passwordChanges()
                                .changePassword(
                                        alice,
                                        Installation.PASSWORD.toCharArray(),
                                        "nine grey herons at noon".toCharArray(),
                                        visitor().attempt().origin()));
        changes.put("five minutes", () -> site.clock().advance(Duration.ofMinutes(5)));
        changes.put("deleted", () -> users.delete(Installation.ACTOR, alice));
        for (var change : changes.entrySet()) {
            restore();
            HalfProof half = visitor().half("alice");
            String sealed = site.auth().signIns().seal(half, BROWSER);
            assertThat(site.auth().signIns().open(sealed, BROWSER)).isPresent();
            change.getValue().run();

            assertThat(visitor().code(half, phone.code()))
                    .as(change.getKey())
                    .isInstanceOf(SignIn.Refused.class);
            assertThat(site.auth().signIns().open(sealed, BROWSER)).as(change.getKey()).isEmpty();
        }
    }

    private void restore() {
        var users = site.auth().users();
        users.activate(Installation.ACTOR, alice);
        users.lockOut(Installation.ACTOR, alice, Optional.empty());
        if (visitor().password("alice", "nine grey herons at noon") instanceof SignIn.Halfway) {
            site.auth()
                    .passwordChanges()
                    .changePassword(
                            alice,
                            "nine grey herons at noon".toCharArray(),
                            Installation.PASSWORD.toCharArray(),
                            visitor().attempt().origin());
        }
    }

    /// Security: A20
    /// Trap: 15
    @Test
    void a_half_proof_is_worth_nothing_to_another_browser_or_when_changed() {
        var signIns = site.auth().signIns();
        String sealed = signIns.seal(visitor().half("alice"), BROWSER);

        assertThat(signIns.open(sealed, Secret.of("the cookie of another"))).isEmpty();
        assertThat(signIns.open(sealed + "AA", BROWSER)).isEmpty();
        assertThat(signIns.open(sealed.substring(1), BROWSER)).isEmpty();
        assertThat(signIns.open("", BROWSER)).isEmpty();
        String other =
                site.auth()
                        .travelling()
                        .seal(
                                "something else",
                                BROWSER,
                                new byte[40],
                                site.clock().instant().plusSeconds(60));
        assertThat(signIns.open(other, BROWSER)).isEmpty();
        HalfProof opened = signIns.open(sealed, BROWSER).orElseThrow();
        assertThat(visitor().code(opened, phone.code())).isInstanceOf(SignIn.Proven.class);
    }

    /// Security: F5, F7
    @Test
    void wrong_codes_count_with_wrong_passwords_and_a_right_password_forgives_nothing() {
        var here = visitor();
        for (int i = 0; i < 2; i++) {
            assertThat(here.password("alice", "wrong")).isInstanceOf(SignIn.Refused.class);
            assertThat(here.code(here.half("alice"), phone.wrongCode()))
                    .isInstanceOf(SignIn.Refused.class);
        }

        assertThat(here.password("alice", Installation.PASSWORD))
                .isEqualTo(new SignIn.Throttled(Duration.ofSeconds(1)));
        HalfProof half = visitor().half("alice");
        assertThat(here.code(half, phone.code())).isInstanceOf(SignIn.Throttled.class);
        site.clock().advance(Duration.ofSeconds(1));
        assertThat(here.code(half, phone.code())).isInstanceOf(SignIn.Proven.class);
        assertThat(here.password("alice", "wrong")).isInstanceOf(SignIn.Refused.class);
    }

    /// The password is known to the one who tries; a million codes are few.
    ///
    /// Security: F5, F7
    @Test
    void codes_are_limited_from_everywhere_together_and_a_known_browser_goes_on() {
        String mark = mark(visitor().code(visitor().half("alice"), phone.code()));
        site.clock().advance(Duration.ofSeconds(30));
        HalfProof half = visitor().half("alice");
        assertThat(guesses(half, phone.wrongCode())).isEqualTo(101);

        assertThat(visitor().code(half, phone.code()))
                .isInstanceOfSatisfying(
                        SignIn.Throttled.class,
                        wait ->
                                assertThat(wait.delay())
                                        .isLessThanOrEqualTo(Duration.ofMinutes(15)));
        assertThat(visitor().with(mark).code(half, phone.code())).isInstanceOf(SignIn.Proven.class);
        site.clock().advance(Duration.ofMinutes(15));
        HalfProof again = visitor().half("alice");
        assertThat(visitor().code(again, phone.wrongCode())).isInstanceOf(SignIn.Refused.class);
        assertThat(visitor().code(again, phone.code())).isInstanceOf(SignIn.Throttled.class);
    }

    /// Who has the password has marks of before the second factor, as many as they want.
    ///
    /// Security: F5, F7
    @Test
    void a_browser_that_showed_a_password_alone_is_none_that_is_known_to_show_codes() {
        String before = mark(visitor().password("bob", Installation.PASSWORD));
        var app = Phone.of(site, "bob");
        HalfProof half = visitor().half("bob");
        assertThat(guesses(half, app.wrongCode())).isEqualTo(101);
        assertThat(visitor().with(before).code(half, app.code()))
                .isInstanceOf(SignIn.Throttled.class);

        String withoutFactor = mark(visitor().password("admin", Installation.PASSWORD));
        addPasskey("admin");
        HalfProof ofAdmin = visitor().half("admin");
        assertThat(guesses(ofAdmin, "123456")).isEqualTo(101);
        assertThat(visitor().with(withoutFactor).code(ofAdmin, "123456"))
                .isInstanceOf(SignIn.Throttled.class);
    }

    /// How many are looked at, each from an address of its own.
    private int guesses(HalfProof half, String wrongCode) {
        int tried = 0;
        while (Visitor.at(site.auth(), 20_000 + tried).code(half, wrongCode)
                instanceof SignIn.Refused) {
            tried++;
        }
        return tried;
    }

    private String mark(SignIn signIn) {
        return site.auth().signIns().deviceMark((SignIn.Proven) signIn);
    }

    /// Spec: RFC 8176 §2
    @Test
    void the_methods_say_what_was_shown() {
        site.clock().advance(Duration.ofSeconds(30));
        var at = site.clock().instant();

        var proven = (SignIn.Proven) visitor().code(visitor().half("alice"), phone.code());

        assertThat(proven.methods()).containsExactly("pwd", "otp", "mfa");
        assertThat(proven.at()).isEqualTo(at);
        assertThat(site.user("alice").lastLogin()).contains(at);
        assertThat(last("user.login")).isEqualTo("done pwd otp mfa");
        var recovered =
                (SignIn.Proven)
                        visitor()
                                .then(
                                        visitor().half("alice"),
                                        new RecoveryCode(phone.recoveryCodes().getFirst()));
        assertThat(recovered.methods()).containsExactly("pwd", "otp", "mfa");
        assertThat(last("user.login")).isEqualTo("done pwd otp mfa, recovery code");
        assertThat(visitor().code(visitor().half("alice"), phone.wrongCode()))
                .isInstanceOf(SignIn.Refused.class);
        assertThat(last("user.login")).isEqualTo("refused wrong or used code");
    }

    /// Trap: 2
    @Test
    void a_code_in_the_same_step_is_asked_for_and_looked_at() {
        assertThat(inOneStep("alice", Optional.empty())).isInstanceOf(SignIn.Halfway.class);
        assertThat(inOneStep("alice", Optional.of(phone.wrongCode())))
                .isInstanceOf(SignIn.Refused.class);
        assertThat(inOneStep("alice", Optional.of(""))).isInstanceOf(SignIn.Refused.class);
        assertThat(inOneStep("alice", Optional.of(phone.code()))).isInstanceOf(SignIn.Proven.class);
        // Who has nothing enrolled is not asked for it.
        assertThat(inOneStep("bob", Optional.of("123456"))).isInstanceOf(SignIn.Proven.class);
    }

    /// Security: K4
    @Test
    void no_code_is_recorded() {
        String wrong = phone.wrongCode();
        visitor().code(visitor().half("alice"), wrong);
        visitor().code(visitor().half("alice"), phone.code());

        assertThat(site.storage().rows("select * from audit_events").toString())
                .doesNotContain(wrong, phone.code(), phone.secret());
        assertThat(new TotpCode("123456").toString()).doesNotContain("123456");
    }

    /// Security: F9
    @Test
    void a_passkey_alone_asks_for_a_second_step_too() {
        addPasskey("bob");

        assertThat(visitor().half("bob").factors()).containsExactly(Factor.PASSKEY);
        assertThat(inOneStep("bob", Optional.of("123456"))).isInstanceOf(SignIn.Refused.class);
        assertThat(site.user("bob").passkeys()).isEqualTo(1);
    }

    private void addPasskey(String name) {
        byte[] id = new byte[16];
        site.storage()
                .sql(
                        """
                        insert into passkeys (id, user_id, credential_id, name, public_key, algorithm, sign_count,
                            transports, aaguid, backup_eligible, backed_up, created_at)
                        select ?, id, ?, 'key', ?, -7, 0, '', ?, true, true, 0 from users where username = ?
                        """,
                        id,
                        id,
                        id,
                        id,
                        name);
    }

    private SignIn inOneStep(String name, Optional<String> code) {
        return site.auth()
                .signIns()
                .withPasswordAndCode(
                        name, Installation.PASSWORD.toCharArray(), code, visitor().attempt());
    }

    /// From an address of their own.
    private Visitor visitor() {
        return Visitor.at(site.auth(), ++visitors);
    }

    private String last(String action) {
        return String.join(
                " ",
                site.storage()
                        .rows(
                                "select outcome, detail from audit_events where action = '"
                                        + action
                                        + "' order by sequence desc limit 1")
                        .getFirst());
    }
}
