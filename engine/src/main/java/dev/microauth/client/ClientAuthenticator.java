package dev.microauth.client;

import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.client.SecretStore.StoredSecret;
import dev.microauth.db.Database;
import dev.microauth.db.Remembered;
import dev.microauth.db.Tx;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.problem.AuthException.NotAllowed;
import dev.microauth.secret.Digest;
import dev.microauth.secret.Secret;
import dev.microauth.service.ServiceCredentials;
import dev.microauth.subject.ClientId;
import dev.microauth.throttle.RateLimit.Door;
import dev.microauth.throttle.Throttle;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The one routine that turns a name and a secret into an [AuthenticatedCaller], for every endpoint: the secret of a
/// client, or the credential of a service account.
public final class ClientAuthenticator {
    private final Database database;
    private final Throttle throttle;
    private final InstantSource clock;
    private final Remembered<ClientId, Known> known;

    public ClientAuthenticator(Database database, Throttle throttle, InstantSource clock) {
        this.database = database;
        this.throttle = throttle;
        this.clock = clock;
        this.known =
                database.remember(
                        "clients",
                        "client_allowed_roles",
                        "client_redirect_uris",
                        "client_scopes",
                        "client_secrets",
                        "roles",
                        "scopes",
                        "service_accounts",
                        "subjects");
    }

    /// Who a name belongs to, with what a proof is compared with.
    private record Known(AuthenticatedCaller caller, boolean active, List<StoredSecret> secrets) {}

    /// Throws [OAuthRefusal] `invalid_client`, alike for unknown, disabled and wrong, and `slow_down` after
    /// many failures. A right secret is never made to wait for those: 256 bits cannot be guessed, and nobody shall
    /// lock a client out with wrong ones. Where there is a rate limit, it holds for right and wrong alike.
    public AuthenticatedCaller authenticate(ClientCredentials credentials, Origin origin) {
        admit(origin);
        Optional<Known> found = ClientId.find(credentials.clientId()).flatMap(this::find);
        boolean proved = isProved(credentials, found);
        if (found.isEmpty() || !proved || !found.get().active()) {
            throw refused(credentials, origin, found, proved);
        }
        AuthenticatedCaller caller = found.get().caller();
        // A public client is named by anybody: whoever does it often shall not make the others
        // wait.
        if (!isPublic(caller)) {
            throttle.limit()
                    .takeProved(caller.clientId().value())
                    .ifPresent(wait -> {
                        throw OAuthRefusal.tooOften(
                                wait, "rate limit of client " + caller.clientId());
                    });
        }
        return caller;
    }

    /// Runs what looks at a code or a token that somebody gave this process. Those that are refused count against the rate limit
    /// as a request does, all others do not: who serves many people from one process is not slowed down by them. Where nobody
    /// says from which network they come, none count: one wrong code must not make all others wait, and 256 bits are not guessed.
    ///
    /// Throws what the work throws, and [OAuthRefusal] `slow_down`.
    public <T> T guessed(Origin origin, Supplier<T> work) {
        if (origin.address().isEmpty()) {
            return work.get();
        }
        admit(origin);
        T result = work.get();
        throttle.limit().giveBack(Door.CLIENT, origin);
        return result;
    }

    private void admit(Origin origin) {
        throttle.limit()
                .take(Door.CLIENT, origin)
                .ifPresent(wait -> {
                    if (throttle.limit().isNews(Door.CLIENT, origin)) {
                        noteRefusal(origin, "too many requests: has to wait");
                    }
                    throw OAuthRefusal.tooOften(wait, "rate limit of network " + origin.network());
                });
    }

    /// The same without a secret, for the application that embeds this engine and could give itself one.
    ///
    /// Throws [NotAllowed] for every other actor, and [OAuthRefusal] `invalid_client` for a client that is unknown or disabled.
    public AuthenticatedClient vouched(Actor actor, ClientId name) {
        if (actor.kind() != Actor.Kind.SYSTEM) {
            throw new NotAllowed("only the application itself acts for its clients");
        }
        Known found = find(name).orElseThrow(() -> OAuthRefusal.invalidClient("unknown client"));
        if (found.active() && found.caller() instanceof AuthenticatedClient client) {
            return client;
        }
        throw OAuthRefusal.invalidClient("disabled, or no client");
    }

    /// Does the same work for a name that nobody has.
    private boolean isProved(ClientCredentials credentials, Optional<Known> found) {
        List<StoredSecret> secrets = found.map(Known::secrets).orElse(List.of());
        return switch (credentials) {
            // RFC 6749 §3.2.1: a public client names itself, a confidential one must prove it.
            case ClientCredentials.Name _ ->
                    found.filter(each -> isPublic(each.caller())).isPresent();
            case ClientCredentials.Basic basic -> matches(basic.secret(), secrets);
            case ClientCredentials.Post post -> matches(post.secret(), secrets);
        };
    }

    private static boolean isPublic(AuthenticatedCaller caller) {
        return switch (caller) {
            case AuthenticatedClient of -> !of.client().isConfidential();
            case AuthenticatedAccount _ -> false;
        };
    }

    private OAuthRefusal refused(
            ClientCredentials credentials, Origin origin, Optional<Known> found, boolean proved) {
        String why =
                found.isEmpty()
                        ? "unknown client"
                        : proved ? "disabled" : "wrong, ended or missing secret";
        var subject =
                new Throttle.Subject(
                        "client", ClientId.fold(credentials.clientId()), origin.network());
        Optional<Duration> wait = throttle.wait(subject);
        if (wait.isPresent()) {
            noteWaiting(subject, origin);
            return OAuthRefusal.slowDown(wait.get(), "client authentication, " + why);
        }
        var event =
                AuditEvent.of(clock.instant(), Actor.anonymous(origin), Action.CLIENT_AUTHENTICATE)
                        .refused(why);
        database.write(tx -> {
            throttle.fail(tx, subject);
            tx.record(found.map(each -> on(event, each.caller())).orElse(event));
            return true;
        });
        return OAuthRefusal.invalidClient(why);
    }

    private static AuditEvent on(AuditEvent event, AuthenticatedCaller caller) {
        return switch (caller) {
            case AuthenticatedClient of -> event.on("client", of.clientId().value());
            case AuthenticatedAccount of ->
                    event.on(of.account().id().kind(), of.account().id().toString());
        };
    }

    /// Security K1: the first refusal of a minute is an event, the flood behind it is not.
    private void noteWaiting(Throttle.Subject subject, Origin origin) {
        if (throttle.isNews(subject)) {
            noteRefusal(origin, "too many failures: has to wait");
        }
    }

    private void noteRefusal(Origin origin, String why) {
        var event =
                AuditEvent.of(clock.instant(), Actor.anonymous(origin), Action.CLIENT_AUTHENTICATE)
                        .refused(why);
        database.write(tx -> {
            tx.record(event);
            return true;
        });
    }

    private Optional<Known> find(ClientId name) {
        return known.find(name, tx -> client(tx, name).or(() -> account(tx, name)));
    }

    private static Optional<Known> client(Tx tx, ClientId name) {
        return ClientStore.find(tx, name)
                .map(client ->
                        new Known(
                                new AuthenticatedClient(client),
                                client.isActive(),
                                SecretStore.list(tx, client.id())));
    }

    private static Optional<Known> account(Tx tx, ClientId name) {
        return ServiceCredentials.find(tx, name)
                .map(stored ->
                        new Known(
                                new AuthenticatedAccount(stored.account(), stored.generation()),
                                stored.account().isActive(),
                                credential(stored).stream().toList()));
    }

    private static Optional<StoredSecret> credential(ServiceCredentials.Stored stored) {
        return stored.hash()
                .flatMap(hash ->
                        stored.account()
                                .credential()
                                .map(term ->
                                        new StoredSecret(
                                                stored.account().id().value(),
                                                hash,
                                                term.issuedAt(),
                                                Optional.of(term.expiresAt()))));
    }

    // Security B3, G3: hashes are compared, all of them, in constant time.
    private boolean matches(Secret offered, List<StoredSecret> secrets) {
        Instant now = clock.instant();
        byte[] hash = Digest.sha256(offered.reveal());
        boolean matched = false;
        for (StoredSecret secret : secrets) {
            boolean same = Digest.same(hash, secret.hash());
            if (same && secret.isLive(now)) {
                matched = true;
            }
        }
        return matched;
    }
}
