package dev.microauth.access;

import dev.microauth.actor.Actor;
import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.NotAllowed;
import dev.microauth.secret.Randomness;
import dev.microauth.subject.SubjectId;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Scopes: made, found, reworded, removed.
public final class Scopes {
    private final Database database;
    private final Register<Scope> register;

    public Scopes(Database database, Randomness randomness, InstantSource clock) {
        this.database = database;
        this.register = new Register<>(new ScopeStore(), database, randomness, clock);
    }

    /// A name of 1 to 100 printable ASCII characters without space, quote and backslash.
    public NewEntry<Scope> create(Actor actor) {
        return register.create(actor, (_, _, _) -> {});
    }

    /// A new name is as good as a new scope for whoever holds it: the actor has to hold what it takes to assign it
    /// to them.
    public EntryChange<Scope> update(Actor actor, ScopeId id) {
        return register.update(
                actor,
                id.value(),
                (tx, scope, name) -> {
                    requireMayRename(tx, actor, scope);
                    requireRoom(tx, scope, name);
                });
    }

    public Optional<Scope> find(ScopeId id) {
        return register.find(id.value());
    }

    /// By name, in any letter case.
    public Optional<Scope> find(String name) {
        return register.find(name);
    }

    public Scope get(ScopeId id) {
        return register.get(id.value());
    }

    /// What is assigned to a subject, by name.
    public List<Scope> of(SubjectId subject) {
        return database.read(tx -> ScopeStore.of(tx, subject));
    }

    /// All of them, by `name` or `created_at`; the ones that are protected, or are not, where that is said.
    public Page<Scope> list(PageRequest request, Optional<Boolean> isProtected) {
        return database.read(tx -> ScopeStore.page(tx, request, isProtected));
    }

    /// What a subject has; throws [dev.microauth.problem.AuthException.NotFound] when there is none.
    public Page<Scope> list(SubjectId subject, PageRequest request) {
        return database.read(tx -> {
            Subjects.requireExisting(tx, subject);
            return ScopeStore.page(tx, subject, request);
        });
    }

    /// Removes the scope from every client and subject too: nobody is granted it from then on.
    public void delete(Actor actor, ScopeId id) {
        register.delete(actor, id.value(), (_, _, _) -> {});
    }

    private static void requireMayRename(Tx tx, Actor actor, Scope scope) {
        Set<String> needed = ScopeStore.neededToAssign(tx, scope.id());
        // Security H7: else one could rename what one holds into what one wants.
        if (!actor.holds(needed)) {
            throw new NotAllowed(
                    "this scope is assigned: to give it another name takes "
                            + String.join(", ", needed.stream().sorted().toList()));
        }
    }

    private static void requireRoom(Tx tx, Scope scope, EntryName name) {
        int longer = TokenRoom.length(name.text()) - TokenRoom.length(scope.name());
        Invalid.unless(
                longer <= 0
                        || TokenRoom.isLeft(
                                ScopeStore.crowded(tx, scope.id(), longer),
                                TokenRoom.SCOPE_BYTES - longer),
                "name",
                "is too long: somebody has this scope beside so many others that no token has room for it");
    }
}
