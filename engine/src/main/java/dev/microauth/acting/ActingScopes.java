package dev.microauth.acting;

import dev.microauth.access.EntryChange;
import dev.microauth.access.NewEntry;
import dev.microauth.access.Scope;
import dev.microauth.access.ScopeId;
import dev.microauth.access.Scopes;
import dev.microauth.actor.Actor;
import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import java.util.Optional;
import java.util.stream.Stream;

/// Scopes: what tokens open. A token has those that were asked for, that its client may ask for and that are assigned to its person
/// (RFC 6749 §3.3).
///
/// ```java runnable
/// var scope = auth.scopes().create().name("invoices:read").save();
/// auth.users().assignScope(alice.id(), scope.name());
/// ```
///
/// Each change throws [dev.microauth.problem.AuthException.NotFound] for a scope that is none,
/// [dev.microauth.problem.AuthException.AlreadyExists] for a name that is taken,
/// [dev.microauth.problem.AuthException.Protected] for a built-in one, and
/// [dev.microauth.problem.AuthException.NotAllowed] for an actor who does not hold what they would give.
public final class ActingScopes {
    private final Scopes scopes;
    private final Actor actor;

    ActingScopes(Scopes scopes, Actor actor) {
        this.scopes = scopes;
        this.actor = actor;
    }

    /// A scope to be.
    public NewEntry<Scope> create() {
        return scopes.create(actor);
    }

    public Optional<Scope> find(ScopeId id) {
        return scopes.find(id);
    }

    /// By name, in any spelling.
    public Optional<Scope> find(String name) {
        return scopes.find(name);
    }

    /// Throws [dev.microauth.problem.AuthException.NotFound].
    public Scope get(ScopeId id) {
        return scopes.get(id);
    }

    /// The first fifty.
    public Page<Scope> list() {
        return list(PageRequest.first());
    }

    /// A page, by `name` or `created_at`.
    public Page<Scope> list(PageRequest request) {
        return scopes.list(request, Optional.empty());
    }

    /// All of them, read page by page.
    public Stream<Scope> stream() {
        return Whole.of(this::list);
    }

    /// What is not named stays as it is.
    public EntryChange<Scope> update(ScopeId id) {
        return scopes.update(actor, id);
    }

    /// From every client and everybody who has it.
    public void delete(ScopeId id) {
        scopes.delete(actor, id);
    }
}
