package dev.microauth.subject;

import dev.microauth.problem.AuthException.Invalid;
import java.util.Optional;

/// The public name of a client, and the `sub` of the tokens it gets for itself.
public record ClientId(String value) {
    private static final int MAX = 100;
    private static final String UUID_FORM = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    public ClientId {
        Invalid.unless(
                !value.isEmpty() && value.length() <= MAX,
                "client_id",
                "must have 1 to 100 characters");
        Invalid.unless(
                value.chars().allMatch(ClientId::allowed),
                "client_id",
                "may have lower-case letters, digits and the characters . _ - : only");
        // Security B6: the sub of a user is a UUID; no client may look like one.
        Invalid.unless(!value.matches(UUID_FORM), "client_id", "must not have the form of a UUID");
    }

    /// Folds what was typed; throws [Invalid] when it can be no client_id.
    public static ClientId of(String typed) {
        return new ClientId(fold(typed));
    }

    /// How a name is spelled, whether or not it can be one.
    public static String fold(String typed) {
        return Names.fold(typed);
    }

    public static Optional<ClientId> find(String typed) {
        try {
            return Optional.of(of(typed));
        } catch (Invalid e) {
            return Optional.empty();
        }
    }

    private static boolean allowed(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "._-:".indexOf(c) >= 0;
    }

    @Override
    public String toString() {
        return value;
    }
}
