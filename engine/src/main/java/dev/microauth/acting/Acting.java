package dev.microauth.acting;

import dev.microauth.access.Access;
import dev.microauth.access.Permissions;
import dev.microauth.access.Roles;
import dev.microauth.access.Scopes;
import dev.microauth.actor.Actor;
import dev.microauth.audit.AuditLog;
import dev.microauth.client.ClientAuthenticator;
import dev.microauth.client.Clients;
import dev.microauth.code.Codes;
import dev.microauth.grant.TokenService;
import dev.microauth.grant.WordGrant;
import dev.microauth.key.Custody;
import dev.microauth.key.DataKeys;
import dev.microauth.key.KeyRings;
import dev.microauth.link.Links;
import dev.microauth.secret.Randomness;
import dev.microauth.service.PostgresCredentials;
import dev.microauth.service.ServiceAccounts;
import dev.microauth.service.ServiceCredentials;
import dev.microauth.session.Sessions;
import dev.microauth.token.IssuedTokens;
import dev.microauth.token.TokenStatus;
import dev.microauth.user.Users;
import java.time.InstantSource;

/// The nouns of the library, for one actor: every change made through them stands in the audit log under their name.
///
/// ```java runnable
/// var admin = Actor.user(alice.id().toString(), Origin.NONE);
/// auth.as(admin).users().update(bob.id()).name(Optional.of("Bob Builder")).save();
/// ```
///
/// Rights follow the actor too: whoever is not the application gives nobody what they do not hold, and changes nobody above
/// them. Whether they may call at all is for the application to ask, by `auth.as(admin).users().permissions(id)`.
public final class Acting {
    private final Services services;
    private final Actor actor;

    public Acting(Services services, Actor actor) {
        this.services = services;
        this.actor = actor;
    }

    /// The services that know people.
    public record People(Users users, Links links, Access access, Sessions sessions) {}

    /// The services that know programs.
    public record Programs(
            Clients clients,
            ClientAuthenticator authenticator,
            ServiceAccounts accounts,
            ServiceCredentials credentials,
            PostgresCredentials postgres) {}

    /// The services that know what can be held.
    public record Rights(Roles roles, Permissions permissions, Scopes scopes) {}

    /// The services that make tokens, and know what became of them.
    public record Tokens(
            SeenTokens seen,
            WordGrant word,
            IssuedTokens issued,
            TokenStatus status,
            TokenService service,
            Codes codes,
            Randomness randomness,
            String issuer) {}

    /// What keeps keys, and the clock for what is noted of them.
    public record Keys(KeyRings rings, DataKeys data, Custody custody, InstantSource clock) {}

    /// All of them.
    public record Services(
            People people,
            Programs programs,
            Rights rights,
            Tokens tokens,
            Keys keys,
            AuditLog audit) {}

    /// The same for another actor.
    public Acting as(Actor other) {
        return new Acting(services, other);
    }

    public ActingClients clients() {
        return new ActingClients(services.programs().clients(), actor);
    }

    public ActingUsers users() {
        return new ActingUsers(services.people(), services.rights(), actor);
    }

    public ActingRoles roles() {
        return new ActingRoles(services.rights(), actor);
    }

    public ActingPermissions permissions() {
        return new ActingPermissions(services.rights().permissions(), actor);
    }

    public ActingScopes scopes() {
        return new ActingScopes(services.rights().scopes(), actor);
    }

    public ActingServiceAccounts serviceAccounts() {
        return new ActingServiceAccounts(services.programs(), services.people().access(), actor);
    }

    public ActingSessions sessions() {
        return new ActingSessions(services.people().sessions(), actor);
    }

    public ActingTokens tokens() {
        return new ActingTokens(services.tokens(), actor);
    }

    public ActingFlows flows() {
        return new ActingFlows(services, actor);
    }

    public ActingKeys keys() {
        return new ActingKeys(services.keys(), services.audit(), actor);
    }

    public ActingAudit audit() {
        return new ActingAudit(services.audit(), actor);
    }
}
