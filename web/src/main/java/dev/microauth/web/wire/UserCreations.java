package dev.microauth.web.wire;

import dev.microauth.actor.Actor;
import dev.microauth.api.UserCreation;
import dev.microauth.link.Links;
import dev.microauth.user.Attributes;
import dev.microauth.user.Users;
import java.util.Arrays;
import java.util.Optional;

/// From the wire record of a new person to the person.
public final class UserCreations {
    private final Users users;
    private final Links links;

    public UserCreations(Users users, Links links) {
        this.users = users;
        this.links = links;
    }

    /// The person, and the invitation of one that was given no password.
    public Links.Created make(Actor actor, UserCreation wanted) {
        Optional<char[]> password = wanted.password().map(String::toCharArray);
        try {
            var fresh = users.create(actor).username(wanted.username());
            wanted.email().ifPresent(fresh::email);
            wanted.name().ifPresent(fresh::name);
            wanted.attributes().map(Attributes::of).ifPresent(fresh::attributes);
            password.ifPresent(fresh::password);
            return links.create(fresh);
        } finally {
            password.ifPresent(characters -> Arrays.fill(characters, '\0'));
        }
    }
}
