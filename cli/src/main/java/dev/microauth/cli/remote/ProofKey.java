package dev.microauth.cli.remote;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/// The verifier of a sign-in, which only whoever asked for the code can show (RFC 7636 §4.1).
record ProofKey(String verifier) {
    private static final int BYTES = 32;

    static ProofKey fresh() {
        return new ProofKey(random());
    }

    /// 256 bits in characters that need no escape.
    static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// RFC 7636 §4.2: the method S256.
    String challenge() {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "ProofKey[***]";
    }
}
