package dev.microauth.api;

/// One's own password, and the one that takes its place.
public record PasswordReplacement(String currentPassword, String newPassword) {
    @Override
    public String toString() {
        return "PasswordReplacement[***]";
    }
}
