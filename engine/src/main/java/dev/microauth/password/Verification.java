package dev.microauth.password;

/// The outcome of checking a password against a stored hash.
///
/// @param matches whether it is the password
/// @param needsRehash whether to hash it anew and store that, since the stored hash is weaker than the current cost; never true
///     without `matches`
public record Verification(boolean matches, boolean needsRehash) {

    /// @throws IllegalArgumentException for a wrong password that asks for a new hash
    public Verification {
        if (needsRehash && !matches) {
            throw new IllegalArgumentException("Only a password that matches can be hashed anew.");
        }
    }
}
