package dev.microauth.credential;

import dev.microauth.actor.Origin;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.secret.Secret;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/// A sign-in by name and password at a token endpoint, where everything but a proof is a refusal.
public final class PasswordProof {
    private final SignIns signIns;

    public PasswordProof(SignIns signIns) {
        this.signIns = signIns;
    }

    /// Throws [OAuthRefusal]: `invalid_grant` alike for every wrong proof, `slow_down`, or
    /// `temporarily_unavailable`.
    public SignIn.Proven require(String username, Secret password, Origin origin) {
        return switch (with(
                password, typed -> signIns.withPassword(username, typed, Attempt.from(origin)))) {
            case SignIn.Proven proven -> proven;
            case SignIn.Halfway _ -> throw OAuthRefusal.mfaRequired("no code came with it");
            case SignIn.Refused refused -> throw OAuthRefusal.invalidGrant(refused.detail());
            case SignIn.Throttled throttled -> throw slowDown(throttled);
            case SignIn.Busy busy -> throw overloaded(busy);
        };
    }

    /// Whether name and password would sign in, without signing in. Throws [OAuthRefusal] `slow_down` or
    /// `temporarily_unavailable`.
    public boolean check(String username, Secret password, Origin origin) {
        return switch (with(password, typed -> signIns.checkPassword(username, typed, origin))) {
            case SignIn.Proven _, SignIn.Halfway _ -> true;
            case SignIn.Refused _ -> false;
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
