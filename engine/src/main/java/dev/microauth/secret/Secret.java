package dev.microauth.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/// Bytes that must not be seen: prints `***`, compares in constant time, can be zeroed.
///
/// Zeroing is best effort: the garbage collector may have copied the array before.
public final class Secret implements AutoCloseable {
    private final byte[] bytes;

    private Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Takes the array over: the caller must neither keep nor change it.
    public static Secret of(byte[] bytes) {
        return new Secret(bytes);
    }

    public static Secret of(String text) {
        return new Secret(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The bytes themselves. Reading a secret is a visible act: look for this name.
    public byte[] reveal() {
        return bytes;
    }

    public String revealText() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        return "***";
    }
}
