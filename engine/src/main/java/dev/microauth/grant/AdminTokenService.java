package dev.microauth.grant;

import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.client.AuthenticatedAccount;
import dev.microauth.client.AuthenticatedCaller;
import dev.microauth.client.AuthenticatedClient;
import dev.microauth.client.ClientAuthenticator;
import dev.microauth.client.ClientCredentials;
import dev.microauth.code.Codes;
import dev.microauth.code.ProvedCode;
import dev.microauth.credential.PasswordProof;
import dev.microauth.credential.SignIn;
import dev.microauth.db.Database;
import dev.microauth.grant.Entitlement.Basis;
import dev.microauth.grant.Entitlement.Refreshing;
import dev.microauth.grant.TokenService.People;
import dev.microauth.grant.TokenService.Tokens;
import dev.microauth.key.Ring;
import dev.microauth.oauth.Assurance;
import dev.microauth.oauth.OAuthError;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.subject.SubjectId;
import dev.microauth.subject.UserId;
import dev.microauth.token.AskedClaims;
import dev.microauth.token.RefreshToken;
import dev.microauth.token.RefreshTokens;
import dev.microauth.token.Subject;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The token endpoint of the admin port, without HTTP: for people and service accounts that hold an admin
/// permission. Whoever holds none is refused like one with a wrong password.
public final class AdminTokenService {
    private final Database database;
    private final Issuing issuing;
    private final RefreshTokens refreshTokens;
    private final Codes codes;
    private final People people;
    private final Entry entry;
    private final InstantSource clock;

    /// How one gets in here.
    ///
    /// @param mfaRequired whether an administrator without a second factor is refused
    /// @param account where they set one up
    public record Entry(ClientAuthenticator authenticator, boolean mfaRequired, String account) {}

    public AdminTokenService(
            Database database, Tokens tokens, People people, Entry entry, InstantSource clock) {
        this.database = database;
        this.issuing = new Issuing(database, tokens, people, clock);
        this.codes = tokens.codes();
        this.refreshTokens = tokens.refresh();
        this.people = people;
        this.entry = entry;
        this.clock = clock;
    }

    /// Signs an administrator in, or throws [OAuthRefusal].
    public TokenResponse grant(TokenRequest.Password request, Origin origin) {
        SignIn signIn =
                people.proof()
                        .attempt(
                                request.username(), request.password(), request.totpCode(), origin);
        if (signIn instanceof SignIn.Halfway(var half)) {
            // Security G1: nobody else learns here that a password was right.
            requireAdministrator(Actor.anonymous(origin), half.user().id());
        }
        SignIn.Proven proven = PasswordProof.proven(signIn);
        UserId id = proven.user().id();
        requireAdministrator(Actor.user(id.toString(), origin), id);
        requireSecondFactor(id, proven.methods(), origin);
        var subject =
                new Subject.OfUser(
                        id,
                        proven.at(),
                        proven.methods(),
                        people.access().rolesOf(id),
                        Ring.ADMIN.of(proven.generation()));
        var entitlement = Entitlement.proved(subject, ScopeSet.NONE, true);
        return issuing.issue(Ring.ADMIN, Optional.empty(), entitlement, origin);
    }

    /// Gives a service account that administers a token, or throws [OAuthRefusal] `invalid_grant`, alike for a wrong
    /// credential, for a client, and for an account without an admin permission.
    public TokenResponse grant(ClientCredentials credentials, Origin origin) {
        AuthenticatedAccount account =
                switch (authenticated(credentials, origin)) {
                    case AuthenticatedAccount of -> of;
                    case AuthenticatedClient of -> {
                        refuse(
                                Actor.client(of.clientId().value(), origin),
                                "client",
                                of.clientId().value(),
                                "clients do not administer");
                        throw OAuthRefusal.invalidGrant("clients do not administer");
                    }
                };
        requireAdministrator(
                Actor.serviceAccount(account.account().id().toString(), origin),
                account.account().id());
        return issuing.issue(
                Ring.ADMIN,
                Optional.empty(),
                ClientCredentialsGrant.forAdministration(people.access(), account),
                origin);
    }

    private AuthenticatedCaller authenticated(ClientCredentials credentials, Origin origin) {
        try {
            return entry.authenticator().authenticate(credentials, origin);
        } catch (OAuthRefusal refusal) {
            // All refusals of this endpoint look alike, but for being told to wait.
            throw refusal.error() == OAuthError.INVALID_CLIENT
                    ? OAuthRefusal.invalidGrant(String.valueOf(refusal.getMessage()))
                    : refusal;
        }
    }

    /// Gives an administrator who signed in in a browser the tokens for one of our tools, or throws [OAuthRefusal].
    public TokenResponse grant(
            String clientId, TokenRequest.AuthorizationCode request, Origin origin) {
        ProvedCode code =
                codes.check(
                        new Codes.Presented(
                                request.code(),
                                Ring.ADMIN,
                                Optional.empty(),
                                clientId,
                                request.redirectUri(),
                                request.codeVerifier()),
                        origin);
        UserId id = code.grant().user();
        AuthorizationCodeGrant.requireEntrance(people.users(), code, clock.instant());
        requireAdministrator(Actor.user(id.toString(), origin), id);
        requireSecondFactor(id, code.grant().methods(), origin);
        var subject = AuthorizationCodeGrant.subject(people.access(), code);
        var entitlement =
                new Entitlement(
                        subject,
                        ScopeSet.NONE,
                        new Refreshing.Open(subject),
                        new Basis.Code(code),
                        AskedClaims.NONE);
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
        requireAdministrator(Actor.user(id.toString(), origin), id);
        requireSecondFactor(id, family.methods(), origin);
        var subject =
                new Subject.OfUser(
                        id,
                        family.authTime(),
                        family.methods(),
                        people.access().rolesOf(id),
                        family.generation());
        var entitlement =
                new Entitlement(
                        subject,
                        ScopeSet.NONE,
                        new Refreshing.Rotate(request.token()),
                        new Basis.Earlier(family.session()),
                        AskedClaims.NONE);
        return issuing.issue(Ring.ADMIN, Optional.empty(), entitlement, origin);
    }

    private void requireAdministrator(Actor actor, SubjectId id) {
        if (!people.access().isAdministrator(id)) {
            refuse(actor, id.kind(), id.value().toString(), "holds no admin permission");
            throw OAuthRefusal.invalidGrant(id.kind() + " holds no admin permission");
        }
    }

    // Security E5: who has a second factor was asked for it; who has none gets in only where they
    // may.
    private void requireSecondFactor(UserId id, List<String> methods, Origin origin) {
        if (entry.mfaRequired() && Assurance.of(methods) == Assurance.SINGLE) {
            refuse(
                    Actor.user(id.toString(), origin),
                    id.kind(),
                    id.toString(),
                    "has no second factor");
            throw OAuthRefusal.mfaMissing(entry.account());
        }
    }

    private void refuse(Actor actor, String kind, String id, String why) {
        var event =
                AuditEvent.of(clock.instant(), actor, Action.TOKEN_ISSUE).on(kind, id).refused(why);
        database.write(tx -> {
            tx.record(event);
            return true;
        });
    }
}
