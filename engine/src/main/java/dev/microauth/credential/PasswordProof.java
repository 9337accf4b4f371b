package dev.microauth.credential;

import dev.microauth.actor.Origin;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.secret.Secret;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/// A sign-in by name and password at a token endpoint, where everything but a proof is a refusal.
public final class PasswordProof {
    private final SignIns signIns;

    public PasswordProof(SignIns signIns) {
        this.signIns = signIns;
    }

    /// Throws [OAuthRefusal]: `invalid_grant` alike for every wrong proof, `slow_down`, or
    /// `temporarily_unavailable`.
    public SignIn.Proven require(
            String username, Secret password, Optional<String> totpCode, Origin origin) {
        return proven(attempt(username, password, totpCode, origin));
    }

    /// The same without a judgement, for a door that has something to ask before.
    public SignIn attempt(
            String username, Secret password, Optional<String> totpCode, Origin origin) {
        return with(
                password,
                typed ->
                        signIns.withPasswordAndCode(
                                username, typed, totpCode, Attempt.from(origin)));
    }

    /// Throws [OAuthRefusal] for everything but a proof.
    public static SignIn.Proven proven(SignIn signIn) {
        return switch (signIn) {
            case SignIn.Proven proven -> proven;
            case SignIn.Halfway _ -> throw OAuthRefusal.mfaRequired("no code came with it");
            case SignIn.Refused refused -> throw OAuthRefusal.invalidGrant(refused.detail());
            case SignIn.Throttled throttled -> throw slowDown(throttled);
            case SignIn.Busy busy -> throw overloaded(busy);
        };
    }

    /// Whether a name and a password belong together, and whether they would be enough.
    public enum Verdict {
        WRONG,
        RIGHT,
        /// Right, and a second factor would be asked for.
        RIGHT_BUT_NOT_ENOUGH
    }

    /// Whether name and password would sign in, without signing in. Throws [OAuthRefusal] `slow_down` or
    /// `temporarily_unavailable`.
    public Verdict check(String username, Secret password, Origin origin) {
        return switch (with(password, typed -> signIns.checkPassword(username, typed, origin))) {
            case SignIn.Proven _ -> Verdict.RIGHT;
            case SignIn.Halfway _ -> Verdict.RIGHT_BUT_NOT_ENOUGH;
            case SignIn.Refused _ -> Verdict.WRONG;
            case SignIn.Throttled throttled -> throw slowDown(throttled);
            case SignIn.Busy busy -> throw overloaded(busy);
        };
    }

    private static SignIn with(Secret password, Function<char[], SignIn> attempt) {
        CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(password.reveal()));
        char[] characters = Arrays.copyOf(decoded.array(), decoded.limit());
        try {
            return attempt.apply(characters);
        } finally {
            Arrays.fill(characters, '\0');
            Arrays.fill(decoded.array(), '\0');
        }
    }

    private static OAuthRefusal slowDown(SignIn.Throttled throttled) {
        return OAuthRefusal.slowDown(throttled.delay(), "sign-in is throttled");
    }

    private static OAuthRefusal overloaded(SignIn.Busy busy) {
        return OAuthRefusal.overloaded("password checks are queued", busy.delay());
    }
}
