package dev.microauth.web.account;

import dev.microauth.problem.AuthException.NotFound;
import java.util.UUID;

/// Ids that came with a form. One that is none names nothing that is there.
final class Ids {
    private Ids() {}

    static UUID parse(String noun, String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new NotFound(noun, text);
        }
    }
}
