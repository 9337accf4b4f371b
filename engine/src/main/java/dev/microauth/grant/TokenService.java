package dev.microauth.grant;

import dev.microauth.access.Access;
import dev.microauth.actor.Origin;
import dev.microauth.client.AuthenticatedAccount;
import dev.microauth.client.AuthenticatedCaller;
import dev.microauth.client.AuthenticatedClient;
import dev.microauth.client.Client;
import dev.microauth.code.Codes;
import dev.microauth.credential.PasswordProof;
import dev.microauth.db.Database;
import dev.microauth.key.Ring;
import dev.microauth.logout.BackChannelLogouts;
import dev.microauth.oauth.OAuthError;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.policy.ScopeRule;
import dev.microauth.policy.SignInPolicy;
import dev.microauth.session.Sessions;
import dev.microauth.token.AccessTokens;
import dev.microauth.token.IdTokens;
import dev.microauth.token.RefreshTokens;
import dev.microauth.token.TokenIssuer;
import dev.microauth.user.Users;
import java.time.InstantSource;
import java.util.Optional;

/// The token endpoint of the auth port, without HTTP.
public final class TokenService {
    private final Issuing issuing;
    private final InstantSource clock;
    private final AuthorizationCodeGrant authorizationCode;
    private final ClientCredentialsGrant clientCredentials;
    private final PasswordGrant password;
    private final RefreshTokenGrant refreshToken;

    public TokenService(Database database, Tokens tokens, People people, InstantSource clock) {
        this.issuing = new Issuing(database, tokens, people, clock);
        this.clock = clock;
        var scopes = new ScopeRule(people.access());
        var admission = new Admission(people.policy());
        this.authorizationCode =
                new AuthorizationCodeGrant(tokens.codes(), people, admission, scopes);
        this.clientCredentials = new ClientCredentialsGrant(people.access(), scopes);
        this.password = new PasswordGrant(people.proof(), people.access(), admission, scopes);
        this.refreshToken = new RefreshTokenGrant(tokens.refresh(), people, admission, scopes);
    }

    /// The services that make and keep tokens.
    public record Tokens(
            TokenIssuer issuer,
            AccessTokens access,
            RefreshTokens refresh,
            IdTokens ids,
            Codes codes,
            Sessions sessions,
            BackChannelLogouts logouts) {}

    /// The services that know who somebody is and what they may do.
    public record People(Users users, Access access, PasswordProof proof, SignInPolicy policy) {}

    /// Grants a token or throws [OAuthRefusal]. On return it is stored, audited and durable.
    public TokenResponse grant(AuthenticatedCaller caller, TokenRequest request, Origin origin) {
        // Security B5: each client has the grants it was given, and no others.
        if (!caller.may(request.grantType())) {
            throw unauthorized(caller, request);
        }
        return switch (caller) {
            case AuthenticatedClient of ->
                    issuing.issue(
                            Ring.AUTH,
                            Optional.of(of.client()),
                            entitlement(of.client(), request, origin),
                            origin);
            case AuthenticatedAccount of ->
                    issuing.issue(Ring.AUTH, Optional.empty(), entitlement(of, request), origin);
        };
    }

    private Entitlement entitlement(Client client, TokenRequest request, Origin origin) {
        return switch (request) {
            case TokenRequest.ClientCredentials asked -> clientCredentials.check(client, asked);
            case TokenRequest.Password asked -> password.check(client, asked, origin);
            case TokenRequest.Refresh asked -> refreshToken.check(client, asked, clock.instant());
            case TokenRequest.AuthorizationCode asked ->
                    authorizationCode.check(client, asked, origin, clock.instant());
        };
    }

    private Entitlement entitlement(AuthenticatedAccount account, TokenRequest request) {
        return switch (request) {
            case TokenRequest.ClientCredentials asked -> clientCredentials.check(account, asked);
            case TokenRequest.Password _,
                    TokenRequest.Refresh _,
                    TokenRequest.AuthorizationCode _ ->
                    throw unauthorized(account, request);
        };
    }

    private static OAuthRefusal unauthorized(AuthenticatedCaller caller, TokenRequest request) {
        return new OAuthRefusal(
                OAuthError.UNAUTHORIZED_CLIENT,
                "The client may not use this grant type.",
                caller.clientId() + " asked for " + request.grantType());
    }
}
