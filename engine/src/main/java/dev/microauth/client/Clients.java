package dev.microauth.client;

import dev.microauth.access.Rights;
import dev.microauth.actor.Actor;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.audit.Difference;
import dev.microauth.client.SecretStore.StoredSecret;
import dev.microauth.db.Counters;
import dev.microauth.db.Database;
import dev.microauth.db.Remembered;
import dev.microauth.db.Tx;
import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import dev.microauth.problem.AuthException.AlreadyExists;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.LimitReached;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.problem.AuthException.Protected;
import dev.microauth.problem.AuthException.Stale;
import dev.microauth.secret.Digest;
import dev.microauth.secret.Randomness;
import dev.microauth.secret.Secret;
import dev.microauth.subject.ClientId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// Applications: made, found, changed, given secrets, disabled, removed. A client with a scope of delegation is changed
/// only by those who may administer people, since its secret gives that power to whoever gets it.
public final class Clients {
    /// How many live secrets a client may have.
    public static final int MOST_SECRETS = 10;

    private final Database database;
    private final Randomness randomness;
    private final InstantSource clock;
    private final Optional<Integer> most;
    private final ClientScopes scopes;
    private final ClientRedirects redirects;
    private final ClientLogos logos;
    private final Remembered<String, Client> ofSites;
    private final Remembered<String, Boolean> origins;

    /// @param most how many there may be
    public Clients(
            Database database,
            Randomness randomness,
            Optional<Integer> most,
            InstantSource clock) {
        this.database = database;
        this.most = most;
        this.randomness = randomness;
        this.clock = clock;
        this.scopes = new ClientScopes(database, clock);
        this.redirects = new ClientRedirects(database, randomness, clock);
        this.logos = new ClientLogos(database, clock);
        this.origins = database.remember("clients", "client_redirect_uris");
        // A proxy asks for every picture on a page.
        this.ofSites =
                database.remember(
                        "clients",
                        "client_redirect_uris",
                        "client_scopes",
                        "scopes",
                        "client_allowed_roles",
                        "roles");
    }

    /// What clients may ask for.
    public ClientScopes scopes() {
        return scopes;
    }

    /// Where they may send people back to, one by one.
    public ClientRedirects redirects() {
        return redirects;
    }

    /// Their pictures.
    public ClientLogos logos() {
        return logos;
    }

    /// A client_id that nobody has.
    ClientId freshId() {
        return new ClientId("client-" + randomness.id(clock.instant()).toString().replace("-", ""));
    }

    public NewClient create(Actor actor) {
        return new NewClient(this, actor);
    }

    public Optional<Client> find(ClientId clientId) {
        return database.read(tx -> ClientStore.find(tx, clientId));
    }

    /// By its id, which is not its client_id.
    public Optional<Client> find(UUID id) {
        return database.read(tx -> ClientStore.find(tx, id));
    }

    /// Whether there is no client at all.
    public boolean isEmpty() {
        return database.read(tx -> !ClientStore.any(tx));
    }

    /// The one that has this origin among its protected sites.
    public Optional<Client> ofSite(String origin) {
        return ofSites.find(origin, tx -> EntryStore.ofSite(tx, origin));
    }

    /// Whether any client has a protected site.
    public boolean haveSites() {
        return database.read(EntryStore::haveSites);
    }

    /// Whether an active client sends people back to pages of this origin, such as `https://app.example.com`. Scripts
    /// of such pages may read what this server answers.
    public boolean haveOrigin(String origin) {
        return origins.find(
                        origin,
                        tx ->
                                RedirectStore.haveOrigin(tx, origin)
                                        ? Optional.of(true)
                                        : Optional.empty())
                .isPresent();
    }

    public Client get(ClientId clientId) {
        return database.read(tx -> get(tx, clientId));
    }

    /// By its id, which is not its client_id.
    public Client get(UUID id) {
        return find(id).orElseThrow(() -> new NotFound("client", id.toString()));
    }

    /// A page, by `client_id`, `client_name` or `created_at`.
    public Page<Client> list(
            PageRequest request, Optional<Boolean> active, Optional<Boolean> firstParty) {
        return database.read(tx -> ClientStore.page(tx, request, active, firstParty));
    }

    public ClientChange update(Actor actor, ClientId clientId) {
        return new ClientChange(this, actor, clientId);
    }

    public void activate(Actor actor, ClientId clientId) {
        update(actor, clientId).active(true).save();
    }

    public void deactivate(Actor actor, ClientId clientId) {
        update(actor, clientId).active(false).save();
    }

    /// Takes a scope, by its name, from what the client may ask for.
    public void removeScope(Actor actor, ClientId clientId, String scope) {
        Instant now = clock.instant();
        database.write(tx -> {
            ClientScopes.remove(tx, actor, changeable(tx, actor, clientId), scope, now);
            return true;
        });
    }

    public void delete(Actor actor, ClientId clientId) {
        delete(actor, clientId, Optional.empty());
    }

    /// Removes the client, its secrets and every token it has. Throws [Stale] when it has another version by now than
    /// the one expected.
    public void delete(Actor actor, ClientId clientId, Optional<Long> expected) {
        Instant now = clock.instant();
        database.write(tx -> {
            Client client = changeable(tx, actor, clientId);
            requireVersion(client, expected);
            ClientStore.delete(tx, client);
            tx.record(event(now, actor, Action.CLIENT_DELETE, clientId));
            return true;
        });
    }

    /// A secret without the secret.
    public record SecretEntry(UUID id, Instant createdAt, Optional<Instant> expiresAt) {}

    /// A secret, this once, and what is kept of it.
    public record NewSecret(SecretEntry entry, Secret secret) {
        public UUID id() {
            return entry.id();
        }
    }

    /// A page, the oldest first, those that have ended and were not removed yet included.
    public Page<SecretEntry> secrets(ClientId clientId, PageRequest request) {
        return database.read(tx -> SecretStore.page(tx, request, get(tx, clientId).id()));
    }

    /// A further secret beside the ones that live, so that one can be replaced without an outage.
    ///
    /// Throws [Invalid] for a public client and for an end that has passed, and [Protected] when ten live.
    public NewSecret addSecret(Actor actor, ClientId clientId, Optional<Instant> expiresAt) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        Invalid.unless(
                expiresAt.filter(end -> !end.isAfter(now)).isEmpty(),
                "expires_at",
                "must lie in the future");
        String secret = randomness.token();
        var stored = new StoredSecret(randomness.id(now), Digest.sha256(secret), now, expiresAt);
        return database.write(tx -> {
            Client client = changeable(tx, actor, clientId);
            Invalid.unless(
                    client.isConfidential(),
                    "token_endpoint_auth_method",
                    "is none: a public client has no secrets");
            SecretStore.deleteEnded(tx, client.id(), now);
            if (SecretStore.list(tx, client.id()).size() >= MOST_SECRETS) {
                throw new Protected(
                        "the client has " + MOST_SECRETS + " live secrets: remove one first");
            }
            SecretStore.insert(tx, client.id(), stored);
            tx.record(
                    event(now, actor, Action.CLIENT_SECRET_ADD, clientId)
                            .and("client-secret", stored.id().toString())
                            .saying(
                                    expiresAt
                                            .map(end -> "expires_at " + end)
                                            .orElse("without end")));
            return new NewSecret(new SecretEntry(stored.id(), now, expiresAt), Secret.of(secret));
        });
    }

    public void removeSecret(Actor actor, ClientId clientId, UUID secretId) {
        Instant now = clock.instant();
        database.write(tx -> {
            Client client = changeable(tx, actor, clientId);
            if (!SecretStore.delete(tx, client.id(), secretId)) {
                throw new NotFound("client secret", secretId.toString());
            }
            tx.record(
                    event(now, actor, Action.CLIENT_SECRET_REMOVE, clientId)
                            .and("client-secret", secretId.toString()));
            return true;
        });
    }

    NewClient.Created insert(
            Actor actor, ClientId clientId, ClientSettings standard, ClientSettings asked) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        UUID id = randomness.id(now);
        Optional<String> secret =
                asked.authMethod().isConfidential()
                        ? Optional.of(randomness.token())
                        : Optional.empty();
        Optional<StoredSecret> stored =
                secret.map(text ->
                        new StoredSecret(
                                randomness.id(now), Digest.sha256(text), now, Optional.empty()));
        return database.write(tx -> {
            if (!asked.entry().allowedRoles().isEmpty()) {
                Rights.lock(tx);
            }
            if (!ClientStore.claimName(tx, clientId)) {
                throw new AlreadyExists("client or service account", clientId.value());
            }
            ClientSettings wanted = asked.with(EntryStore.named(tx, asked.entry()));
            ClientStore.insert(tx, id, clientId, wanted, now);
            requireRoom(tx);
            Client bare = ClientStore.find(tx, clientId).orElseThrow();
            store(tx, actor, bare, wanted, now);
            stored.ifPresent(each -> SecretStore.insert(tx, id, each));
            tx.record(
                    event(now, actor, Action.CLIENT_CREATE, clientId)
                            .saying(ClientRules.difference(standard, wanted).toString()));
            return new NewClient.Created(
                    ClientStore.find(tx, clientId).orElseThrow(), secret.map(Secret::of));
        });
    }

    /// Looked at after the row was added, which holds the count for other nodes until the end of the transaction.
    private void requireRoom(Tx tx) {
        if (most.filter(limit -> Counters.read(tx).getOrDefault("clients", 0L) > limit)
                .isPresent()) {
            throw new LimitReached("clients", most.get());
        }
    }

    Client apply(Actor actor, ClientId clientId, ClientChange change) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        return database.write(tx -> {
            if (change.namesRoles()) {
                Rights.lock(tx);
            }
            Client before = changeable(tx, actor, clientId);
            requireVersion(before, change.expected());
            ClientSettings asked = change.over(before.settings());
            ClientSettings wanted = asked.with(EntryStore.named(tx, asked.entry()));
            Difference difference = ClientRules.difference(before.settings(), wanted);
            if (difference.isEmpty()) {
                return before;
            }
            // Security D1: whatever was changed, the whole has to fit together again.
            ClientRules.require(wanted);
            ClientStore.update(tx, before.id(), wanted, now);
            store(tx, actor, before, wanted, now);
            if (!wanted.authMethod().isConfidential()) {
                SecretStore.deleteAll(tx, before.id());
            }
            tx.record(
                    event(now, actor, Action.CLIENT_UPDATE, clientId)
                            .saying(difference.toString()));
            return ClientStore.find(tx, clientId).orElseThrow();
        });
    }

    /// What stands in tables of its own.
    private void store(Tx tx, Actor actor, Client before, ClientSettings wanted, Instant now) {
        ClientScopes.replace(
                tx,
                actor,
                before,
                ClientScopes.without(wanted.scopes().names(), before.scopes().names()),
                ClientScopes.without(before.scopes().names(), wanted.scopes().names()));
        RedirectStore.replace(
                tx,
                before.id(),
                RedirectStore.AFTER_SIGN_IN,
                wanted.redirectUris(),
                () -> randomness.id(now));
        RedirectStore.replace(
                tx,
                before.id(),
                RedirectStore.AFTER_SIGN_OUT,
                wanted.postLogoutRedirectUris(),
                () -> randomness.id(now));
        EntryStore.replace(
                tx,
                before.id(),
                before.settings().entry(),
                wanted.entry(),
                () -> randomness.id(now));
    }

    private static void requireVersion(Client client, Optional<Long> expected) {
        if (expected.filter(version -> version != client.version()).isPresent()) {
            throw new Stale("client", client.clientId().value());
        }
    }

    static Client get(Tx tx, ClientId clientId) {
        return ClientStore.find(tx, clientId)
                .orElseThrow(() -> new NotFound("client", clientId.value()));
    }

    /// The client, if the actor may change it.
    static Client changeable(Tx tx, Actor actor, ClientId clientId) {
        Client client = get(tx, clientId);
        // Security H7: a new secret or address of such a client would be a way to its power over
        // people.
        Rights.requireMayGiveScopes(actor, client.scopes().names());
        return client;
    }

    static AuditEvent event(Instant now, Actor actor, Action action, ClientId clientId) {
        return AuditEvent.of(now, actor, action).on("client", clientId.value());
    }
}
