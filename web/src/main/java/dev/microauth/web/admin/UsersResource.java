package dev.microauth.web.admin;

import static dev.microauth.access.AdminPermission.USERS_READ;
import static dev.microauth.access.AdminPermission.USERS_WRITE;

import dev.microauth.api.LinkView;
import dev.microauth.api.Lockout;
import dev.microauth.api.UserCreated;
import dev.microauth.api.UserCreation;
import dev.microauth.api.UserEdit;
import dev.microauth.api.UserView;
import dev.microauth.link.Links;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.subject.UserId;
import dev.microauth.user.Attributes;
import dev.microauth.user.User;
import dev.microauth.user.UserFilter;
import dev.microauth.user.Username;
import dev.microauth.user.Users;
import dev.microauth.web.http.Response;
import dev.microauth.web.wire.UserCreations;
import dev.microauth.web.wire.Views;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// `/users`: people, their state, and the links by which they choose a password.
final class UsersResource implements Resource {
    private final Users users;
    private final Links links;
    private final UserCreations creations;

    UsersResource(Users users, Links links) {
        this.users = users;
        this.links = links;
        this.creations = new UserCreations(users, links);
    }

    @Override
    public List<Operation> operations() {
        return Stream.concat(records(), acts()).toList();
    }

    private Stream<Operation> records() {
        return Stream.of(
                Operation.get("/users", USERS_READ, "Lists people.")
                        .describing("`q` looks at username, e-mail and name.")
                        .list(UserView.class)
                        .query("q", "sort")
                        .flags("is_active", "locked")
                        .by(this::list),
                Operation.post("/users", USERS_WRITE, "Makes a person.")
                        .describing(
                                "Without a password the answer holds a one-time link, good for 7 days, by which they choose one.")
                        .takes(UserCreation.class)
                        .created(UserCreated.class)
                        .by(this::create),
                Operation.get("/users/by-name/{name}", USERS_READ, "Shows the person of a name.")
                        .answers(UserView.class)
                        .by(this::showByName),
                Operation.get("/users/{id}", USERS_READ, "Shows a person.")
                        .answers(UserView.class)
                        .by(this::show),
                Operation.patch("/users/{id}", USERS_WRITE, "Changes a person.")
                        .describing("Another e-mail is not verified before somebody verifies it.")
                        .takes(UserEdit.class)
                        .answers(UserView.class)
                        .by(this::edit),
                Operation.delete("/users/{id}", USERS_WRITE, "Removes a person.").by(this::delete));
    }

    private Stream<Operation> acts() {
        return Stream.of(
                Operation.post("/users/{id}/activate", USERS_WRITE, "Lets a person in again.")
                        .by(this::activate),
                Operation.post(
                                "/users/{id}/deactivate",
                                USERS_WRITE,
                                "Keeps a person out, and ends their tokens and sessions.")
                        .by(this::deactivate),
                Operation.post(
                                "/users/{id}/verify-email",
                                USERS_WRITE,
                                "Notes that the e-mail was seen to be theirs.")
                        .by(this::verifyEmail),
                Operation.post(
                                "/users/{id}/lockout",
                                USERS_WRITE,
                                "Locks a person out until a moment or for good, and ends their tokens and sessions.")
                        .takes(Lockout.class)
                        .by(this::lockOut),
                Operation.delete("/users/{id}/lockout", USERS_WRITE, "Lifts a lock-out.")
                        .by(this::liftLockout),
                Operation.post(
                                "/users/{id}/reset",
                                USERS_WRITE,
                                "Takes a person's password and gives a one-time link, good for 60 minutes, to choose another.")
                        .describing(
                                "At once the old password opens nothing any more, and the person's tokens and sessions end.")
                        .answers(LinkView.class)
                        .by(this::reset),
                Operation.post(
                                "/users/{id}/invite",
                                USERS_WRITE,
                                "Gives another invitation to a person who has no password yet.")
                        .answers(LinkView.class)
                        .by(this::invite));
    }

    private Response list(AdminCall call) {
        var filter = new UserFilter(call.queryFlag("is_active"), call.queryFlag("locked"));
        return call.page(users.list(call.page(), filter), Views::of);
    }

    private Response create(AdminCall call) {
        var made = creations.make(call.actor(), call.body(UserCreation.class));
        return call.created("/users/" + made.user().id(), Views.of(made), made.user().version());
    }

    private Response showByName(AdminCall call) {
        String name = call.path("name");
        User user =
                Username.find(name)
                        .flatMap(users::find)
                        .orElseThrow(() -> new NotFound("user", name));
        return shown(call, user);
    }

    private Response show(AdminCall call) {
        return shown(call, users.get(id(call)));
    }

    private Response edit(AdminCall call) {
        User before = users.get(id(call));
        UserEdit current =
                new UserEdit(
                        before.username().value(),
                        before.email(),
                        before.name(),
                        Optional.of(before.attributes().members()));
        UserEdit wanted = call.merged(UserEdit.class, current);
        var change = users.update(call.actor(), before.id()).expecting(call.ifMatch());
        AdminCall.differs(current.username(), wanted.username(), change::username);
        AdminCall.differs(current.email(), wanted.email(), change::email);
        AdminCall.differs(current.name(), wanted.name(), change::name);
        AdminCall.differs(
                current.attributes(),
                wanted.attributes(),
                all -> change.attributes(all.map(Attributes::of).orElse(Attributes.NONE)));
        User after = change.save();
        return shown(call, after);
    }

    private Response delete(AdminCall call) {
        users.delete(call.actor(), id(call));
        return call.noContent();
    }

    private Response activate(AdminCall call) {
        users.activate(call.actor(), id(call));
        return call.noContent();
    }

    private Response deactivate(AdminCall call) {
        users.deactivate(call.actor(), id(call));
        return call.noContent();
    }

    private Response verifyEmail(AdminCall call) {
        users.verifyEmail(call.actor(), id(call));
        return call.noContent();
    }

    private Response lockOut(AdminCall call) {
        var wanted = call.body(Lockout.class);
        boolean permanent = wanted.permanent().orElse(false);
        Invalid.unless(
                permanent != wanted.until().isPresent(),
                "until",
                "is the end of the lock-out; give it, or permanent: true, and not both");
        Instant until = permanent ? User.FOR_GOOD : wanted.until().orElseThrow();
        users.lockOut(call.actor(), id(call), Optional.of(until));
        return call.noContent();
    }

    private Response liftLockout(AdminCall call) {
        users.lockOut(call.actor(), id(call), Optional.empty());
        return call.noContent();
    }

    private Response reset(AdminCall call) {
        return call.ok(Views.of(links.reset(call.actor(), id(call))));
    }

    private Response invite(AdminCall call) {
        return call.ok(Views.of(links.invite(call.actor(), id(call))));
    }

    private static Response shown(AdminCall call, User user) {
        return call.ok(Views.of(user), user.version());
    }

    private static UserId id(AdminCall call) {
        return new UserId(call.id("id"));
    }
}
