package dev.microauth.grant;

import dev.microauth.access.Access;
import dev.microauth.actor.Origin;
import dev.microauth.client.Client;
import dev.microauth.credential.PasswordProof;
import dev.microauth.key.Ring;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.policy.ScopeRule;
import dev.microauth.token.Subject;

/// RFC 6749 §4.3: a first-party client hands over what its user typed.
final class PasswordGrant {
    private final PasswordProof proof;
    private final Access access;
    private final Admission admission;
    private final ScopeRule scopes;

    PasswordGrant(PasswordProof proof, Access access, Admission admission, ScopeRule scopes) {
        this.proof = proof;
        this.access = access;
        this.admission = admission;
        this.scopes = scopes;
    }

    Entitlement check(Client client, TokenRequest.Password request, Origin origin) {
        var proven =
                proof.require(request.username(), request.password(), request.totpCode(), origin);
        var user = proven.user().id();
        admission.require(client, user, proven.methods());
        ScopeSet granted = scopes.forUser(client, user, request.scope());
        var subject =
                new Subject.OfUser(
                        user,
                        proven.at(),
                        proven.methods(),
                        access.rolesOf(user),
                        Ring.AUTH.of(proven.generation()));
        return Entitlement.proved(subject, granted, client.may(GrantType.REFRESH_TOKEN));
    }
}
