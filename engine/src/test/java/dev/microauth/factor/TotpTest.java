package dev.microauth.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Engine;
import dev.microauth.Installation;
import dev.microauth.Phone;
import dev.microauth.Visitor;
import dev.microauth.credential.HalfProof;
import dev.microauth.credential.SignIn;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.problem.AuthException.Protected;
import dev.microauth.secret.BrokenSeal;
import dev.microauth.subject.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Security: F7
@BothDatabases
class TotpTest {
    @AutoClose private final Installation site;
    private final UserId alice;
    private int visitors = 100;

    TotpTest(Db db) {
        site = Installation.on(db);
        alice = site.user("alice").id();
    }

    /// Spec: RFC 6238 §5.2
    /// Trap: 14
    @Test
    void a_code_is_good_once_and_the_one_before_it_is_too_late_then() {
        var phone = Phone.of(site, "alice");
        String before = phone.code(-1);
        String now = phone.code();

        assertThat(use(now)).isTrue();
        assertThat(use(now)).isFalse();
        assertThat(use(before)).isFalse();
        site.restart();
        assertThat(use(now)).isFalse();
        site.clock().advance(Duration.ofSeconds(30));
        assertThat(use(phone.code())).isTrue();
    }

    /// Trap: 14
    @Test
    void one_of_many_parallel_uses_wins() throws Exception {
        String code = Phone.of(site, "alice").code();
        var nodes = new ArrayList<>(List.of(site.auth()));
        site.secondNode().ifPresent(nodes::add);
        HalfProof half = Visitor.at(site.auth(), 1).half("alice");
        var uses = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 50; i++) {
            var visitor = Visitor.at(nodes.get(i % nodes.size()), 1000 + i);
            uses.add(() -> visitor.code(half, code) instanceof SignIn.Proven);
        }
        int winners = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : threads.invokeAll(uses)) {
                winners += each.get() ? 1 : 0;
            }
        }
        nodes.stream().skip(1).forEach(Engine::close);
        assertThat(winners).isEqualTo(1);
    }

    /// Spec: RFC 6238 §5.2
    @Test
    void a_clock_may_be_half_a_minute_wrong_and_no_more() {
        var phone = Phone.of(site, "alice");
        site.clock().advance(Duration.ofMinutes(5));

        assertThat(use(phone.code(-2))).isFalse();
        assertThat(use(phone.code(2))).isFalse();
        assertThat(use(phone.code(-1))).isTrue();
        assertThat(use(phone.code(1))).isTrue();
        // That one was of a step to come, so those before it are spent.
        assertThat(use(phone.code())).isFalse();
    }

    @Test
    void what_is_no_code_is_refused() {
        var phone = Phone.of(site, "alice");

        for (String odd :
                List.of(
                        "",
                        " ",
                        phone.code().substring(1),
                        phone.code() + "0",
                        "abcdef",
                        "-12345",
                        "１２３４５６",
                        "+" + phone.code().substring(1),
                        "\u0000")) {
            assertThat(use(odd)).as(odd).isFalse();
        }
        assertThat(use(phone.code().substring(0, 3) + " " + phone.code().substring(3))).isTrue();
    }

    @Test
    void the_code_of_somebody_else_is_none() {
        var bob = Phone.of(site, "bob");
        Phone.of(site, "alice");

        assertThat(use(bob.code())).isFalse();
    }

    @Test
    void a_secret_that_was_not_confirmed_asks_nobody_and_takes_no_code() {
        var phone = Phone.waiting(site, "alice");

        assertThat(site.auth().totp().isEnrolled(alice)).isFalse();
        assertThat(site.user("alice").totpEnabled()).isFalse();
        assertThat(Visitor.at(site.auth(), 1).password("alice", Installation.PASSWORD))
                .isInstanceOf(SignIn.Proven.class);
        Phone.of(site, "bob");
        HalfProof ofBob = Visitor.at(site.auth(), 1).half("bob");
        assertThat(use(ofBob, phone.code())).isFalse();
    }

    @Test
    void a_confirmation_needs_a_right_code_of_the_latest_secret_in_time_and_spends_its_step() {
        assertThatThrownBy(() -> confirm("123456")).isInstanceOf(NotFound.class);
        var first = Phone.waiting(site, "alice");
        assertThatThrownBy(() -> confirm(first.wrongCode())).isInstanceOf(Invalid.class);
        var second = Phone.waiting(site, "alice");
        assertThatThrownBy(() -> confirm(first.code())).isInstanceOf(Invalid.class);
        site.clock().advance(Totp.TO_CONFIRM);
        assertThatThrownBy(() -> confirm(second.code())).isInstanceOf(NotFound.class);
        var third = Phone.waiting(site, "alice");

        confirm(third.code());

        assertThat(site.user("alice").totpEnabled()).isTrue();
        assertThat(use(third.code())).isFalse();
        assertThatThrownBy(() -> Phone.waiting(site, "alice")).isInstanceOf(Protected.class);
        assertThatThrownBy(() -> confirm(third.code(1))).isInstanceOf(NotFound.class);
        site.clock().advance(Duration.ofSeconds(30));
        assertThat(use(third.code())).isTrue();
    }

    /// Security: I5
    /// Trap: 16
    @Test
    void the_secret_is_sealed_to_its_row() {
        var phone = Phone.of(site, "alice");
        Phone.of(site, "bob");
        assertThat(site.storage().rows("select * from totp_secrets").toString())
                .doesNotContain(phone.secret());

        site.storage()
                .sql(
                        """
                        update totp_secrets set sealed_secret = (select sealed_secret from totp_secrets
                            where user_id <> (select id from users where username = 'alice'))
                        where user_id = (select id from users where username = 'alice')
                        """);

        assertThatThrownBy(() -> use(phone.code())).isInstanceOf(BrokenSeal.class);
    }

    @Test
    void an_app_is_told_what_it_needs_and_each_secret_is_its_own() {
        var actor = Phone.change(alice).actor();
        var one = site.auth().totp().enrol(actor, alice);
        var other = site.auth().totp().enrol(actor, alice);

        assertThat(one.secret().revealText()).matches("[A-Z2-7]{32}");
        assertThat(other.secret().revealText()).isNotEqualTo(one.secret().revealText());
        assertThat(one.otpauthUri().revealText())
                .isEqualTo(
                        "otpauth://totp/microauth:alice?secret="
                                + one.secret().revealText()
                                + "&issuer=microauth&algorithm=SHA1&digits=6&period=30");
        assertThat(one.toString()).doesNotContain(one.secret().revealText());
        assertThatThrownBy(() -> site.auth().totp().enrol(actor, new UserId(new UUID(7, 7))))
                .isInstanceOf(NotFound.class);
    }

    /// Spec: RFC 4648 §6
    @Test
    void base32_is_that_of_the_specification() {
        assertThat(
                        List.of("", "f", "fo", "foo", "foob", "fooba", "foobar").stream()
                                .map(text -> Base32.of(text.getBytes(StandardCharsets.US_ASCII))))
                .containsExactly("", "MY", "MZXQ", "MZXW6", "MZXW6YQ", "MZXW6YTB", "MZXW6YTBOI");
    }

    private boolean use(String code) {
        return use(Visitor.at(site.auth(), 1).half("alice"), code);
    }

    /// Each from an address of its own, so that none waits for another.
    private boolean use(HalfProof half, String code) {
        return Visitor.at(site.auth(), ++visitors).code(half, code) instanceof SignIn.Proven;
    }

    private void confirm(String code) {
        site.auth().ownFactors().confirmTotp(Phone.change(alice), code);
    }
}
