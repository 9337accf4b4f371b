package dev.microauth.grant;

import dev.microauth.actor.Actor;
import dev.microauth.client.AuthenticatedClient;
import dev.microauth.client.Client;
import dev.microauth.client.ClientAuthenticator;
import dev.microauth.code.Codes;
import dev.microauth.consent.Consents;
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

/// Access tokens for people at the word of the application that embeds the engine: it has them before it in its own way.
/// Everybody else asks the token endpoint.
public final class WordGrant {
    private static final int MOST_METHODS = 10;
    private static final int LONGEST_METHOD = 30;

    private final Database database;
    private final Issuing issuing;
    private final Sessions sessions;
    private final Programs programs;
    private final Admission admission;
    private final ScopeRule scopes;
    private final EntryNotes notes;
    private final InstantSource clock;

    public WordGrant(
            Database database,
            Tokens tokens,
            People people,
            Programs programs,
            InstantSource clock) {
        this.database = database;
        this.issuing = new Issuing(database, tokens, people, clock);
        this.sessions = tokens.sessions();
        this.programs = programs;
        this.admission = new Admission(people.policy());
        this.scopes = new ScopeRule(people.access());
        this.notes = new EntryNotes(database);
        this.clock = clock;
    }

    /// The services that know clients, and what people let them have.
    public record Programs(ClientAuthenticator authenticator, Consents consents) {}

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

        /// A sign-in of ours that goes on, and the code that it came by.
        record SignIn(Codes.Bound code, Subject.OfUser subject) implements Basing {}
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
                        .map(id -> programs.authenticator().vouched(actor, id))
                        .map(AuthenticatedClient::client);
        client.ifPresent(each -> admission.require(each, wanted.user(), subject.methods()));
        ScopeSet granted = granted(client, wanted, entry);
        Optional<Codes.Bound> signIn = signIn(wanted.basing());
        // Security B9: a sign-in goes on for as long as its person lets the client have this.
        if (signIn.isPresent()
                && client.filter(each -> !stands(wanted.user(), each, granted)).isPresent()) {
            throw OAuthRefusal.invalidGrant("the consent was withdrawn");
        }
        var entitlement =
                new Entitlement(
                        subject,
                        granted,
                        new Refreshing.None(),
                        new Basis.Word(signIn),
                        AskedClaims.NONE);
        return issuing.issue(Ring.AUTH, client, entitlement, actor).accessToken();
    }

    private boolean stands(UserId user, Client client, ScopeSet granted) {
        return programs.consents().stands(user, client, granted);
    }

    private ScopeSet granted(Optional<Client> client, Wanted wanted, EntryNotes.EntryNote entry) {
        return client.map(each -> scopes.forUser(each, wanted.user(), wanted.scopes()))
                .orElseGet(() -> ScopeRule.granted(wanted.scopes(), entry.scopes()));
    }

    private Subject.OfUser subject(Wanted wanted, EntryNotes.EntryNote entry, Instant now) {
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
                Invalid.unless(!at.isBefore(Instant.EPOCH), "at", "lies before 1970");
                Invalid.unless(!methods.isEmpty(), "methods", "names none: say how they proved it");
                Invalid.unless(
                        methods.size() <= MOST_METHODS
                                && methods.stream().allMatch(WordGrant::isMethod),
                        "methods",
                        "names more than "
                                + MOST_METHODS
                                + ", or one that is empty or has more than "
                                + LONGEST_METHOD
                                + " characters");
                yield new Subject.OfUser(
                        wanted.user(), at, methods, entry.roles(), entry.generation());
            }
            case Basing.SignIn(Codes.Bound code, Subject.OfUser before) -> {
                // Looked at and not used: a program that asks by itself is nobody's presence.
                if (database.read(tx -> sessions.find(tx, code.session(), now))
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

    // They stand in the token, which has a longest form.
    private static boolean isMethod(String name) {
        return !name.isBlank() && name.length() <= LONGEST_METHOD;
    }

    private static Optional<Codes.Bound> signIn(Basing basing) {
        return basing instanceof Basing.SignIn(Codes.Bound code, Subject.OfUser _)
                ? Optional.of(code)
                : Optional.empty();
    }
}
