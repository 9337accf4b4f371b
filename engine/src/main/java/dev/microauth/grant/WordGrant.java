package dev.microauth.grant;

import dev.microauth.actor.Actor;
import dev.microauth.client.AuthenticatedClient;
import dev.microauth.client.Client;
import dev.microauth.client.ClientAuthenticator;
import dev.microauth.db.Database;
import dev.microauth.grant.Entitlement.Basis;
import dev.microauth.grant.Entitlement.Refreshing;
import dev.microauth.grant.TokenService.People;
import dev.microauth.grant.TokenService.Tokens;
import dev.microauth.key.Ring;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.policy.ScopeRule;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.NotAllowed;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.session.SessionId;
import dev.microauth.session.Sessions;
import dev.microauth.subject.ClientId;
import dev.microauth.subject.UserId;
import dev.microauth.token.AccessToken;
import dev.microauth.token.AskedClaims;
import dev.microauth.token.Subject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Access tokens for people at the word of the application that embeds the engine: it has them before it in its own way.
/// Everybody else asks the token endpoint.
public final class WordGrant {
    private final Issuing issuing;
    private final People people;
    private final Sessions sessions;
    private final ClientAuthenticator authenticator;
    private final Admission admission;
    private final ScopeRule scopes;
    private final EntryNotes notes;
    private final InstantSource clock;

    public WordGrant(
            Database database,
            Tokens tokens,
            People people,
            ClientAuthenticator authenticator,
            InstantSource clock) {
        this.issuing = new Issuing(database, tokens, people, clock);
        this.people = people;
        this.sessions = tokens.sessions();
        this.authenticator = authenticator;
        this.admission = new Admission(people.policy());
        this.scopes = new ScopeRule(people.access());
        this.notes = new EntryNotes(database);
        this.clock = clock;
    }

    /// For whom a token is to be.
    ///
    /// @param client whose token it is to be; empty for the application itself
    /// @param scopes what is asked for; all that there may be where nothing is said
    public record Wanted(
            UserId user, Optional<ClientId> client, Optional<ScopeSet> scopes, Basing basing) {}

    /// What stands behind the word.
    public sealed interface Basing {
        /// Nothing: the token says of no sign-in.
        record Nothing() implements Basing {}

        /// The application saw a proof, at this moment and by these methods (RFC 8176).
        record Proof(Instant at, List<String> methods) implements Basing {
            public Proof {
                methods = List.copyOf(methods);
            }
        }

        /// A sign-in of ours that goes on.
        record SignIn(SessionId session, Subject.OfUser subject) implements Basing {}
    }

    /// On return the token is stored, audited and durable.
    ///
    /// Throws [NotFound] for an unknown user, [NotAllowed] for every actor but the application, and [OAuthRefusal] for somebody who
    /// may not enter, a client that is none or not for them, and scopes of which there are none.
    public AccessToken issue(Actor actor, Wanted wanted) {
        if (actor.kind() != Actor.Kind.SYSTEM) {
            throw new NotAllowed("only the application itself issues tokens to people");
        }
        Instant now = clock.instant();
        var entry =
                notes.find(wanted.user())
                        .orElseThrow(() -> new NotFound("user", wanted.user().toString()));
        // Security B9: who may not enter gets nothing, whoever asks for it.
        if (!entry.mayEnter(now)) {
            throw OAuthRefusal.invalidGrant("user is disabled or locked out");
        }
        Subject.OfUser subject = subject(wanted, entry, now);
        Optional<Client> client =
                wanted.client()
                        .map(id -> authenticator.vouched(actor, id))
                        .map(AuthenticatedClient::client);
        client.ifPresent(each -> admission.require(each, wanted.user(), subject.methods()));
        var entitlement =
                new Entitlement(
                        subject,
                        granted(client, wanted, entry),
                        new Refreshing.None(),
                        new Basis.Word(session(wanted.basing())),
                        AskedClaims.NONE);
        return issuing.issue(Ring.AUTH, client, entitlement, actor).accessToken();
    }

    private ScopeSet granted(
            Optional<Client> client, Wanted wanted, EntryNotes.EntryNote entry) {
        return client.map(each -> scopes.forUser(each, wanted.user(), wanted.scopes()))
                .orElseGet(() -> ScopeRule.granted(wanted.scopes(), entry.scopes()));
    }

    private Subject.OfUser subject(
            Wanted wanted, EntryNotes.EntryNote entry, Instant now) {
        return switch (wanted.basing()) {
            case Basing.Nothing _ ->
                    new Subject.OfUser(
                            wanted.user(),
                            Instant.EPOCH,
                            List.of(),
                            entry.roles(),
                            entry.generation());
            case Basing.Proof(Instant at, List<String> methods) -> {
                Invalid.unless(!at.isAfter(now), "at", "lies in the future");
                Invalid.unless(!methods.isEmpty(), "methods", "names none: say how they proved it");
                yield new Subject.OfUser(
                        wanted.user(), at, methods, entry.roles(), entry.generation());
            }
            case Basing.SignIn(SessionId session, Subject.OfUser before) -> {
                if (sessions.find(session)
                                .filter(live -> live.userId().equals(wanted.user()))
                                .isEmpty()
                        || before.generation() != entry.generation()) {
                    throw OAuthRefusal.invalidGrant("the sign-in was ended");
                }
                yield new Subject.OfUser(
                        wanted.user(),
                        before.authTime(),
                        before.methods(),
                        entry.roles(),
                        entry.generation());
            }
        };
    }

    private static Optional<UUID> session(Basing basing) {
        return basing instanceof Basing.SignIn(SessionId session, Subject.OfUser _)
                ? Optional.of(session.value())
                : Optional.empty();
    }
}
