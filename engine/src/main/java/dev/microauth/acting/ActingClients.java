package dev.microauth.acting;

import dev.microauth.access.ScopeId;
import dev.microauth.actor.Actor;
import dev.microauth.client.Client;
import dev.microauth.client.ClientChange;
import dev.microauth.client.Clients;
import dev.microauth.client.Clients.NewSecret;
import dev.microauth.client.Clients.SecretEntry;
import dev.microauth.client.NewClient;
import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import dev.microauth.subject.ClientId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// Applications that sign people in, and programs that ask for tokens.
///
/// ```java runnable
/// var created = auth.clients().create().name("Shop").redirectUri("https://shop.example.com/callback").save();
/// System.out.println(created.client().clientId() + " " + created.secret().orElseThrow().revealText());
/// auth.clients().update(created.client().clientId()).scopes("openid", "email").save();
/// ```
///
/// Each change throws [dev.microauth.problem.AuthException.NotFound] for a client that is none, and
/// [dev.microauth.problem.AuthException.NotAllowed] for an actor who does not hold what the client could give.
public final class ActingClients {
    private final Clients clients;
    private final Actor actor;

    ActingClients(Clients clients, Actor actor) {
        this.clients = clients;
        this.actor = actor;
    }

    /// A client to be. A confidential one unless said; its client_id is made up unless it is chosen. `save()` answers with the one
    /// secret, this once.
    public NewClient create() {
        return clients.create(actor).withAnyId();
    }

    public Optional<Client> find(ClientId id) {
        return clients.find(id);
    }

    /// By a client_id in any letter case.
    public Optional<Client> find(String id) {
        return ClientId.find(id).flatMap(clients::find);
    }

    /// Throws [dev.microauth.problem.AuthException.NotFound].
    public Client get(ClientId id) {
        return clients.get(id);
    }

    /// The first fifty.
    public Page<Client> list() {
        return list(PageRequest.first());
    }

    /// A page, by `client_id`, `client_name` or `created_at`.
    public Page<Client> list(PageRequest request) {
        return clients.list(request, Optional.empty(), Optional.empty());
    }

    /// All of them, read page by page.
    public Stream<Client> stream() {
        return Whole.of(this::list);
    }

    /// What is not named stays as it is. Throws [dev.microauth.problem.AuthException.Stale] on `save()` where another version was
    /// expected.
    public ClientChange update(ClientId id) {
        return clients.update(actor, id);
    }

    public void activate(ClientId id) {
        clients.activate(actor, id);
    }

    /// Its tokens die at once.
    public void deactivate(ClientId id) {
        clients.deactivate(actor, id);
    }

    /// With its secrets and every token it has.
    public void delete(ClientId id) {
        clients.delete(actor, id);
    }

    /// Lets it ask for a scope.
    public void assignScope(ClientId id, ScopeId scope) {
        clients.scopes().assign(actor, id, scope);
    }

    public void unassignScope(ClientId id, ScopeId scope) {
        clients.scopes().unassign(actor, id, scope);
    }

    /// These and no others.
    public void setScopes(ClientId id, Set<ScopeId> scopes) {
        clients.scopes().set(actor, id, scopes);
    }

    /// Its secrets without the secrets, the oldest first.
    public Page<SecretEntry> secrets(ClientId id, PageRequest request) {
        return clients.secrets(id, request);
    }

    /// A further secret beside those that live, this once, so that one can be replaced without an outage. Throws
    /// [dev.microauth.problem.AuthException.Protected] when ten live.
    ///
    /// @param expiresAt empty for one that does not end by itself
    public NewSecret addSecret(ClientId id, Optional<Instant> expiresAt) {
        return clients.addSecret(actor, id, expiresAt);
    }

    public void removeSecret(ClientId id, UUID secret) {
        clients.removeSecret(actor, id, secret);
    }
}
