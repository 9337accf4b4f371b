package dev.microauth.grant;

import dev.microauth.access.Access;
import dev.microauth.client.Client;
import dev.microauth.grant.Entitlement.Basis;
import dev.microauth.grant.Entitlement.Refreshing;
import dev.microauth.grant.TokenService.People;
import dev.microauth.oauth.OAuthError;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.policy.ScopeRule;
import dev.microauth.token.RefreshToken;
import dev.microauth.token.RefreshTokens;
import dev.microauth.token.Subject;
import dev.microauth.user.Users;
import java.time.Instant;
import java.util.Optional;

/// RFC 6749 §6. What is checked here may change until the token is used; whether it is used first is
/// decided in the transaction.
final class RefreshTokenGrant {
    private final RefreshTokens refreshTokens;
    private final Users users;
    private final Access access;
    private final Admission admission;
    private final ScopeRule scopes;

    RefreshTokenGrant(
            RefreshTokens refreshTokens, People people, Admission admission, ScopeRule scopes) {
        this.refreshTokens = refreshTokens;
        this.users = people.users();
        this.access = people.access();
        this.admission = admission;
        this.scopes = scopes;
    }

    Entitlement check(Client client, TokenRequest.Refresh request, Instant now) {
        RefreshToken token =
                refreshTokens
                        .find(request.token())
                        .orElseThrow(() -> OAuthRefusal.invalidGrant("unknown refresh token"));
        var family = token.family();
        // RFC 6749 §6: the token is bound to the client that it was issued to.
        if (!family.client().equals(Optional.of(client.id()))) {
            throw OAuthRefusal.invalidGrant("refresh token of another client");
        }
        // Security B9: who may not enter does not stay in either.
        if (users.find(family.user()).filter(user -> user.mayEnter(now)).isEmpty()) {
            throw OAuthRefusal.invalidGrant("user is disabled, locked out or gone");
        }
        var subject =
                new Subject.OfUser(
                        family.user(),
                        family.authTime(),
                        family.methods(),
                        access.rolesOf(family.user()),
                        family.generation());
        if (client.settings()
                .sessionMaxAge()
                .filter(age -> !now.isBefore(family.authTime().plus(age)))
                .isPresent()) {
            throw OAuthRefusal.invalidGrant("the sign-in is older than the client takes");
        }
        admission.require(client, family.user(), family.methods());
        return new Entitlement(
                subject,
                narrowed(client, request, family),
                new Refreshing.Rotate(request.token()),
                new Basis.Earlier(family.session()),
                ScopeRule.claims(client, family.claims()));
    }

    private ScopeSet narrowed(
            Client client, TokenRequest.Refresh request, RefreshToken.Family family) {
        // RFC 6749 §6: a refresh may ask for less than was granted, never for more.
        if (request.scope().filter(asked -> !family.scopes().containsAll(asked)).isPresent()) {
            throw new OAuthRefusal(
                    OAuthError.INVALID_SCOPE,
                    "The scope exceeds what was granted.",
                    "refresh asked for more scopes");
        }
        return scopes.forUser(
                client, family.user(), Optional.of(request.scope().orElse(family.scopes())));
    }
}
