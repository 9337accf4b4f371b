package dev.microauth.link;

import dev.microauth.user.User;

/// What a live link lets its holder do.
public sealed interface Offer {
    /// Become an administrator, under a name of their choice.
    record Administration() implements Offer {}

    /// Choose the password of this person.
    record ChoiceOfPassword(User user, Purpose purpose) implements Offer {}
}
