package dev.microauth.user;

import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.subject.Names;
import java.util.Optional;
import java.util.StringJoiner;

/// What a person is called, and what else is known of them: all that an administrator writes.
record Profile(
        Username username, Optional<String> email, Optional<String> name, Attributes attributes) {
    private static final int LONGEST_NAME = 200;

    static Profile of(User user) {
        return new Profile(user.username(), user.email(), user.name(), user.attributes());
    }

    Profile withUsername(Username other) {
        return new Profile(other, email, name, attributes);
    }

    Profile withEmail(Optional<String> other) {
        return new Profile(username, other, name, attributes);
    }

    Profile withName(Optional<String> other) {
        return new Profile(username, email, other, attributes);
    }

    Profile withAttributes(Attributes other) {
        return new Profile(username, email, name, other);
    }

    /// An address, folded: two spellings of one are one.
    static String email(String typed) {
        String folded = foldEmail(typed);
        Invalid.unless(
                folded.matches("[^@\\s\\p{Cntrl}]{1,64}@[^@\\s\\p{Cntrl}]{1,255}"),
                "email",
                "is not an address");
        return folded;
    }

    static String foldEmail(String typed) {
        return Names.fold(typed.strip());
    }

    /// The name that people read: any text of one line.
    static String name(String typed) {
        String text = typed.strip();
        Invalid.unless(!text.isEmpty(), "name", "must not be blank; leave it out");
        Invalid.unless(
                text.codePointCount(0, text.length()) <= LONGEST_NAME
                        && text.chars().noneMatch(Character::isISOControl),
                "name",
                "is longer than 200 characters or has control characters");
        return text;
    }

    /// What became of it, for the audit: before and after. Attributes are named only, they may be long.
    String difference(Profile after) {
        var text = new StringJoiner(", ");
        if (!username.equals(after.username)) {
            text.add("username " + username + " → " + after.username);
        }
        if (!email.equals(after.email)) {
            text.add("email " + email.orElse("none") + " → " + after.email.orElse("none"));
        }
        if (!name.equals(after.name)) {
            text.add("name " + name.orElse("none") + " → " + after.name.orElse("none"));
        }
        if (!attributes.equals(after.attributes)) {
            text.add("attributes " + String.join(" ", attributes.differing(after.attributes)));
        }
        return text.toString();
    }
}
