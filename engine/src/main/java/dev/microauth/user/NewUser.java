package dev.microauth.user;

import dev.microauth.actor.Actor;
import dev.microauth.password.PasswordHash;
import dev.microauth.problem.AuthException.Invalid;
import java.util.Optional;

/// What a new person is to be; nothing is stored before [#save()].
public final class NewUser {
    private final Users users;
    private final Actor actor;
    private Optional<Username> username = Optional.empty();
    private Optional<String> email = Optional.empty();
    private Optional<String> name = Optional.empty();
    private Attributes attributes = Attributes.NONE;
    private Optional<char[]> password = Optional.empty();

    NewUser(Users users, Actor actor) {
        this.users = users;
        this.actor = actor;
    }

    public NewUser username(String typed) {
        username = Optional.of(Username.of(typed));
        return this;
    }

    public NewUser email(String address) {
        email = Optional.of(Profile.email(address));
        return this;
    }

    /// The name that people read.
    public NewUser name(String text) {
        name = Optional.of(Profile.name(text));
        return this;
    }

    public NewUser attributes(Attributes all) {
        attributes = all;
        return this;
    }

    /// The first password; the caller keeps the array and clears it after [#save()].
    public NewUser password(char[] characters) {
        password = Optional.of(characters);
        return this;
    }

    /// Throws [Invalid] when the username is missing or the password does not satisfy the policy, and
    /// [dev.microauth.problem.AuthException.AlreadyExists] when username or e-mail are taken.
    public User save() {
        return users.insert(prepare());
    }

    /// Judges and hashes, which is slow, and stores nothing yet. Throws [Invalid] as [#save()] does.
    public PreparedUser prepare() {
        Username chosen = username.orElseThrow(() -> new Invalid("username", "is missing"));
        Optional<PasswordHash> hash =
                password.map(characters -> users.newHash("password", characters, chosen, email));
        return users.prepared(actor, new Profile(chosen, email, name, attributes), hash);
    }
}
