package dev.microauth.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.microauth.oauth.OAuthError;
import dev.microauth.oauth.OAuthRefusal;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// What the token endpoint must not give.
public final class Refusals {
    private Refusals() {}

    public static OAuthRefusal assertRefused(OAuthError error, ThrowingCallable call) {
        var refusal = catchThrowableOfType(OAuthRefusal.class, call);
        assertThat(refusal).as("a refusal").isNotNull();
        assertThat(refusal.error()).isEqualTo(error);
        return refusal;
    }
}
