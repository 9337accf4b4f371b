package dev.microauth.jose;

import java.io.Serial;

/// A token was not accepted. It carries no stack trace: refusals are everyday work, and a flood of them must stay cheap.
///
/// [#reason()] is for programs; the message is a private detail for the log. Neither repeats anything of the token,
/// and neither belongs in an answer: to the sender every refusal is `invalid_token`.
///
/// ```java runnable
/// try {
///     verifier.verify("no token");
/// } catch (TokenRefused refused) {
///     System.out.println(refused.reason() == TokenRefused.Reason.MALFORMED);
/// }
/// ```
public final class TokenRefused extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    /// Why.
    public enum Reason {
        /// Not a compact JWS of strict base64url and strict JSON, or a claim of the wrong kind.
        MALFORMED,
        /// Longer than 8 KiB.
        TOO_LARGE,
        /// The header has a member other than `typ`, `alg` and `kid` (`crit`, `jwk`, `jku`, `x5c`, `b64`, `zip` …).
        FORBIDDEN_HEADER,
        /// No `kid`, or none of ours.
        UNKNOWN_KEY,
        /// The header names another algorithm than the one of the key.
        WRONG_ALGORITHM,
        /// `typ` is missing or another one.
        WRONG_TYPE,
        /// The signature does not fit.
        BAD_SIGNATURE,
        /// A claim that every token must have is not there.
        MISSING_CLAIM,
        /// `iss` is another one.
        WRONG_ISSUER,
        /// `aud` does not name us.
        WRONG_AUDIENCE,
        /// `exp` has come.
        EXPIRED,
        /// `nbf` has not come, or `iat` lies in the future.
        NOT_YET_VALID,
        /// It was taken back, or whoever it speaks for may not enter any more.
        REVOKED,
        /// Nobody can tell now: the keys, or the word on revocations, are out of reach.
        UNDECIDED
    }

    private final Reason reason;

    /// @param detail for the log; nothing of the token
    public TokenRefused(Reason reason, String detail) {
        super(reason + ": " + detail, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
