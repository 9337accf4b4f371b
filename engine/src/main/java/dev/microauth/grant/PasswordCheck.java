package dev.microauth.grant;

import dev.microauth.actor.Origin;
import dev.microauth.client.AuthenticatedCaller;
import dev.microauth.credential.PasswordProof;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.OAuthError;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.secret.Secret;

/// Tells a client whether somebody's name and password belong together, without issuing anything.
public final class PasswordCheck {
    private final PasswordProof proof;

    public PasswordCheck(PasswordProof proof) {
        this.proof = proof;
    }

    /// Whether they would sign in now. Throws [OAuthRefusal] `unauthorized_client` for a client that may not take
    /// people's passwords, `slow_down`, or `temporarily_unavailable`.
    public PasswordProof.Verdict check(
            AuthenticatedCaller caller, String username, Secret password, Origin origin) {
        // Security B5: who may ask this may ask for everybody's password, so it takes the same
        // grant.
        if (!caller.may(GrantType.PASSWORD)) {
            throw new OAuthRefusal(
                    OAuthError.UNAUTHORIZED_CLIENT,
                    "The client may not take passwords: it needs the grant type password.",
                    caller.clientId() + " asked to check a password");
        }
        return proof.check(username, password, origin);
    }
}
