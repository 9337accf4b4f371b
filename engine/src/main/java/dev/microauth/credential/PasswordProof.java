package dev.microauth.credential;

import dev.microauth.actor.Origin;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.secret.Secret;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A sign-in by name and password at a token endpoint, where everything but a proof is a refusal.
public final class PasswordProof {
    private final SignIns signIns;

    public PasswordProof(SignIns signIns) {
        this.signIns = signIns;
    }

    /// Throws [OAuthRefusal]: `invalid_grant` alike for every wrong proof, `slow_down`, or
    /// `temporarily_unavailable`.
    public SignIn.Proven require(String username, Secret password, Origin origin) {
        CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(password.reveal()));
        char[] characters = Arrays.copyOf(decoded.array(), decoded.limit());
        try {
            return switch (signIns.withPassword(username, characters, origin)) {
                case SignIn.Proven proven -> proven;
                case SignIn.Refused refused -> throw OAuthRefusal.invalidGrant(refused.detail());
                case SignIn.Throttled throttled ->
                        throw OAuthRefusal.slowDown(throttled.delay(), "sign-in is throttled");
                case SignIn.Busy busy ->
                        throw OAuthRefusal.overloaded("password checks are queued", busy.delay());
            };
        } finally {
            Arrays.fill(characters, '\0');
            Arrays.fill(decoded.array(), '\0');
        }
    }
}
