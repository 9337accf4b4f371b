package dev.microauth.grant;

import dev.microauth.access.Access;
import dev.microauth.actor.Origin;
import dev.microauth.client.Client;
import dev.microauth.code.Codes;
import dev.microauth.code.ProvedCode;
import dev.microauth.grant.Entitlement.Basis;
import dev.microauth.grant.Entitlement.Refreshing;
import dev.microauth.grant.TokenService.People;
import dev.microauth.key.Ring;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.policy.ScopeRule;
import dev.microauth.token.Subject;
import dev.microauth.user.Users;
import java.time.Instant;
import java.util.Optional;

/// RFC 6749 §4.1.3. What is checked here may change until the code is used; whether it is used first is decided in the
/// transaction.
final class AuthorizationCodeGrant {
    private final Codes codes;
    private final Users users;
    private final Access access;
    private final Admission admission;
    private final ScopeRule scopes;

    AuthorizationCodeGrant(Codes codes, People people, Admission admission, ScopeRule scopes) {
        this.codes = codes;
        this.users = people.users();
        this.access = people.access();
        this.admission = admission;
        this.scopes = scopes;
    }

    Entitlement check(
            Client client, TokenRequest.AuthorizationCode request, Origin origin, Instant now) {
        var presented =
                new Codes.Presented(
                        request.code(),
                        Ring.AUTH,
                        Optional.of(client.id()),
                        client.clientId().value(),
                        request.redirectUri(),
                        request.codeVerifier());
        ProvedCode code = codes.check(presented, origin);
        ProvedCode.Grant grant = code.grant();
        requireEntrance(users, code, now);
        admission.require(client, grant.user(), grant.methods());
        var subject = subject(access, code);
        // Security B9: a scope that was taken since the answer is not granted any more.
        ScopeSet granted = scopes.forUser(client, grant.user(), Optional.of(grant.scopes()));
        Refreshing refreshing =
                client.may(GrantType.REFRESH_TOKEN)
                        ? new Refreshing.Open(subject)
                        : new Refreshing.None();
        return new Entitlement(
                subject,
                granted,
                refreshing,
                new Basis.Code(code),
                ScopeRule.claims(client, grant.claims()));
    }

    /// Security B9: who may not enter any more gets nothing for a code either.
    static void requireEntrance(Users users, ProvedCode code, Instant now) {
        if (users.find(code.grant().user()).filter(user -> user.mayEnter(now)).isEmpty()) {
            throw OAuthRefusal.invalidGrant("user is disabled, locked out or gone");
        }
    }

    static Subject.OfUser subject(Access access, ProvedCode code) {
        ProvedCode.Grant grant = code.grant();
        return new Subject.OfUser(
                grant.user(),
                grant.authTime(),
                grant.methods(),
                access.rolesOf(grant.user()),
                grant.generation());
    }
}
