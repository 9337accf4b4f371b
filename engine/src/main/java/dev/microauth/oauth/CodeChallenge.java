package dev.microauth.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// The S256 challenge of RFC 7636 §4.2: what a code is bound to until its verifier shows up.
public record CodeChallenge(String value) {
    // The base64url form of 32 bytes: 43 characters, of which the last carries four bits.
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]");
    // RFC 7636 §4.1.
    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    /// @throws IllegalArgumentException for what no verifier leads to
    public CodeChallenge {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("no S256 challenge");
        }
    }

    /// What this verifier leads to (RFC 7636 §4.2).
    ///
    /// @throws IllegalArgumentException for what can be no verifier
    public static CodeChallenge of(String verifier) {
        if (!VERIFIER.matcher(verifier).matches()) {
            throw new IllegalArgumentException("no code verifier");
        }
        return new CodeChallenge(new String(digest(verifier), StandardCharsets.US_ASCII));
    }

    public static Optional<CodeChallenge> parse(String text) {
        return FORM.matcher(text).matches()
                ? Optional.of(new CodeChallenge(text))
                : Optional.empty();
    }

    /// RFC 7636 §4.6: whether the verifier is well formed and leads here. Takes as long for every well-formed one.
    public boolean isMetBy(String verifier) {
        // Security A4, G3.
        return VERIFIER.matcher(verifier).matches()
                && MessageDigest.isEqual(
                        digest(verifier), value.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] digest(String verifier) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encode(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
