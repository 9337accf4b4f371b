package dev.microauth.acting;

import dev.microauth.grant.TokenResponse;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.problem.AuthException.Refused;
import dev.microauth.session.SessionId;
import dev.microauth.subject.ClientId;
import dev.microauth.token.AccessToken;
import dev.microauth.user.User;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Somebody who has just signed in. Issuer, client, verifier and, where it was given, nonce were checked.
///
/// ```java
/// SignedInUser alice = auth.flows().redeem(code, request);
/// if (alice.scopes().contains("orders:read")) {
///     show(orders.of(alice.user().id()));
/// }
/// AccessToken forTheApi = alice.issueToken();
/// ```
public final class SignedInUser {
    private final ActingFlows flows;
    private final UserOfCode basis;
    private final User user;
    private final TokenResponse response;

    SignedInUser(ActingFlows flows, UserOfCode basis, User user, TokenResponse response) {
        this.flows = flows;
        this.basis = basis;
        this.user = user;
        this.response = response;
    }

    /// The person as they were at the sign-in, or at the last refresh.
    public User user() {
        return user;
    }

    public ClientId clientId() {
        return basis.bound().client();
    }

    /// The session behind it: whoever ends that, ends all that came from it, save for what was granted with `offline_access`.
    public SessionId session() {
        return basis.bound().session();
    }

    /// What was granted: asked for, allowed to the client, assigned to the person, and consented to.
    public ScopeSet scopes() {
        return response.accessToken().scopes();
    }

    /// When they proved who they are.
    public Instant authTime() {
        return basis.subject().authTime();
    }

    /// How they did (RFC 8176).
    public List<String> methods() {
        return basis.subject().methods();
    }

    /// The token that came with the sign-in.
    public AccessToken accessToken() {
        return response.accessToken();
    }

    /// What [#refresh()] uses; empty for a client without the grant `refresh_token`.
    public Optional<String> refreshToken() {
        return response.refreshToken();
    }

    /// The ID token; empty without the scope `openid`.
    public Optional<String> idToken() {
        return response.idToken();
    }

    /// A further access token with the same scopes, which lives no longer than the session. It is no use of the session, whose idle
    /// time goes on.
    ///
    /// Throws [Refused] once the session has ended, the person may not enter any more or took back what they let the client have, and
    /// once the code or the refresh tokens of the sign-in were revoked, or used twice.
    public AccessToken issueToken() {
        return issueToken(scopes());
    }

    /// The same with fewer scopes.
    public AccessToken issueToken(ScopeSet fewer) {
        return flows.tokenFor(basis)
                .scopes(fewer.only(scopes()::contains).names().toArray(String[]::new))
                .save();
    }

    /// The same person with fresh tokens; the refresh token of this one is spent.
    ///
    /// Throws [Refused] without a refresh token, or when it was used, revoked or has run out.
    public SignedInUser refresh() {
        return flows.refreshed(
                basis.bound(),
                refreshToken()
                        .orElseThrow(() ->
                                new Refused(
                                        "invalid_grant",
                                        "There is no refresh token: give the client the grant refresh_token.")));
    }

    /// The id alone.
    @Override
    public String toString() {
        return "SignedInUser[" + user.id() + "]";
    }
}
