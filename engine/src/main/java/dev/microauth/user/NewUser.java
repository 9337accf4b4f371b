package dev.microauth.user;

import dev.microauth.actor.Actor;
import dev.microauth.password.PasswordHash;
import dev.microauth.problem.AuthException.Invalid;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/// What a new person is to be; nothing is stored before [#save()].
public final class NewUser {
    private final Users users;
    private final Actor actor;
    private Optional<Username> username = Optional.empty();
    private Optional<String> email = Optional.empty();
    private Optional<String> name = Optional.empty();
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
        String folded =
                Normalizer.normalize(address.strip(), Normalizer.Form.NFKC)
                        .toLowerCase(Locale.ROOT);
        Invalid.unless(
                folded.matches("[^@\\s\\p{Cntrl}]{1,64}@[^@\\s\\p{Cntrl}]{1,255}"),
                "email",
                "is not an address");
        email = Optional.of(folded);
        return this;
    }

    /// The name that people read.
    public NewUser name(String text) {
        Invalid.unless(
                text.length() <= 200 && text.chars().noneMatch(Character::isISOControl),
                "name",
                "is longer than 200 characters or has control characters");
        name = Optional.of(text);
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
        Username chosen = username.orElseThrow(() -> new Invalid("username", "is missing"));
        Optional<PasswordHash> hash =
                password.map(characters -> users.judgedHash(characters, chosen, email));
        return users.insert(actor, chosen, email, name, hash);
    }
}
