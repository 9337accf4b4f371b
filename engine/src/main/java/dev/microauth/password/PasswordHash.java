package dev.microauth.password;

/// A stored hash in PHC text: `$argon2id$v=19$m=…,t=…,p=…$salt$tag`, or of an import `$scrypt$ln=…,r=…,p=…$salt$tag` and bcrypt's
/// `$2a$`, `$2b$`, `$2y$`. Cannot be built from anything else: the text is parsed strictly, with ceilings on what it costs to
/// check, so that a stored or imported line cannot exhaust the machine.
///
/// @param phc the text to store
public record PasswordHash(String phc) {

    /// @throws IllegalArgumentException when the text is not such a hash; the message names the flaw, never the text
    public PasswordHash {
        Phc.parse(phc);
    }

    Phc parsed() {
        return Phc.parse(phc);
    }

    @Override
    public String toString() {
        return "PasswordHash[***]";
    }
}
