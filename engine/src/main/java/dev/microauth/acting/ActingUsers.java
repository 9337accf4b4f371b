package dev.microauth.acting;

import dev.microauth.access.Role;
import dev.microauth.access.RoleId;
import dev.microauth.access.Scope;
import dev.microauth.access.ScopeId;
import dev.microauth.actor.Actor;
import dev.microauth.link.Link;
import dev.microauth.link.Links;
import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import dev.microauth.problem.AuthException.NotAllowed;
import dev.microauth.subject.UserId;
import dev.microauth.user.NewUser;
import dev.microauth.user.User;
import dev.microauth.user.UserChange;
import dev.microauth.user.UserFilter;
import dev.microauth.user.Username;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// People who can sign in, and what they hold.
///
/// ```java runnable
/// var dora = auth.users().create().username("dora").email("dora@example.com").password(password).save();
/// auth.roles().create().name("Gardener").save();
/// auth.users().assignRole(dora.id(), "Gardener");
/// auth.users().lock(dora.id(), User.FOR_GOOD);
/// ```
///
/// Each change throws [dev.microauth.problem.AuthException.NotFound] for somebody who does not exist,
/// [dev.microauth.problem.AuthException.NotAllowed] for somebody above the actor, and
/// [dev.microauth.problem.AuthException.Protected] where no administrator would be left.
public final class ActingUsers {
    private final Acting.People people;
    private final Acting.Rights rights;
    private final Actor actor;

    ActingUsers(Acting.People people, Acting.Rights rights, Actor actor) {
        this.people = people;
        this.rights = rights;
        this.actor = actor;
    }

    /// Somebody to be; without a password they cannot sign in before [#invite].
    public NewUser create() {
        return people.users().create(actor);
    }

    /// Somebody new with the way to their first password, in one transaction.
    public Links.Created createInvited(UnaryOperator<NewUser> with) {
        return people.links().create(with.apply(create()));
    }

    public Optional<User> find(UserId id) {
        return people.users().find(id);
    }

    /// By a username in any spelling.
    public Optional<User> find(String username) {
        return people.users().find(Username.of(username));
    }

    /// By an address in any spelling.
    public Optional<User> findByEmail(String address) {
        return people.users().findByEmail(address);
    }

    /// Throws [dev.microauth.problem.AuthException.NotFound].
    public User get(UserId id) {
        return people.users().get(id);
    }

    /// The first fifty.
    public Page<User> list() {
        return list(PageRequest.first());
    }

    /// A page, by `username`, `email`, `created_at` or `last_login`.
    public Page<User> list(PageRequest request) {
        return list(request, UserFilter.ALL);
    }

    public Page<User> list(PageRequest request, UserFilter filter) {
        return people.users().list(request, filter);
    }

    /// All of them, read page by page.
    public Stream<User> stream() {
        return Whole.of(this::list);
    }

    /// What is not named stays as it is.
    public UserChange update(UserId id) {
        return people.users().update(actor, id);
    }

    public void delete(UserId id) {
        people.users().delete(actor, id);
    }

    public void activate(UserId id) {
        people.users().activate(actor, id);
    }

    /// Ends what they have of tokens and sessions too.
    public void deactivate(UserId id) {
        people.users().deactivate(actor, id);
    }

    /// Locks them out until then, [User#FOR_GOOD] the latest, and ends their tokens and sessions.
    public void lock(UserId id, Instant until) {
        people.users().lockOut(actor, id, Optional.of(until));
    }

    public void unlock(UserId id) {
        people.users().lockOut(actor, id, Optional.empty());
    }

    /// Notes that the address was seen to be theirs.
    public void verifyEmail(UserId id) {
        people.users().verifyEmail(actor, id);
    }

    /// Another invitation for somebody who has no password yet: a link that works once. Older ones work no more.
    public Link invite(UserId id) {
        return people.links().invite(actor, id);
    }

    /// Takes their password, ends what was signed in with it, and gives the way to another.
    public Link resetPassword(UserId id) {
        return people.links().reset(actor, id);
    }

    /// The way to the first administrator, while there is none.
    ///
    /// Throws [NotAllowed] for every actor but the application: whoever has the link gives themselves every right.
    public Optional<Link> firstAdministrator() {
        if (actor.kind() != Actor.Kind.SYSTEM) {
            throw new NotAllowed("only the application itself makes its first administrator");
        }
        return people.links().setUp(actor);
    }

    /// What they have, by name.
    public List<Role> roles(UserId id) {
        return rights.roles().of(id);
    }

    /// Gives the role of this name; changes nothing when they have it.
    public void assignRole(UserId id, String name) {
        people.access().assignRole(actor, id, name);
    }

    public void unassignRole(UserId id, String name) {
        people.access().unassignRole(actor, id, name);
    }

    /// These and no others.
    public void setRoles(UserId id, Set<RoleId> roles) {
        people.access().setRoles(actor, id, roles);
    }

    /// What is assigned to them, by name.
    public List<Scope> scopes(UserId id) {
        return rights.scopes().of(id);
    }

    public void assignScope(UserId id, String name) {
        people.access().assignScope(actor, id, name);
    }

    public void unassignScope(UserId id, String name) {
        people.access().unassignScope(actor, id, name);
    }

    /// These and no others.
    public void setScopes(UserId id, Set<ScopeId> scopes) {
        people.access().setScopes(actor, id, scopes);
    }

    /// The names of all that one of their roles permits.
    public Set<String> permissions(UserId id) {
        return people.access().permissionsOf(id);
    }
}
