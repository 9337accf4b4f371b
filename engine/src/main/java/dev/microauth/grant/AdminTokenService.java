package dev.microauth.grant;

import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.credential.SignIn;
import dev.microauth.db.Database;
import dev.microauth.grant.Entitlement.Refreshing;
import dev.microauth.grant.TokenService.People;
import dev.microauth.grant.TokenService.Tokens;
import dev.microauth.key.Ring;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.subject.UserId;
import dev.microauth.token.RefreshToken;
import dev.microauth.token.RefreshTokens;
import dev.microauth.token.Subject;
import java.time.InstantSource;
import java.util.Optional;

/// The token endpoint of the admin port, without HTTP: for people who hold an admin permission. Whoever
/// holds none is refused like one with a wrong password.
public final class AdminTokenService {
    private final Database database;
    private final Issuing issuing;
    private final RefreshTokens refreshTokens;
    private final People people;
    private final InstantSource clock;

    public AdminTokenService(Database database, Tokens tokens, People people, InstantSource clock) {
        this.database = database;
        this.issuing = new Issuing(database, tokens, clock);
        this.refreshTokens = tokens.refresh();
        this.people = people;
        this.clock = clock;
    }

    /// Signs an administrator in, or throws [OAuthRefusal].
    public TokenResponse grant(TokenRequest.Password request, Origin origin) {
        SignIn.Proven proven =
                people.proof().require(request.username(), request.password(), origin);
        UserId id = proven.user().id();
        requireAdministrator(id, origin);
        var subject =
                new Subject.OfUser(
                        id,
                        proven.at(),
                        proven.methods(),
                        people.access().rolesOf(id),
                        Ring.ADMIN.of(proven.generation()));
        var entitlement = new Entitlement(subject, ScopeSet.NONE, new Refreshing.Open(subject));
        return issuing.issue(Ring.ADMIN, Optional.empty(), entitlement, origin);
    }

    /// Prolongs an administrator's sign-in, or throws [OAuthRefusal].
    public TokenResponse grant(TokenRequest.Refresh request, Origin origin) {
        RefreshToken.Family family =
                refreshTokens
                        .find(request.token())
                        .map(RefreshToken::family)
                        .filter(found -> found.ring().equals(Ring.ADMIN.label()))
                        .orElseThrow(
                                () -> OAuthRefusal.invalidGrant("unknown admin refresh token"));
        UserId id = family.user();
        if (people.users().find(id).filter(user -> user.mayEnter(clock.instant())).isEmpty()) {
            throw OAuthRefusal.invalidGrant("administrator is disabled, locked out or gone");
        }
        requireAdministrator(id, origin);
        var subject =
                new Subject.OfUser(
                        id,
                        family.authTime(),
                        family.methods(),
                        people.access().rolesOf(id),
                        family.generation());
        var entitlement =
                new Entitlement(subject, ScopeSet.NONE, new Refreshing.Rotate(request.token()));
        return issuing.issue(Ring.ADMIN, Optional.empty(), entitlement, origin);
    }

    private void requireAdministrator(UserId id, Origin origin) {
        if (people.access().isAdministrator(id)) {
            return;
        }
        var event =
                AuditEvent.of(
                                clock.instant(),
                                Actor.user(id.toString(), origin),
                                Action.TOKEN_ISSUE)
                        .on("user", id.toString())
                        .refused("holds no admin permission");
        database.write(tx -> {
            tx.record(event);
            return true;
        });
        throw OAuthRefusal.invalidGrant("user holds no admin permission");
    }
}
