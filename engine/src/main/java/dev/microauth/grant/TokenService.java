package dev.microauth.grant;

import dev.microauth.access.Access;
import dev.microauth.actor.Origin;
import dev.microauth.client.AuthenticatedAccount;
import dev.microauth.client.AuthenticatedCaller;
import dev.microauth.client.AuthenticatedClient;
import dev.microauth.client.Client;
import dev.microauth.credential.PasswordProof;
import dev.microauth.db.Database;
import dev.microauth.key.Ring;
import dev.microauth.oauth.OAuthError;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.subject.ClientId;
import dev.microauth.token.AccessTokens;
import dev.microauth.token.RefreshTokens;
import dev.microauth.token.TokenIssuer;
import dev.microauth.user.Users;
import java.time.InstantSource;
import java.util.Optional;

/// The token endpoint of the auth port, without HTTP.
public final class TokenService {
    private final Issuing issuing;
    private final InstantSource clock;
    private final ClientCredentialsGrant clientCredentials;
    private final PasswordGrant password;
    private final RefreshTokenGrant refreshToken;

    public TokenService(Database database, Tokens tokens, People people, InstantSource clock) {
        this.issuing = new Issuing(database, tokens, clock);
        this.clock = clock;
        var scopes = new ScopeRule(people.access());
        this.clientCredentials = new ClientCredentialsGrant(people.access(), scopes);
        this.password = new PasswordGrant(people.proof(), people.access(), scopes);
        this.refreshToken = new RefreshTokenGrant(tokens.refresh(), people, scopes);
    }

    /// The services that make and keep tokens.
    public record Tokens(TokenIssuer issuer, AccessTokens access, RefreshTokens refresh) {}

    /// The services that know who somebody is and what they may do.
    public record People(Users users, Access access, PasswordProof proof) {}

    /// Grants a token or throws [OAuthRefusal]. On return it is stored, audited and durable.
    public TokenResponse grant(AuthenticatedCaller caller, TokenRequest request, Origin origin) {
        return switch (caller) {
            case AuthenticatedClient of -> grant(of.client(), request, origin);
            case AuthenticatedAccount of -> grant(of, request, origin);
        };
    }

    private TokenResponse grant(Client client, TokenRequest request, Origin origin) {
        // Security B5: each client has the grants it was given, and no others.
        if (!client.may(request.grantType())) {
            throw unauthorized(client.clientId(), request);
        }
        Entitlement entitlement =
                switch (request) {
                    case TokenRequest.ClientCredentials asked ->
                            clientCredentials.check(client, asked);
                    case TokenRequest.Password asked -> password.check(client, asked, origin);
                    case TokenRequest.Refresh asked ->
                            refreshToken.check(client, asked, clock.instant());
                };
        return issuing.issue(Ring.AUTH, Optional.of(client), entitlement, origin);
    }

    private TokenResponse grant(AuthenticatedAccount account, TokenRequest request, Origin origin) {
        Entitlement entitlement =
                switch (request) {
                    case TokenRequest.ClientCredentials asked ->
                            clientCredentials.check(account, asked);
                    // A service account acts for itself and for nobody else.
                    case TokenRequest.Password _, TokenRequest.Refresh _ ->
                            throw unauthorized(account.clientId(), request);
                };
        return issuing.issue(Ring.AUTH, Optional.empty(), entitlement, origin);
    }

    private static OAuthRefusal unauthorized(ClientId caller, TokenRequest request) {
        return new OAuthRefusal(
                OAuthError.UNAUTHORIZED_CLIENT,
                "The client may not use this grant type.",
                caller + " asked for " + request.grantType());
    }
}
