package dev.microauth.grant;

import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.credential.SignIn;
import dev.microauth.db.Database;
import dev.microauth.grant.TokenService.People;
import dev.microauth.grant.TokenService.Tokens;
import dev.microauth.key.Ring;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.token.AccessToken;
import dev.microauth.token.AccessTokens;
import dev.microauth.token.Subject;
import dev.microauth.token.TokenIssuer;
import dev.microauth.user.UserId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// The token endpoint of the admin port, without HTTP: for people who hold an admin permission.
public final class AdminTokenService {
    private final Database database;
    private final TokenIssuer issuer;
    private final AccessTokens accessTokens;
    private final People people;
    private final InstantSource clock;

    public AdminTokenService(Database database, Tokens tokens, People people, InstantSource clock) {
        this.database = database;
        this.issuer = tokens.issuer();
        this.accessTokens = tokens.access();
        this.people = people;
        this.clock = clock;
    }

    /// Signs an administrator in, or throws [OAuthRefusal]: whoever holds no admin permission is refused
    /// like one with a wrong password.
    public TokenResponse grant(TokenRequest.Password request, Origin origin) {
        SignIn.Proven proven =
                people.proof().require(request.username(), request.password(), origin);
        UserId id = proven.user().id();
        Instant now = clock.instant();
        var actor = Actor.user(id.toString(), origin);
        if (!people.access().isAdministrator(id)) {
            database.write(tx -> {
                tx.record(
                        AuditEvent.of(now, actor, Action.TOKEN_ISSUE)
                                .on("user", id.toString())
                                .refused("no administrator"));
                return true;
            });
            throw OAuthRefusal.invalidGrant("user holds no admin permission");
        }
        var subject =
                new Subject.OfUser(id, proven.at(), proven.methods(), people.access().rolesOf(id));
        AccessToken token = issuer.sign(Ring.ADMIN, subject, Optional.empty(), ScopeSet.NONE, now);
        database.write(tx -> {
            accessTokens.store(tx, token, Optional.empty());
            tx.record(
                    AuditEvent.of(now, actor, Action.TOKEN_ISSUE)
                            .on("token", token.id().toString())
                            .saying("admin"));
            return true;
        });
        return new TokenResponse(token, Optional.empty());
    }
}
