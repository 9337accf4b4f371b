package dev.microauth.api;

/// Do this name and this password belong together?
public record PasswordQuestion(String username, String password) {
    @Override
    public String toString() {
        return "PasswordQuestion[***]";
    }
}
