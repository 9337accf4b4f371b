package dev.microauth.passkey;

import com.yubico.webauthn.AssertionRequest;
import com.yubico.webauthn.AssertionResult;
import com.yubico.webauthn.FinishAssertionOptions;
import com.yubico.webauthn.FinishRegistrationOptions;
import com.yubico.webauthn.RegistrationResult;
import com.yubico.webauthn.RelyingParty;
import com.yubico.webauthn.data.AttestationType;
import com.yubico.webauthn.data.AuthenticatorAssertionResponse;
import com.yubico.webauthn.data.AuthenticatorAttestationResponse;
import com.yubico.webauthn.data.AuthenticatorData;
import com.yubico.webauthn.data.AuthenticatorTransport;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.COSEAlgorithmIdentifier;
import com.yubico.webauthn.data.ClientAssertionExtensionOutputs;
import com.yubico.webauthn.data.ClientRegistrationExtensionOutputs;
import com.yubico.webauthn.data.PublicKeyCredential;
import com.yubico.webauthn.data.PublicKeyCredentialCreationOptions;
import com.yubico.webauthn.data.PublicKeyCredentialParameters;
import com.yubico.webauthn.data.PublicKeyCredentialRequestOptions;
import com.yubico.webauthn.data.RelyingPartyIdentity;
import com.yubico.webauthn.data.UserIdentity;
import com.yubico.webauthn.data.UserVerificationRequirement;
import com.yubico.webauthn.exception.AssertionFailedException;
import com.yubico.webauthn.exception.InvalidSignatureCountException;
import com.yubico.webauthn.exception.RegistrationFailedException;
import dev.microauth.json.Json;
import dev.microauth.json.Limits;
import dev.microauth.json.MalformedJson;
import dev.microauth.passkey.WrongAnswer.CounterWentBack;
import dev.microauth.passkey.WrongAnswer.NotAttested;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.NamedParameterSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The library for WebAuthn behind one class: nothing of it is loaded before somebody shows a passkey. What it leaves to
/// its callers is checked here beside it.
final class WebAuthn {
    // Web Authentication §7.1: a longer id is refused.
    private static final int LONGEST_ID = 1023;
    private static final int LONGEST_ANSWER = 48 * 1024;
    private static final int SMALLEST_RSA = 2048;
    // The formats that the library verifies; what it only reads proves nothing.
    private static final Set<String> VERIFIED = Set.of("packed", "tpm", "apple", "fido-u2f");

    private final PasskeyRules rules;
    private final String serviceName;

    WebAuthn(PasskeyRules rules, String serviceName) {
        this.rules = rules;
        this.serviceName = serviceName;
    }

    /// A passkey as it was shown; nothing of it is believed yet.
    record Shown(
            PublicKeyCredential<AuthenticatorAssertionResponse, ClientAssertionExtensionOutputs>
                    credential) {
        byte[] id() {
            return credential.getId().getBytes();
        }

        /// Whether it says whose it is.
        boolean namesOwner() {
            return credential.getResponse().getUserHandle().isPresent();
        }
    }

    /// Whether a key can have copies, and whether it has: two flags of the authenticator data.
    private record Copies(boolean possible, boolean exist) {
        private static final int FLAGS = 32;

        static Copies of(AuthenticatorData data) throws WrongAnswer {
            byte flags = data.getBytes().getBytes()[FLAGS];
            var copies = new Copies((flags & 0x08) != 0, (flags & 0x10) != 0);
            // Web Authentication §6.1.3: what is backed up can be backed up.
            unless(copies.possible || !copies.exist, "it is backed up and says that it cannot be");
            return copies;
        }
    }

    /// What a right answer tells.
    record Proof(boolean userVerified, long signCount, boolean backedUp) {}

    Attested enrolled(byte[] challenge, byte[] handle, String json) throws WrongAnswer {
        var answer = parsed(json, PublicKeyCredential::parseRegistrationResponseJson);
        var response = answer.getResponse();
        ClientData.require(
                response.getClientDataJSON().getBytes(),
                "webauthn.create",
                challenge,
                rules.origins());
        Copies copies = Copies.of(response.getParsedAuthenticatorData());
        RegistrationResult result = judged(() -> finish(challenge, handle, answer));
        requireKey(result);
        requireMake(result, response);
        return new Attested(
                answer.getId().getBytes(),
                result.getPublicKeyCose().getBytes(),
                algorithm(result),
                result.getSignatureCount(),
                response.getTransports().stream()
                        .map(AuthenticatorTransport::getId)
                        // They come from the browser, and go back to one.
                        .filter(id -> id.matches("[a-z-]{1,20}"))
                        .limit(10)
                        .toList(),
                result.getAaguid().getBytes(),
                copies.possible(),
                copies.exist());
    }

    Shown shown(String json) throws WrongAnswer {
        return new Shown(parsed(json, PublicKeyCredential::parseAssertionResponseJson));
    }

    /// Judges what was shown for this question by the row that has its id.
    Proof proved(Shown shown, byte[] challenge, StoredPasskey stored, boolean verifyUser)
            throws WrongAnswer {
        var response = shown.credential().getResponse();
        ClientData.require(
                response.getClientDataJSON().getBytes(),
                "webauthn.get",
                challenge,
                rules.origins());
        Copies copies = Copies.of(response.getParsedAuthenticatorData());
        // Web Authentication §7.2: whether a key can be copied is settled when it is made.
        unless(
                copies.possible() == stored.backupEligible(),
                "whether it can be copied has changed");
        var request =
                AssertionRequest.builder()
                        .publicKeyCredentialRequestOptions(
                                PublicKeyCredentialRequestOptions.builder()
                                        .challenge(new ByteArray(challenge))
                                        .rpId(rules.rpId())
                                        .userVerification(
                                                verifyUser
                                                        ? UserVerificationRequirement.REQUIRED
                                                        : UserVerificationRequirement.PREFERRED)
                                        .build())
                        .username(OneCredential.OWNER)
                        .build();
        AssertionResult result =
                judged(() ->
                        party(OneCredential.of(stored))
                                .finishAssertion(
                                        FinishAssertionOptions.builder()
                                                .request(request)
                                                .response(shown.credential())
                                                .build()));
        unless(result.isSuccess(), "the assertion failed");
        return new Proof(result.isUserVerified(), result.getSignatureCount(), copies.exist());
    }

    private RegistrationResult finish(
            byte[] challenge,
            byte[] handle,
            PublicKeyCredential<
                            AuthenticatorAttestationResponse, ClientRegistrationExtensionOutputs>
                    answer)
            throws RegistrationFailedException {
        var request =
                PublicKeyCredentialCreationOptions.builder()
                        .rp(identity())
                        .user(
                                UserIdentity.builder()
                                        .name(OneCredential.OWNER)
                                        .displayName(OneCredential.OWNER)
                                        .id(new ByteArray(handle))
                                        .build())
                        .challenge(new ByteArray(challenge))
                        .pubKeyCredParams(
                                List.of(
                                        PublicKeyCredentialParameters.EdDSA,
                                        PublicKeyCredentialParameters.ES256,
                                        PublicKeyCredentialParameters.RS256))
                        .build();
        return party(OneCredential.none())
                .finishRegistration(
                        FinishRegistrationOptions.builder()
                                .request(request)
                                .response(answer)
                                .build());
    }

    private RelyingParty party(OneCredential known) {
        return RelyingParty.builder()
                .identity(identity())
                .credentialRepository(known)
                .origins(rules.origins())
                .allowUntrustedAttestation(true)
                .build();
    }

    private RelyingPartyIdentity identity() {
        return RelyingPartyIdentity.builder().id(rules.rpId()).name(serviceName).build();
    }

    // Security F9: the algorithm is one that was offered, whatever the browser made of the offer.
    private static void requireKey(RegistrationResult result) throws WrongAnswer {
        unless(
                Question.ALGORITHMS.contains(algorithm(result)),
                "the algorithm " + algorithm(result) + " was not offered");
        int length = result.getKeyId().getId().size();
        unless(length > 0 && length <= LONGEST_ID, "the id has " + length + " bytes");
        try {
            unless(
                    isOf(algorithm(result), result.getParsedPublicKey()),
                    "the key is none for the algorithm " + algorithm(result));
        } catch (GeneralSecurityException | IOException e) {
            throw new WrongAnswer("the public key cannot be read");
        }
    }

    // Security C3: a key is of one algorithm, and of a length that still holds.
    private static boolean isOf(long algorithm, PublicKey key) {
        return switch (key) {
            case ECKey ec -> algorithm == -7 && ec.getParams().getOrder().bitLength() == 256;
            case RSAKey rsa -> algorithm == -257 && rsa.getModulus().bitLength() >= SMALLEST_RSA;
            case EdECKey ed ->
                    algorithm == -8
                            && ed.getParams()
                                    .getName()
                                    .equals(NamedParameterSpec.ED25519.getName());
            default -> false;
        };
    }

    // Security F9: who asks for a certificate and its signature does not take an answer without
    // them. Who made the certificate is not looked at.
    private void requireMake(RegistrationResult result, AuthenticatorAttestationResponse response)
            throws WrongAnswer {
        if (!rules.requireAttestation()) {
            return;
        }
        AttestationType type = result.getAttestationType();
        String format = response.getAttestation().getFormat();
        boolean signed =
                type == AttestationType.BASIC
                        || type == AttestationType.ATTESTATION_CA
                        || type == AttestationType.ANONYMIZATION_CA;
        if (!signed
                || !VERIFIED.contains(format)
                || result.getAttestationTrustPath().filter(path -> !path.isEmpty()).isEmpty()) {
            throw new NotAttested("attestation " + type + " in the format " + format);
        }
    }

    private static long algorithm(RegistrationResult result) {
        return COSEAlgorithmIdentifier.fromPublicKey(result.getPublicKeyCose())
                .map(COSEAlgorithmIdentifier::getId)
                .orElse(0L);
    }

    private static <T> T parsed(String json, Parser<T> parser) throws WrongAnswer {
        unless(json.length() <= LONGEST_ANSWER, "the answer is too long");
        try {
            // The library's reader takes text behind the object, and members twice.
            Json.object(json, Limits.BODY);
        } catch (MalformedJson e) {
            throw new WrongAnswer("the answer: " + e.getMessage());
        }
        return judged(() -> parser.parse(json));
    }

    @FunctionalInterface
    private interface Parser<T> {
        T parse(String json) throws IOException;
    }

    @FunctionalInterface
    private interface Judgement<T> {
        T reach() throws IOException, AssertionFailedException, RegistrationFailedException;
    }

    private static <T> T judged(Judgement<T> judgement) throws WrongAnswer {
        try {
            return judgement.reach();
        } catch (InvalidSignatureCountException e) {
            throw new CounterWentBack(
                    "the counter says " + e.getReceived() + ", expected " + e.getExpectedMinimum());
        } catch (IOException
                | AssertionFailedException
                | RegistrationFailedException
                | RuntimeException e) {
            // Security H6: the bytes are a stranger's, and the library meets odd ones with odd
            // exceptions.
            throw new WrongAnswer(Optional.ofNullable(e.getMessage()).orElse(e.toString()));
        }
    }

    private static void unless(boolean rule, String what) throws WrongAnswer {
        if (!rule) {
            throw new WrongAnswer(what);
        }
    }
}
