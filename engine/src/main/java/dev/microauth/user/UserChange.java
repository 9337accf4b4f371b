package dev.microauth.user;

import dev.microauth.actor.Actor;
import dev.microauth.subject.UserId;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What is to become of a person; nothing is stored before [#save()]. What is not named stays.
public final class UserChange {
    private final Users users;
    private final Actor actor;
    private final UserId id;
    private Optional<Long> expected = Optional.empty();
    private UnaryOperator<Profile> change = UnaryOperator.identity();

    UserChange(Users users, Actor actor, UserId id) {
        this.users = users;
        this.actor = actor;
        this.id = id;
    }

    /// Only if this is still the version; empty for whichever it is.
    public UserChange expecting(Optional<Long> version) {
        expected = version;
        return this;
    }

    public UserChange username(String typed) {
        Username fresh = Username.of(typed);
        return and(before -> before.withUsername(fresh));
    }

    /// Another address, or none. It is not verified before somebody verifies it.
    public UserChange email(Optional<String> address) {
        Optional<String> fresh = address.map(Profile::email);
        return and(before -> before.withEmail(fresh));
    }

    /// The name that people read, or none.
    public UserChange name(Optional<String> text) {
        Optional<String> fresh = text.map(Profile::name);
        return and(before -> before.withName(fresh));
    }

    /// All of them: what is not in here is gone.
    public UserChange attributes(Attributes all) {
        return and(before -> before.withAttributes(all));
    }

    /// The person as they are now; nothing is written when nothing differs. Throws
    /// [dev.microauth.problem.AuthException.NotFound],
    /// [dev.microauth.problem.AuthException.Stale] when the version is another,
    /// [dev.microauth.problem.AuthException.NotAllowed] for somebody above the actor, and
    /// [dev.microauth.problem.AuthException.AlreadyExists] when username or e-mail are taken.
    public User save() {
        return users.change(actor, id, expected, change);
    }

    private UserChange and(UnaryOperator<Profile> next) {
        var before = change;
        change = profile -> next.apply(before.apply(profile));
        return this;
    }
}
