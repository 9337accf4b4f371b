package dev.microauth.passkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.problem.AuthException.AlreadyExists;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.problem.AuthException.Protected;
import dev.microauth.secret.Secret;
import dev.microauth.user.User;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Spec: WebAuthn §7.1
@BothDatabases
class PasskeyEnrolmentTest {
    @AutoClose private final PasskeySite site;

    PasskeyEnrolmentTest(Db db) {
        site = new PasskeySite(db);
    }

    /// Security: F9
    @Test
    void a_passkey_that_is_wrong_in_one_thing_is_not_kept() {
        Map<String, Consumer<SoftAuthenticator>> lies = new LinkedHashMap<>();
        lies.put("another origin", it -> it.origin = "https://evil.example");
        lies.put("another port", it -> it.origin = "http://localhost:80");
        lies.put("a host below", it -> it.origin = "http://a.localhost:9040");
        lies.put("inside a page of others", it -> it.extraClientData = ",\"crossOrigin\":true");
        lies.put(
                "below a page of others",
                it -> it.extraClientData = ",\"topOrigin\":\"http://localhost:9040\"");
        lies.put("a member twice", it -> it.extraClientData = ",\"type\":\"webauthn.create\"");
        lies.put("the type of a proof", it -> it.type = Optional.of("webauthn.get"));
        lies.put("another challenge", it -> it.challenge = Optional.of("B".repeat(43)));
        lies.put("another relying party", it -> it.rpId = "localhost.evil.example");
        lies.put("nobody was there", it -> it.flags = SoftAuthenticator.VERIFIED);
        lies.put("copied, and cannot be", it -> it.flags |= SoftAuthenticator.COPIED);
        lies.put("the algorithm of another key", it -> it.algorithm = -257);
        lies.put("an algorithm that nobody has", it -> it.algorithm = -9999);
        lies.put("an id of 1024 bytes", it -> it.id = new byte[1024]);
        lies.put("no id", it -> it.id = new byte[0]);
        lies.put(
                "a false signature of its own",
                it -> {
                    it.selfAttested = true;
                    it.tampers = true;
                });
        lies.forEach((what, lie) -> assertRefused(what, lied(KeyKind.ES256, lie)));
        for (KeyKind kind : List.of(KeyKind.ES384, KeyKind.RS1, KeyKind.SHORT_RS256)) {
            assertRefused(kind.name(), new SoftAuthenticator(kind));
        }
        assertThat(site.passkeys.list(site.alice.id())).isEmpty();
    }

    /// Security: F9, H6, N4
    @Test
    void odd_answers_are_refused_as_wrong_ones_are() {
        Ceremony asked = site.passkeys.startEnrolment(site.alice, PasskeySite.HOLDER);
        String right = new SoftAuthenticator(KeyKind.ES256).create(asked.optionsJson());
        String object = "\"attestationObject\":\"[^\"]*\"";
        for (String odd :
                new String[] {
                    "",
                    "{}",
                    "null",
                    right.substring(1),
                    right.replace("public-key", "x"),
                    right.replaceAll(object, "\"attestationObject\":\"\""),
                    right.replaceAll(object, "\"attestationObject\":\"oA\""),
                    right.replaceAll(object, "\"attestationObject\":\"9g\""),
                    right.replaceAll(
                            object, "\"attestationObject\":\"" + "gY".repeat(9_000) + "\""),
                    right.replaceAll(
                            object, "\"attestationObject\":\"" + "oQ".repeat(9_000) + "\""),
                    right.replaceAll(object, "\"attestationObject\":\"u_________8\""),
                    right.replaceAll(
                            "\"attestationObject\":\"[^\"]{40}", "\"attestationObject\":\""),
                    right.replaceAll("\"clientDataJSON\":\"[^\"]*\"", "\"clientDataJSON\":\"e30\""),
                    "[".repeat(20_000),
                    "x".repeat(100_000)
                }) {
            assertThatExceptionOfType(Invalid.class)
                    .as(odd.length() > 90 ? odd.substring(0, 90) : odd)
                    .isThrownBy(() ->
                            site.passkeys.finishEnrolment(
                                    site.alice.id(), PasskeySite.answer(asked, odd), "a key"))
                    .satisfies(refusal -> assertThat(refusal.fields()).containsKey("credential"));
        }
    }

    /// Security: F9
    /// Trap: 15
    @Test
    void a_question_belongs_to_its_person_its_holder_and_its_five_minutes() {
        Ceremony asked = site.passkeys.startEnrolment(site.alice, PasskeySite.HOLDER);
        String credential = new SoftAuthenticator(KeyKind.ES256).create(asked.optionsJson());
        var right = PasskeySite.answer(asked, credential);
        var elsewhere = new PasskeyAnswer(asked.state(), credential, Secret.of("another browser"));

        assertRefused(() -> finish(site.bob, right));
        assertRefused(() -> finish(site.alice, elsewhere));
        assertThat(finish(site.alice, right).user()).isEqualTo(site.alice.id());
        site.advance(Passkeys.PATIENCE);
        assertRefused(() -> finish(site.alice, right));
    }

    /// Security: F9, X
    @Test
    void who_asks_for_a_signature_by_a_certificate_does_not_take_less() {
        var strict =
                site.with(new PasskeyRules("localhost", Set.of("http://localhost:9040"), true));
        assertThat(
                        SoftAuthenticator.object(
                                strict.startEnrolment(site.alice, PasskeySite.HOLDER)
                                        .optionsJson()))
                .containsEntry("attestation", "direct");
        var silent = new SoftAuthenticator(KeyKind.ES256);
        assertNotAttested(strict, silent);
        var self = lied(KeyKind.ES256, it -> it.selfAttested = true);
        assertNotAttested(strict, self);

        // By a certificate of one's own: it is followed to no root.
        var vouchedFor = lied(KeyKind.ES256, it -> it.make = Optional.of(Maker.make()));
        assertThat(finish(strict, vouchedFor).user()).isEqualTo(site.alice.id());
        vouchedFor.tampers = true;
        assertThatThrownBy(() -> finish(strict, vouchedFor)).isInstanceOf(Invalid.class);
    }

    /// Security: F9
    @Test
    void a_credential_belongs_to_one_person() {
        var authenticator = site.enrolled(site.alice);
        var again = site.made(site.alice, authenticator);
        assertThatThrownBy(() -> site.keep(again)).isInstanceOf(AlreadyExists.class);
        var stolen = site.made(site.bob, authenticator);
        assertThatThrownBy(() -> site.keep(stolen)).isInstanceOf(AlreadyExists.class);
        assertThat(site.passkeys.list(site.bob.id())).isEmpty();
    }

    /// Security: F9
    @Test
    void an_answer_enrols_once() {
        var made = site.made(site.alice, new SoftAuthenticator(KeyKind.ES256));
        var kept = site.keep(made);
        site.database.write(tx -> site.passkeys.remove(tx, site.alice.id(), kept.id()));
        assertThatThrownBy(() -> site.keep(made)).isInstanceOf(AlreadyExists.class);
    }

    @Test
    void twenty_are_enough() {
        for (int i = 0; i < Passkeys.MOST - 1; i++) {
            site.enrolled(site.alice);
        }
        var one = site.made(site.alice, new SoftAuthenticator(KeyKind.ES256));
        var other = site.made(site.alice, new SoftAuthenticator(KeyKind.ES256));
        site.keep(one);
        assertThatThrownBy(() -> site.keep(other)).isInstanceOf(Protected.class);
        assertThatThrownBy(() -> site.passkeys.startEnrolment(site.alice, PasskeySite.HOLDER))
                .isInstanceOf(Protected.class);
        int most = site.database.read(tx -> site.passkeys.count(tx, site.alice.id()));
        assertThat(most).isEqualTo(Passkeys.MOST);
    }

    @Test
    void two_first_ones_at_once_do_not_make_two_accounts_of_one_person() {
        var one = site.made(site.alice, new SoftAuthenticator(KeyKind.ES256));
        var other = site.made(site.alice, new SoftAuthenticator(KeyKind.ES256));
        site.keep(one);
        assertThatThrownBy(() -> site.keep(other)).isInstanceOf(Invalid.class);
    }

    /// Security: F9
    @Test
    void the_handle_is_random_and_stays_with_its_person() {
        var first = site.enrolled(site.alice);
        var second = site.enrolled(site.alice);
        var his = site.enrolled(site.bob);
        assertThat(first.handle.orElseThrow()).hasSize(64).isEqualTo(second.handle.orElseThrow());
        assertThat(his.handle.orElseThrow()).isNotEqualTo(first.handle.orElseThrow());
    }

    @Test
    void the_question_names_what_is_there_already() {
        var authenticator = site.enrolled(site.alice);
        var asked =
                SoftAuthenticator.object(
                        site.passkeys.startEnrolment(site.alice, PasskeySite.HOLDER).optionsJson());
        assertThat(asked).containsEntry("attestation", "none");
        assertThat((List<?>) asked.get("excludeCredentials"))
                .singleElement()
                .isEqualTo(
                        Map.of(
                                "type",
                                "public-key",
                                "id",
                                SoftAuthenticator.base64(authenticator.id),
                                "transports",
                                List.of("hybrid", "internal")));
        assertThat(SoftAuthenticator.member(asked, "user")).containsEntry("name", "alice");
    }

    @Test
    void what_an_authenticator_signs_for_itself_is_taken() {
        for (KeyKind kind : List.of(KeyKind.ES256, KeyKind.EDDSA, KeyKind.RS256)) {
            site.enrolled(site.alice, lied(kind, it -> it.selfAttested = true));
        }
        assertThat(site.passkeys.list(site.alice.id())).hasSize(3);
    }

    @Test
    void names_are_of_one_line_and_changed_by_their_owner_alone() {
        var passkey = site.enrolled(site.alice, new SoftAuthenticator(KeyKind.ES256));
        for (String bad : List.of("", "  ", "x".repeat(65), "two\nlines", "\u0007")) {
            assertThatThrownBy(() -> rename(site.alice, passkey, bad)).isInstanceOf(Invalid.class);
        }
        assertThatThrownBy(() -> rename(site.bob, passkey, "mine")).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> remove(site.bob, passkey)).isInstanceOf(NotFound.class);
        assertThat(rename(site.alice, passkey, " Telefon 📱 ").name()).isEqualTo("a key");
        assertThat(site.passkeys.list(site.alice.id()))
                .singleElement()
                .satisfies(each -> assertThat(each.name()).isEqualTo("Telefon 📱"));
        assertThat(remove(site.alice, passkey).name()).isEqualTo("Telefon 📱");
        assertThat(site.passkeys.list(site.alice.id())).isEmpty();
    }

    private Passkey rename(User owner, Passkey passkey, String name) {
        return site.database.write(tx ->
                site.passkeys.rename(tx, owner.id(), passkey.id(), name, site.clock().instant()));
    }

    private Passkey remove(User owner, Passkey passkey) {
        return site.database.write(tx -> site.passkeys.remove(tx, owner.id(), passkey.id()));
    }

    private NewPasskey finish(User user, PasskeyAnswer answer) {
        return site.passkeys.finishEnrolment(user.id(), answer, "a key");
    }

    private NewPasskey finish(Passkeys passkeys, SoftAuthenticator authenticator) {
        Ceremony asked = passkeys.startEnrolment(site.alice, PasskeySite.HOLDER);
        return passkeys.finishEnrolment(
                site.alice.id(),
                PasskeySite.answer(asked, authenticator.create(asked.optionsJson())),
                "a key");
    }

    private void assertNotAttested(Passkeys strict, SoftAuthenticator authenticator) {
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> finish(strict, authenticator))
                .withMessageContaining("of what make it is");
    }

    private static SoftAuthenticator lied(KeyKind kind, Consumer<SoftAuthenticator> lie) {
        var authenticator = new SoftAuthenticator(kind);
        lie.accept(authenticator);
        return authenticator;
    }

    private void assertRefused(String what, SoftAuthenticator authenticator) {
        assertThatExceptionOfType(Invalid.class)
                .as(what)
                .isThrownBy(() -> site.made(site.alice, authenticator))
                .satisfies(refusal -> assertThat(refusal.fields()).containsKey("credential"));
    }

    private static void assertRefused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable finishing) {
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(finishing)
                .satisfies(refusal -> assertThat(refusal.fields()).containsKey("credential"));
    }
}
