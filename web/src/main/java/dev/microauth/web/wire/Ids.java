package dev.microauth.web.wire;

import dev.microauth.problem.AuthException.NotFound;
import java.util.UUID;
import java.util.regex.Pattern;

/// Ids that came with a request. One that is none names nothing that is there.
public final class Ids {
    private static final Pattern FORM =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Ids() {}

    /// Throws [NotFound] for what is no UUID.
    public static UUID parse(String noun, String text) {
        if (!FORM.matcher(text).matches()) {
            throw new NotFound(noun, text);
        }
        return UUID.fromString(text);
    }
}
