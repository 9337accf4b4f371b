package dev.microauth.service;

import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.secret.Secret;
import java.nio.charset.StandardCharsets;

/// How to reach a database of PostgreSQL, password included.
public record PostgresLogin(
        String host, int port, String database, String username, Secret password) {
    private static final int LONGEST_HOST = 255;
    // Longer identifiers are cut off by PostgreSQL, and would name another database or role.
    private static final int LONGEST_IDENTIFIER = 63;
    private static final int LONGEST_PASSWORD = 1_000;

    /// Throws [Invalid] for what cannot be a login.
    public PostgresLogin {
        Invalid.unless(
                isText(host, LONGEST_HOST) && host.chars().noneMatch(Character::isWhitespace),
                "host",
                "must have 1 to 255 characters, none of them blank or a control character");
        Invalid.unless(port >= 1 && port <= 65_535, "port", "must be between 1 and 65535");
        Invalid.unless(
                isIdentifier(database),
                "database",
                "must have 1 to 63 bytes and no control characters");
        Invalid.unless(
                isIdentifier(username),
                "username",
                "must have 1 to 63 bytes and no control characters");
        Invalid.unless(
                isText(password.revealText(), LONGEST_PASSWORD),
                "password",
                "must have 1 to 1000 characters and no control characters");
    }

    private static boolean isIdentifier(String text) {
        return isText(text, LONGEST_IDENTIFIER)
                && text.getBytes(StandardCharsets.UTF_8).length <= LONGEST_IDENTIFIER;
    }

    private static boolean isText(String text, int longest) {
        return !text.isEmpty()
                && text.length() <= longest
                && text.chars().noneMatch(Character::isISOControl);
    }
}
