package dev.microauth.secret;

import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// The 256-bit key of the operator, kept outside the database; it wraps the [RootKey] and nothing else.
public final class MasterKey implements AutoCloseable {
    private static final int DIGITS = 64;

    private final Secret secret;

    private MasterKey(Secret secret) {
        this.secret = secret;
    }

    public static MasterKey generate(Randomness randomness) {
        return new MasterKey(Secret.of(randomness.bytes(DIGITS / 2)));
    }

    /// Reads one line of 64 hexadecimal digits; a trailing newline is allowed.
    ///
    /// Throws [IllegalArgumentException] with a message that says what is wrong, never the key.
    public static MasterKey parse(String hex) {
        String digits = hex.strip();
        if (digits.length() != DIGITS || !digits.chars().allMatch(HexFormat::isHexDigit)) {
            throw new IllegalArgumentException(
                    "a master key is one line of 64 hexadecimal digits, this has "
                            + digits.length()
                            + " characters");
        }
        return of(HexFormat.of().parseHex(digits));
    }

    /// Takes the array over: the caller must neither keep nor change it.
    ///
    /// Throws [IllegalArgumentException] unless it holds 32 bytes that are not all the same.
    public static MasterKey of(byte[] bytes) {
        if (bytes.length != DIGITS / 2) {
            throw new IllegalArgumentException(
                    "a master key has 32 bytes, this has " + bytes.length);
        }
        // Section M: a constant key is a forgotten placeholder.
        byte first = bytes[0];
        boolean constant = true;
        for (byte b : bytes) {
            constant &= b == first;
        }
        if (constant) {
            throw new IllegalArgumentException(
                    "this master key repeats one byte, it is a placeholder and no key");
        }
        return new MasterKey(Secret.of(bytes));
    }

    /// The line for the key file.
    public String toHex() {
        return HexFormat.of().formatHex(secret.reveal());
    }

    /// The same key, to be closed apart.
    public MasterKey copy() {
        return new MasterKey(Secret.of(secret.reveal().clone()));
    }

    byte[] bytes() {
        return secret.reveal();
    }

    SecretKey wrappingKey() {
        byte[] key = RootKey.derive(secret.reveal(), "root key wrapping");
        try {
            return new SecretKeySpec(key, "AES");
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    @Override
    public void close() {
        secret.close();
    }

    @Override
    public String toString() {
        return "***";
    }
}
