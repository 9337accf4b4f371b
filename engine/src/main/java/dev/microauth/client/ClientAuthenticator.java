package dev.microauth.client;

import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.client.ClientStore.StoredSecret;
import dev.microauth.db.Database;
import dev.microauth.db.Remembered;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.secret.Digest;
import dev.microauth.secret.Secret;
import dev.microauth.subject.ClientId;
import dev.microauth.throttle.Throttle;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The one routine that turns a name and a secret into an [AuthenticatedClient], for every endpoint.
public final class ClientAuthenticator {
    private final Database database;
    private final Throttle throttle;
    private final InstantSource clock;
    private final Remembered<ClientId, Found> known;

    public ClientAuthenticator(Database database, Throttle throttle, InstantSource clock) {
        this.database = database;
        this.throttle = throttle;
        this.clock = clock;
        this.known = database.remember("clients", "client_scopes", "client_secrets", "scopes");
    }

    private record Found(Client client, List<StoredSecret> secrets) {}

    /// Throws [OAuthRefusal] `invalid_client`, alike for unknown, disabled and wrong, and `slow_down` after
    /// many failures. A right secret is never made to wait: 256 bits cannot be guessed, and nobody shall
    /// lock a client out with wrong ones.
    public AuthenticatedClient authenticate(ClientCredentials credentials, Origin origin) {
        Optional<Found> found = ClientId.find(credentials.clientId()).flatMap(this::find);
        Optional<String> refusal =
                found.map(each -> refusal(each, credentials)).orElse(Optional.of("unknown client"));
        if (refusal.isPresent()) {
            throw refused(credentials, origin, refusal.get());
        }
        return new AuthenticatedClient(found.orElseThrow().client());
    }

    /// Why this proof does not do, if it does not.
    private Optional<String> refusal(Found found, ClientCredentials credentials) {
        boolean proved =
                switch (credentials) {
                    // RFC 6749 §3.2.1: a public client names itself, a confidential one must prove
                    // it.
                    case ClientCredentials.Name _ -> !found.client().isConfidential();
                    case ClientCredentials.Basic basic -> matches(basic.secret(), found.secrets());
                    case ClientCredentials.Post post -> matches(post.secret(), found.secrets());
                };
        if (!proved) {
            return Optional.of("wrong or missing secret");
        }
        return found.client().isActive() ? Optional.empty() : Optional.of("disabled client");
    }

    private OAuthRefusal refused(ClientCredentials credentials, Origin origin, String why) {
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
        Optional<ClientId> known =
                ClientId.find(credentials.clientId()).filter(_ -> !why.equals("unknown client"));
        database.write(tx -> {
            throttle.fail(tx, subject);
            tx.record(known.map(id -> event.on("client", id.value())).orElse(event));
            return true;
        });
        return OAuthRefusal.invalidClient(why);
    }

    /// Security K1: the first refusal of a minute is an event, the flood behind it is not.
    private void noteWaiting(Throttle.Subject subject, Origin origin) {
        if (throttle.isNews(subject)) {
            var event =
                    AuditEvent.of(
                                    clock.instant(),
                                    Actor.anonymous(origin),
                                    Action.CLIENT_AUTHENTICATE)
                            .refused("too many failures: has to wait");
            database.write(tx -> {
                tx.record(event);
                return true;
            });
        }
    }

    private Optional<Found> find(ClientId clientId) {
        return known.find(
                clientId,
                tx ->
                        ClientStore.find(tx, clientId)
                                .map(client ->
                                        new Found(client, ClientStore.secrets(tx, client.id()))));
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
