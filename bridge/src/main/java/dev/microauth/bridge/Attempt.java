package dev.microauth.bridge;

import dev.microauth.json.Json;
import dev.microauth.json.Limits;
import dev.microauth.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/// A sign-in that was begun in a browser, sealed in a cookie there until the browser comes back.
///
/// @param state binds the answer to this browser
/// @param nonce binds the ID token to this attempt
/// @param verifier binds the code to whoever asked for it
record Attempt(String state, String nonce, String verifier, String returnTo, Instant begunAt) {
    private static final int NAME_CHARACTERS = 16;

    static Attempt begin(Randomness randomness, ReturnTo returnTo, Instant now) {
        return new Attempt(
                randomness.token(), randomness.token(), randomness.token(), returnTo.target(), now);
    }

    /// What tells the cookies of attempts apart, so that several tabs can sign in at once.
    static String nameOf(String state) {
        return state.substring(0, Math.min(NAME_CHARACTERS, state.length()));
    }

    /// RFC 7636 §4.2: S256.
    String challenge() {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    byte[] toBytes() {
        return Json.exact(
                        Map.of(
                                "state", state,
                                "nonce", nonce,
                                "verifier", verifier,
                                "return_to", returnTo,
                                "begun", begunAt.toEpochMilli()))
                .getBytes(StandardCharsets.UTF_8);
    }

    static Attempt of(byte[] bytes) {
        try {
            Map<String, Object> members = Json.object(bytes, Limits.TOKEN);
            return new Attempt(
                    (String) members.getOrDefault("state", ""),
                    (String) members.getOrDefault("nonce", ""),
                    (String) members.getOrDefault("verifier", ""),
                    (String) members.getOrDefault("return_to", "/"),
                    Instant.ofEpochMilli((Long) members.getOrDefault("begun", 0L)));
        } catch (MalformedJson e) {
            throw new IllegalStateException("a sealed attempt is readable", e);
        }
    }

    @Override
    public String toString() {
        return "Attempt[" + nameOf(state) + "]";
    }
}
