package dev.microauth.passkey;

import dev.microauth.json.Json;
import dev.microauth.user.User;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Questions to authenticators in the JSON form of Web Authentication §5.1 that browsers parse. They are written here, and
/// not by the library, so that looking at a sign-in page costs nothing of it.
///
/// @param challenge what makes this question unlike every other
record Question(PasskeyRules rules, byte[] challenge) {
    /// How long a browser waits for its owner.
    private static final long PATIENCE_MILLIS = 300_000;

    /// Offered, and looked at again in the answer: EdDSA, ES256, RS256.
    static final List<Long> ALGORITHMS = List.of(-8L, -7L, -257L);

    String enrolment(String serviceName, User user, byte[] handle, List<StoredPasskey> existing) {
        String username = user.username().value();
        var members = new LinkedHashMap<String, Object>();
        members.put("rp", Map.of("id", rules.rpId(), "name", serviceName));
        members.put(
                "user",
                Map.of(
                        "id",
                        base64(handle),
                        "name",
                        username,
                        "displayName",
                        user.name().orElse(username)));
        members.put("challenge", base64(challenge));
        members.put("pubKeyCredParams", ALGORITHMS.stream().map(Question::offered).toList());
        members.put("timeout", PATIENCE_MILLIS);
        members.put("excludeCredentials", existing.stream().map(Question::described).toList());
        // A key that cannot keep its owner's name, or cannot ask who holds it, still makes a second
        // factor.
        members.put(
                "authenticatorSelection",
                Map.of(
                        "residentKey",
                        "preferred",
                        "requireResidentKey",
                        false,
                        "userVerification",
                        "preferred"));
        members.put("attestation", rules.requireAttestation() ? "direct" : "none");
        return Json.text(members);
    }

    /// Whose it is, the authenticator will tell.
    String signIn() {
        return proof(List.of(), "required");
    }

    String secondFactor(List<StoredPasskey> existing) {
        return proof(existing, "preferred");
    }

    private String proof(List<StoredPasskey> allowed, String userVerification) {
        var members = new LinkedHashMap<String, Object>();
        members.put("challenge", base64(challenge));
        members.put("timeout", PATIENCE_MILLIS);
        members.put("rpId", rules.rpId());
        members.put("allowCredentials", allowed.stream().map(Question::described).toList());
        members.put("userVerification", userVerification);
        return Json.text(members);
    }

    private static Map<String, Object> offered(long algorithm) {
        return Map.of("type", "public-key", "alg", algorithm);
    }

    private static Map<String, Object> described(StoredPasskey passkey) {
        return Map.of(
                "type",
                "public-key",
                "id",
                base64(passkey.credentialId()),
                "transports",
                passkey.transports());
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
