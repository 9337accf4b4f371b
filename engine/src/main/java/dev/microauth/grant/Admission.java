package dev.microauth.grant;

import dev.microauth.client.Client;
import dev.microauth.oauth.Assurance;
import dev.microauth.oauth.OAuthError;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.policy.SignInPolicy;
import dev.microauth.subject.UserId;
import java.util.List;

/// The policy of a client as every grant asks it that speaks for a person.
final class Admission {
    private final SignInPolicy policy;

    Admission(SignInPolicy policy) {
        this.policy = policy;
    }

    /// Throws [OAuthRefusal]: `invalid_grant` for somebody who may not use the client, and
    /// `unmet_authentication_requirements` for a proof that is too weak for it.
    void require(Client client, UserId user, List<String> methods) {
        switch (policy.judge(client, user, Assurance.of(methods))) {
            case ALLOWED -> {}
            case ROLE_MISSING ->
                    throw OAuthRefusal.invalidGrant(
                            "user has none of the roles of " + client.clientId());
            case PROOF_TOO_WEAK ->
                    throw new OAuthRefusal(
                            OAuthError.UNMET_AUTHENTICATION_REQUIREMENTS,
                            "This client asks for a stronger sign-in than this one.",
                            client.clientId() + " asks for more than " + methods);
        }
    }
}
