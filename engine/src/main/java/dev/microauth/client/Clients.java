package dev.microauth.client;

import dev.microauth.actor.Actor;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.problem.AuthException.AlreadyExists;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.secret.Digest;
import dev.microauth.secret.Randomness;
import dev.microauth.secret.Secret;
import dev.microauth.subject.ClientId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// Applications: made, found, given secrets and scopes, disabled, removed.
public final class Clients {
    private final Database database;
    private final Randomness randomness;
    private final InstantSource clock;

    public Clients(Database database, Randomness randomness, InstantSource clock) {
        this.database = database;
        this.randomness = randomness;
        this.clock = clock;
    }

    public NewClient create(Actor actor) {
        return new NewClient(this, actor);
    }

    public Optional<Client> find(ClientId clientId) {
        return database.read(tx -> ClientStore.find(tx, clientId));
    }

    /// Whether there is no client at all.
    public boolean isEmpty() {
        return database.read(tx -> !ClientStore.any(tx));
    }

    public Client get(ClientId clientId) {
        return find(clientId).orElseThrow(() -> new NotFound("client", clientId.value()));
    }

    /// A further secret beside the ones that live, so that one can be replaced without an outage.
    public NewSecret addSecret(Actor actor, ClientId clientId, Optional<Duration> life) {
        Client client = get(clientId);
        Invalid.unless(
                client.isConfidential(),
                "client_id",
                "names a public client, which has no secrets");
        Instant now = clock.instant();
        UUID id = randomness.id(now);
        String secret = randomness.token();
        return database.write(tx -> {
            ClientStore.insertSecret(
                    tx, id, client.id(), Digest.sha256(secret), now, life.map(now::plus));
            tx.record(
                    event(now, actor, Action.CLIENT_SECRET_ADD, clientId)
                            .and("client-secret", id.toString()));
            return new NewSecret(id, Secret.of(secret));
        });
    }

    /// The id of a secret and, this once, the secret itself.
    public record NewSecret(UUID id, Secret secret) {}

    public void removeSecret(Actor actor, ClientId clientId, UUID secretId) {
        Client client = get(clientId);
        Instant now = clock.instant();
        database.write(tx -> {
            if (!ClientStore.deleteSecret(tx, client.id(), secretId)) {
                throw new NotFound("client secret", secretId.toString());
            }
            tx.record(
                    event(now, actor, Action.CLIENT_SECRET_REMOVE, clientId)
                            .and("client-secret", secretId.toString()));
            return true;
        });
    }

    public void activate(Actor actor, ClientId clientId) {
        setActive(actor, clientId, true);
    }

    public void deactivate(Actor actor, ClientId clientId) {
        setActive(actor, clientId, false);
    }

    /// Takes a scope from what the client may ask for.
    public void removeScope(Actor actor, ClientId clientId, String scope) {
        Client client = get(clientId);
        Instant now = clock.instant();
        database.write(tx -> {
            if (!ClientStore.removeScope(tx, client.id(), scope)) {
                throw new NotFound("scope", scope);
            }
            tx.record(event(now, actor, Action.SCOPE_UNASSIGN, clientId).and("scope", scope));
            return true;
        });
    }

    /// Removes the client, its secrets and every token it has.
    public void delete(Actor actor, ClientId clientId) {
        Instant now = clock.instant();
        database.write(tx -> {
            if (!ClientStore.delete(tx, clientId)) {
                throw new NotFound("client", clientId.value());
            }
            tx.record(event(now, actor, Action.CLIENT_DELETE, clientId));
            return true;
        });
    }

    NewClient.Created insert(Actor actor, ClientStore.Draft draft) {
        Instant now = clock.instant();
        UUID id = randomness.id(now);
        UUID secretId = randomness.id(now);
        Optional<String> secret =
                draft.confidential() ? Optional.of(randomness.token()) : Optional.empty();
        return database.write(tx -> {
            if (!ClientStore.claimName(tx, draft.clientId())) {
                throw new AlreadyExists("client or service account", draft.clientId().value());
            }
            ClientStore.insert(tx, id, draft, now);
            draft.scopes().names().forEach(scope -> allow(tx, id, scope));
            secret.ifPresent(text ->
                    ClientStore.insertSecret(
                            tx, secretId, id, Digest.sha256(text), now, Optional.empty()));
            tx.record(event(now, actor, Action.CLIENT_CREATE, draft.clientId()));
            Client client = ClientStore.find(tx, draft.clientId()).orElseThrow();
            return new NewClient.Created(client, secret.map(Secret::of));
        });
    }

    private static void allow(Tx tx, UUID client, String scope) {
        if (!ClientStore.allowScope(tx, client, scope)) {
            throw new Invalid("scope", "names " + scope + ", which does not exist");
        }
    }

    private void setActive(Actor actor, ClientId clientId, boolean active) {
        Instant now = clock.instant();
        database.write(tx -> {
            if (!ClientStore.setActive(tx, clientId, active, now)) {
                throw new NotFound("client", clientId.value());
            }
            tx.record(
                    event(now, actor, Action.CLIENT_UPDATE, clientId)
                            .saying("is_active " + active));
            return true;
        });
    }

    private static AuditEvent event(Instant now, Actor actor, Action action, ClientId clientId) {
        return AuditEvent.of(now, actor, action).on("client", clientId.value());
    }
}
