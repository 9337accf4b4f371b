package dev.microauth.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.audit.Action;
import dev.microauth.secret.Secret;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Spec: WebAuthn §7.2
@BothDatabases
class PasskeySignInTest {
    @AutoClose private final PasskeySite site;

    PasskeySignInTest(Db db) {
        site = new PasskeySite(db);
    }

    /// Security: F9
    @Test
    void an_answer_that_is_wrong_in_one_thing_signs_nobody_in() {
        Map<String, Consumer<SoftAuthenticator>> lies = new LinkedHashMap<>();
        lies.put("another origin", it -> it.origin = "https://evil.example");
        lies.put("another port", it -> it.origin = "http://localhost:9042");
        lies.put("a host below", it -> it.origin = "http://login.localhost:9040");
        lies.put("another scheme", it -> it.origin = "https://localhost:9040");
        lies.put("upper case", it -> it.origin = "http://LOCALHOST:9040");
        lies.put("inside a page of others", it -> it.extraClientData = ",\"crossOrigin\":true");
        lies.put("crossOrigin of no type", it -> it.extraClientData = ",\"crossOrigin\":\"no\"");
        lies.put(
                "below a page of others",
                it -> it.extraClientData = ",\"topOrigin\":\"http://localhost:9040\"");
        lies.put(
                "a member twice",
                it -> it.extraClientData = ",\"origin\":\"http://localhost:9040\"");
        lies.put("the type of an enrolment", it -> it.type = Optional.of("webauthn.create"));
        lies.put("another challenge", it -> it.challenge = Optional.of("A".repeat(43)));
        lies.put("no challenge", it -> it.challenge = Optional.of(""));
        lies.put("another relying party", it -> it.rpId = "evil.example");
        lies.put("nobody was there", it -> it.flags = SoftAuthenticator.VERIFIED);
        lies.put("nobody was asked who they are", it -> it.flags = SoftAuthenticator.PRESENT);
        lies.put("a key that can be copied now", it -> it.flags |= SoftAuthenticator.COPYABLE);
        lies.put("copied, and cannot be", it -> it.flags |= SoftAuthenticator.COPIED);
        lies.put("a changed signature", it -> it.tampers = true);
        lies.put("another key", it -> it.keys = it.kind.generate());
        lies.put("an unknown id", it -> it.id = new byte[32]);
        lies.put("an id of no bytes", it -> it.id = new byte[0]);
        lies.put("no owner", it -> it.showsHandle = false);
        lies.put("another owner", it -> it.handle = Optional.of(new byte[64]));
        lies.put("an owner of no bytes", it -> it.handle = Optional.of(new byte[0]));
        lies.forEach((what, lie) -> {
            var authenticator = site.enrolled(site.alice);
            lie.accept(authenticator);
            assertThat(site.signIn(authenticator)).as(what).isEmpty();
            site.passkeys.list(site.alice.id()).forEach(each -> remove(each));
        });
        assertThat(site.events).isEmpty();
    }

    /// Security: F9, H6, N4
    @Test
    void odd_answers_are_wrong_answers() {
        var authenticator = site.enrolled(site.alice);
        Ceremony asked = site.passkeys.startSignIn(PasskeySite.HOLDER);
        String right = authenticator.get(asked.optionsJson());
        for (String odd :
                new String[] {
                    "",
                    "{}",
                    "[]",
                    "null",
                    "1",
                    "\"x\"",
                    "{\"id\":null}",
                    right + right,
                    right.substring(1),
                    right.replace("public-key", "private-key"),
                    right.replace("\"response\"", "\"answer\""),
                    right.replaceAll(
                            "\"authenticatorData\":\"[^\"]*\"", "\"authenticatorData\":\"\""),
                    right.replaceAll(
                            "\"authenticatorData\":\"[^\"]{8}", "\"authenticatorData\":\"AAAA"),
                    right.replaceAll("\"signature\":\"[^\"]*\"", "\"signature\":\"\""),
                    right.replaceAll("\"signature\":\"[^\"]*\"", "\"signature\":\"%%%\""),
                    right.replaceAll(
                            "\"clientDataJSON\":\"[^\"]*\"", "\"clientDataJSON\":\"bnVsbA\""),
                    right.replaceAll("\"clientDataJSON\":\"[^\"]*\"", "\"clientDataJSON\":7"),
                    "[".repeat(20_000),
                    "{\"a\":".repeat(10_000),
                    "x".repeat(100_000)
                }) {
            assertThat(site.passkeys.finishSignIn(PasskeySite.answer(asked, odd)))
                    .as(odd.length() > 90 ? odd.substring(0, 90) : odd)
                    .isEmpty();
        }
        assertThat(site.passkeys.finishSignIn(PasskeySite.answer(asked, right))).isPresent();
    }

    /// Security: F9
    @Test
    void an_answer_with_any_byte_changed_is_wrong() {
        var authenticator = site.enrolled(site.alice);
        Ceremony asked = site.passkeys.startSignIn(PasskeySite.HOLDER);
        String right = authenticator.get(asked.optionsJson());
        var members = SoftAuthenticator.object(right);
        var response = SoftAuthenticator.member(members, "response");
        byte[] data =
                SoftAuthenticator.decoded(SoftAuthenticator.text(response, "authenticatorData"));
        for (int i = 0; i < data.length; i++) {
            byte[] changed = Arrays.copyOf(data, data.length);
            changed[i] ^= 0x40;
            String odd =
                    right.replace(
                            SoftAuthenticator.base64(data), SoftAuthenticator.base64(changed));
            assertThat(odd).isNotEqualTo(right);
            assertThat(site.passkeys.finishSignIn(PasskeySite.answer(asked, odd)))
                    .as("byte " + i)
                    .isEmpty();
        }
    }

    /// Security: F9, A20
    /// Trap: 15
    @Test
    void a_question_belongs_to_its_holder_its_purpose_and_its_five_minutes() {
        var authenticator = site.enrolled(site.alice);
        Ceremony asked = site.passkeys.startSignIn(PasskeySite.HOLDER);
        String credential = authenticator.get(asked.optionsJson());
        var right = PasskeySite.answer(asked, credential);

        var elsewhere = new PasskeyAnswer(asked.state(), credential, Secret.of("another browser"));
        assertThat(site.passkeys.finishSignIn(elsewhere)).isEmpty();
        assertThat(site.passkeys.finishSecondFactor(site.alice.id(), right)).isEmpty();
        var made = new PasskeyAnswer(asked.state() + "A", credential, PasskeySite.HOLDER);
        assertThat(site.passkeys.finishSignIn(made)).isEmpty();

        Ceremony second = site.passkeys.startSecondFactor(site.alice.id(), PasskeySite.HOLDER);
        var step = PasskeySite.answer(second, authenticator.get(second.optionsJson()));
        assertThat(site.passkeys.finishSignIn(step)).isEmpty();
        assertThat(site.passkeys.finishSecondFactor(site.bob.id(), step)).isEmpty();
        assertThat(site.passkeys.finishSecondFactor(site.alice.id(), step)).isPresent();

        site.advance(Passkeys.PATIENCE.minusMillis(1));
        assertThat(site.passkeys.finishSignIn(right)).isPresent();
        site.advance(Duration.ofMillis(1));
        assertThat(site.passkeys.finishSignIn(right)).isEmpty();
    }

    /// Security: F9
    @Test
    void the_second_factor_is_ones_own() {
        var hers = site.enrolled(site.alice);
        var his = site.enrolled(site.bob);
        assertThat(site.secondFactor(site.alice.id(), his)).isEmpty();
        his.handle = hers.handle;
        assertThat(site.secondFactor(site.alice.id(), his)).isEmpty();
        assertThat(site.secondFactor(site.alice.id(), hers)).isPresent();
    }

    /// Security: F9, I3
    @Test
    void an_answer_is_good_once_also_for_many_at_a_time() throws Exception {
        var authenticator = site.enrolled(site.alice);
        Ceremony asked = site.passkeys.startSignIn(PasskeySite.HOLDER);
        var answer = PasskeySite.answer(asked, authenticator.get(asked.optionsJson()));
        Callable<Boolean> use = () -> site.spend(site.passkeys.finishSignIn(answer).orElseThrow());
        int won = 0;
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var each : threads.invokeAll(Collections.nCopies(8, use))) {
                try {
                    won += each.get() ? 1 : 0;
                } catch (java.util.concurrent.ExecutionException late) {
                    // The counter had gone on already.
                    assertThat(late).hasRootCauseInstanceOf(java.util.NoSuchElementException.class);
                }
            }
        }
        assertThat(won).isEqualTo(1);
    }

    /// Security: F9
    @Test
    void an_answer_without_a_counter_is_good_once_too() {
        var authenticator = new SoftAuthenticator(KeyKind.EDDSA);
        authenticator.counter = 0;
        site.enrolled(site.alice, authenticator);
        for (int i = 0; i < 2; i++) {
            Ceremony asked = site.passkeys.startSignIn(PasskeySite.HOLDER);
            var answer = PasskeySite.answer(asked, authenticator.get(asked.optionsJson()));
            assertThat(site.spend(site.passkeys.finishSignIn(answer).orElseThrow())).isTrue();
            assertThat(site.spend(site.passkeys.finishSignIn(answer).orElseThrow())).isFalse();
        }
    }

    @Test
    void a_passkey_that_was_removed_meanwhile_is_gone() {
        var authenticator = site.enrolled(site.alice);
        var proved = site.signIn(authenticator).orElseThrow();
        remove(proved.passkey());
        assertThat(site.spend(proved)).isFalse();
        assertThat(site.signIn(authenticator)).isEmpty();
    }

    /// Security: F9, K1
    @Test
    void a_counter_that_goes_back_makes_a_passkey_suspect_and_that_is_noted_once() {
        var authenticator = new SoftAuthenticator(KeyKind.ES256);
        var passkey = site.enrolled(site.alice, authenticator);
        authenticator.counter = 7;
        assertThat(site.spend(site.signIn(authenticator).orElseThrow())).isTrue();

        authenticator.counter = 7;
        assertThat(site.signIn(authenticator)).isEmpty();
        authenticator.counter = 3;
        assertThat(site.secondFactor(site.alice.id(), authenticator)).isEmpty();
        // Which of the two is the copy, nobody can tell.
        authenticator.counter = 100;
        assertThat(site.signIn(authenticator)).isEmpty();

        assertThat(site.passkeys.list(site.alice.id()))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.id()).isEqualTo(passkey.id());
                    assertThat(each.suspectSince()).contains(site.clock().instant());
                });
        assertThat(site.events)
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.action()).isEqualTo(Action.PASSKEY_SUSPECT);
                    assertThat(event.target().orElseThrow().id())
                            .isEqualTo(site.alice.id().toString());
                    assertThat(event.secondTarget().orElseThrow().id())
                            .isEqualTo(passkey.id().toString());
                });
    }

    /// A browser or a proxy that sends it again is no copy of the key.
    ///
    /// Security: F9
    @Test
    void an_answer_that_comes_again_is_refused_and_makes_no_passkey_suspect() {
        var authenticator = site.enrolled(site.alice);
        Ceremony asked = site.passkeys.startSignIn(PasskeySite.HOLDER);
        var answer = PasskeySite.answer(asked, authenticator.get(asked.optionsJson()));
        assertThat(site.spend(site.passkeys.finishSignIn(answer).orElseThrow())).isTrue();

        assertThat(site.passkeys.finishSignIn(answer)).isEmpty();

        assertThat(site.events).isEmpty();
        assertThat(site.passkeys.list(site.alice.id()))
                .singleElement()
                .matches(each -> each.suspectSince().isEmpty());
        assertThat(site.spend(site.signIn(authenticator).orElseThrow())).isTrue();
    }

    /// Security: F9
    @Test
    void of_two_uses_at_once_the_one_with_the_older_counter_loses() {
        var authenticator = site.enrolled(site.alice);
        var older = site.signIn(authenticator).orElseThrow();
        var newer = site.signIn(authenticator).orElseThrow();
        assertThat(site.spend(newer)).isTrue();
        assertThat(site.spend(older)).isFalse();
    }

    @Test
    void each_algorithm_that_is_offered_signs_in() {
        for (KeyKind kind : new KeyKind[] {KeyKind.ES256, KeyKind.EDDSA, KeyKind.RS256}) {
            var authenticator = new SoftAuthenticator(kind);
            site.enrolled(site.alice, authenticator);
            site.advance(Duration.ofSeconds(1));
            var proved = site.signIn(authenticator).orElseThrow();
            assertThat(proved.user()).as(kind.name()).isEqualTo(site.alice.id());
            assertThat(site.spend(proved)).isTrue();
        }
        assertThat(site.passkeys.list(site.alice.id()))
                .hasSize(3)
                .allSatisfy(each -> assertThat(each.lastUsedAt()).isPresent());
    }

    /// Spec: RFC 8176 §2
    @Test
    void what_was_proved_is_told_by_its_names() {
        var fixed = site.enrolled(site.alice);
        var proved = site.signIn(fixed).orElseThrow();
        assertThat(proved.userVerified()).isTrue();
        assertThat(proved.methods()).containsExactly("hwk", "user", "pin");
        fixed.flags = SoftAuthenticator.PRESENT;
        var touched = site.secondFactor(site.alice.id(), fixed).orElseThrow();
        assertThat(touched.userVerified()).isFalse();
        assertThat(touched.methods()).containsExactly("hwk", "user");

        site.advance(Duration.ofSeconds(1));
        var copied = new SoftAuthenticator(KeyKind.ES256);
        copied.flags |= SoftAuthenticator.COPYABLE;
        var passkey = site.enrolled(site.alice, copied);
        assertThat(passkey.backedUp()).isFalse();
        copied.flags |= SoftAuthenticator.COPIED;
        var synced = site.signIn(copied).orElseThrow();
        assertThat(synced.methods()).containsExactly("swk", "user", "pin");
        assertThat(site.spend(synced)).isTrue();
        assertThat(site.passkeys.list(site.alice.id())).last().matches(Passkey::backedUp);
    }

    /// Security: G2
    @Test
    void the_question_of_a_sign_in_tells_of_nobody() {
        site.enrolled(site.alice);
        var asked =
                SoftAuthenticator.object(
                        site.passkeys.startSignIn(PasskeySite.HOLDER).optionsJson());
        assertThat(asked)
                .containsOnlyKeys(
                        "challenge", "timeout", "rpId", "allowCredentials", "userVerification")
                .containsEntry("allowCredentials", java.util.List.of())
                .containsEntry("userVerification", "required")
                .containsEntry("rpId", "localhost");
        assertThat(Base64.getUrlDecoder().decode((String) asked.get("challenge"))).hasSize(32);
    }

    /// Security: I7
    /// Trap: 20
    @Test
    void used_challenges_are_forgotten_when_they_could_not_be_used_any_more() {
        var authenticator = site.enrolled(site.alice);
        assertThat(site.spend(site.signIn(authenticator).orElseThrow())).isTrue();
        site.advance(Passkeys.PATIENCE.minusMillis(1));
        site.passkeys.purge();
        assertThat(site.site.storage().count("used_challenges")).isEqualTo(2);
        site.advance(Duration.ofMillis(1));
        site.passkeys.purge();
        assertThat(site.site.storage().count("used_challenges")).isZero();
    }

    private void remove(Passkey passkey) {
        site.database.write(tx -> site.passkeys.remove(tx, passkey.user(), passkey.id()));
    }
}
