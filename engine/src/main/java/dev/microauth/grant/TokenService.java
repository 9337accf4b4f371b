package dev.microauth.grant;

import dev.microauth.access.Access;
import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.client.AuthenticatedClient;
import dev.microauth.client.Client;
import dev.microauth.credential.PasswordProof;
import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.grant.Entitlement.Refreshing;
import dev.microauth.key.Ring;
import dev.microauth.oauth.OAuthError;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.token.AccessToken;
import dev.microauth.token.AccessTokens;
import dev.microauth.token.RefreshTokens;
import dev.microauth.token.RefreshTokens.Handed;
import dev.microauth.token.RefreshTokens.Rotation;
import dev.microauth.token.Subject;
import dev.microauth.token.TokenIssuer;
import dev.microauth.user.Users;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// The token endpoint of the auth port, without HTTP.
public final class TokenService {
    private final Database database;
    private final TokenIssuer issuer;
    private final AccessTokens accessTokens;
    private final RefreshTokens refreshTokens;
    private final InstantSource clock;
    private final ClientCredentialsGrant clientCredentials;
    private final PasswordGrant password;
    private final RefreshTokenGrant refreshToken;

    public TokenService(Database database, Tokens tokens, People people, InstantSource clock) {
        this.database = database;
        this.issuer = tokens.issuer();
        this.accessTokens = tokens.access();
        this.refreshTokens = tokens.refresh();
        this.clock = clock;
        var scopes = new ScopeRule(people.access());
        this.clientCredentials = new ClientCredentialsGrant(scopes);
        this.password = new PasswordGrant(people.proof(), people.access(), scopes);
        this.refreshToken =
                new RefreshTokenGrant(refreshTokens, people.users(), people.access(), scopes);
    }

    /// The services that make and keep tokens.
    public record Tokens(TokenIssuer issuer, AccessTokens access, RefreshTokens refresh) {}

    /// The services that know who somebody is and what they may do.
    public record People(Users users, Access access, PasswordProof proof) {}

    /// Grants a token or throws [OAuthRefusal]. On return it is stored, audited and durable.
    public TokenResponse grant(
            AuthenticatedClient authenticated, TokenRequest request, Origin origin) {
        Client client = authenticated.client();
        // Security B5: each client has the grants it was given, and no others.
        if (!client.may(request.grantType())) {
            throw new OAuthRefusal(
                    OAuthError.UNAUTHORIZED_CLIENT,
                    "The client may not use this grant type.",
                    client.clientId() + " asked for " + request.grantType());
        }
        Instant now = clock.instant();
        Entitlement entitlement =
                switch (request) {
                    case TokenRequest.ClientCredentials asked ->
                            clientCredentials.check(client, asked);
                    case TokenRequest.Password asked -> password.check(client, asked, origin);
                    case TokenRequest.Refresh asked -> refreshToken.check(client, asked, now);
                };
        AccessToken token =
                issuer.sign(
                        Ring.AUTH,
                        entitlement.subject(),
                        Optional.of(client),
                        entitlement.scopes(),
                        now);
        return switch (database.write(tx -> store(tx, client, entitlement, token, origin))) {
            case Stored.Granted granted ->
                    new TokenResponse(token, granted.refreshToken().map(Handed::token));
            case Stored.Refused refused -> throw OAuthRefusal.invalidGrant(refused.detail());
        };
    }

    /// What the transaction came to. A refusal commits too: a reused refresh token has killed its family.
    private sealed interface Stored {
        record Granted(Optional<Handed> refreshToken) implements Stored {}

        record Refused(String detail) implements Stored {}
    }

    private Stored store(
            Tx tx, Client client, Entitlement entitlement, AccessToken token, Origin origin) {
        var actor = actor(entitlement.subject(), origin);
        Stored stored = refresh(tx, client, entitlement, actor);
        if (stored instanceof Stored.Granted(Optional<Handed> refreshToken)) {
            accessTokens.store(tx, token, refreshToken.map(Handed::family));
            Action action =
                    entitlement.refreshing() instanceof Refreshing.Rotate
                            ? Action.TOKEN_REFRESH
                            : Action.TOKEN_ISSUE;
            tx.record(
                    AuditEvent.of(clock.instant(), actor, action)
                            .on("token", token.id().toString())
                            .through(client.clientId().value())
                            .saying(token.scopes().toString()));
        }
        return stored;
    }

    private Stored refresh(Tx tx, Client client, Entitlement entitlement, Actor actor) {
        Instant now = clock.instant();
        return switch (entitlement.refreshing()) {
            case Refreshing.None _ -> new Stored.Granted(Optional.empty());
            case Refreshing.Open open -> {
                Handed first =
                        refreshTokens.open(
                                tx,
                                Ring.AUTH,
                                Optional.of(client),
                                open.user(),
                                entitlement.scopes(),
                                now);
                yield new Stored.Granted(Optional.of(first));
            }
            case Refreshing.Rotate rotate ->
                    switch (refreshTokens.rotate(
                            tx, rotate.presented(), client.refreshGrace(), now)) {
                        case Rotation.Rotated rotated ->
                                new Stored.Granted(Optional.of(rotated.successor()));
                        case Rotation.Refused refused -> new Stored.Refused(refused.detail());
                        case Rotation.Reused reused -> {
                            tx.record(
                                    AuditEvent.of(now, actor, Action.TOKEN_REUSE)
                                            .on("refresh-family", reused.family().toString())
                                            .through(client.clientId().value())
                                            .refused("used twice; the family was revoked"));
                            yield new Stored.Refused(
                                    "refresh token used twice, family " + reused.family());
                        }
                    };
        };
    }

    private static Actor actor(Subject subject, Origin origin) {
        return switch (subject) {
            case Subject.OfClient of -> Actor.client(of.name(), origin);
            case Subject.OfUser of -> Actor.user(of.name(), origin);
        };
    }
}
