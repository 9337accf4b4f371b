package dev.microauth.link;

/// What somebody typed who becomes an administrator. The caller keeps the array and clears it.
public record Administrator(String username, String email, char[] password) {
    @Override
    public String toString() {
        return "Administrator[" + username + "]";
    }
}
