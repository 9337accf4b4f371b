package dev.microauth.policy;

import dev.microauth.access.Access;
import dev.microauth.client.Client;
import dev.microauth.oauth.Assurance;
import dev.microauth.subject.UserId;

/// Asked wherever a person is about to get something for a client: at the authorization endpoint, by every grant that
/// speaks for a user, and for a protected site.
public final class SignInPolicy {
    private final Access access;

    public SignInPolicy(Access access) {
        this.access = access;
    }

    public enum Verdict {
        ALLOWED,
        /// None of the roles that the client asks for is theirs.
        ROLE_MISSING,
        /// They may enter with a stronger proof than this one.
        PROOF_TOO_WEAK
    }

    public Verdict judge(Client client, UserId user, Assurance proved) {
        var rules = client.settings().entry();
        // Security B9: asked anew each time, so that a role that was taken closes the door.
        if (!rules.allowedRoles().isEmpty()
                && access.rolesOf(user).stream().noneMatch(rules.allowedRoles()::contains)) {
            return Verdict.ROLE_MISSING;
        }
        return rules.requiredAssurance().filter(asked -> !proved.satisfies(asked)).isPresent()
                ? Verdict.PROOF_TOO_WEAK
                : Verdict.ALLOWED;
    }
}
