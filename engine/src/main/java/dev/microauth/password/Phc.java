package dev.microauth.password;

import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/// A stored hash taken apart. The parser takes exactly the text a correct writer makes: fixed order of parameters, no leading
/// zeros, canonical base64 without padding, nothing after the tag.
sealed interface Phc {

    int MAX_TEXT = 512;

    /// Memory that checking takes, in KiB.
    int memoryKib();

    /// RFC 9106, version 0x13.
    @SuppressWarnings(
            "ArrayRecordComponent") // never compared nor printed, and seen by this package alone
    record Argon2id(Argon2Shape shape, byte[] salt, byte[] tag) implements Phc {
        @Override
        public int memoryKib() {
            return shape.memoryKib();
        }

        String text() {
            Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
            return "$argon2id$v=19$m="
                    + shape.memoryKib()
                    + ",t="
                    + shape.iterations()
                    + ",p="
                    + shape.parallelism()
                    + "$"
                    + base64.encodeToString(salt)
                    + "$"
                    + base64.encodeToString(tag);
        }
    }

    /// RFC 7914; `blockSize` is its r.
    @SuppressWarnings(
            "ArrayRecordComponent") // never compared nor printed, and seen by this package alone
    record Scrypt(int logN, int blockSize, int parallelism, byte[] salt, byte[] tag)
            implements Phc {
        private static final long MAX_BLOCKS = Argon2Cost.MAX_MEMORY_KIB * 8L;

        public Scrypt {
            if (logN < 10
                    || logN > 20
                    || blockSize < 1
                    || blockSize > 32
                    || parallelism < 1
                    || parallelism > 16) {
                throw new IllegalArgumentException(
                        "its scrypt cost is not ln 10 to 20, r 1 to 32, p 1 to 16");
            }
            long blocks = ((long) blockSize) << logN;
            if (blocks > MAX_BLOCKS || blocks * parallelism > 4 * MAX_BLOCKS) {
                throw new IllegalArgumentException(
                        "its scrypt cost is above the ceiling of 256 MiB");
            }
        }

        @Override
        public int memoryKib() {
            // RFC 7914 §2: N blocks of 128·r bytes.
            return (int) ((((long) blockSize) << logN) / 8);
        }
    }

    /// `text` is the whole line, in the form of OpenBSD.
    record Bcrypt(String text) implements Phc {
        @Override
        public int memoryKib() {
            return 4;
        }
    }

    Pattern ARGON2ID =
            Pattern.compile(
                    "\\$argon2id\\$v=19\\$m=([1-9][0-9]{0,8}),t=([1-9][0-9]{0,8}),p=([1-9][0-9]{0,8})"
                            + "\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");
    Pattern SCRYPT =
            Pattern.compile(
                    "\\$scrypt\\$ln=([1-9][0-9]{0,8}),r=([1-9][0-9]{0,8}),p=([1-9][0-9]{0,8})"
                            + "\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");
    // The last character of bcrypt's salt carries two bits and that of its tag four; other
    // characters are no writer's work.
    Pattern BCRYPT =
            Pattern.compile(
                    "\\$2[aby]\\$(1[0-6])\\$[./A-Za-z0-9]{21}[.Oeu][./A-Za-z0-9]{30}[.CGKOSWaeimquy26]");

    /// The hash that this text says.
    ///
    /// @throws IllegalArgumentException with the flaw, never the text
    static Phc parse(String text) {
        if (text.length() > MAX_TEXT) {
            throw flaw("it is longer than " + MAX_TEXT + " characters");
        }
        try {
            return text.startsWith("$argon2id$")
                    ? argon2id(text)
                    : text.startsWith("$scrypt$") ? scrypt(text) : bcrypt(text);
        } catch (IllegalArgumentException e) {
            throw flaw(String.valueOf(e.getMessage()));
        }
    }

    private static Phc argon2id(String text) {
        var parts = ARGON2ID.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "it does not read $argon2id$v=19$m=…,t=…,p=…$salt$tag");
        }
        var shape =
                new Argon2Shape(
                        Integer.parseInt(parts.group(1)),
                        Integer.parseInt(parts.group(2)),
                        Integer.parseInt(parts.group(3)));
        return new Argon2id(
                shape, bytes("salt", parts.group(4), 8, 64), bytes("tag", parts.group(5), 16, 64));
    }

    private static Phc scrypt(String text) {
        var parts = SCRYPT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("it does not read $scrypt$ln=…,r=…,p=…$salt$tag");
        }
        return new Scrypt(
                Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                Integer.parseInt(parts.group(3)),
                bytes("salt", parts.group(4), 8, 64),
                bytes("tag", parts.group(5), 16, 64));
    }

    private static Phc bcrypt(String text) {
        if (!BCRYPT.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "it is neither $argon2id$, $scrypt$ nor bcrypt ($2a$, $2b$, $2y$) of cost 10 to 16");
        }
        return new Bcrypt(text);
    }

    private static byte[] bytes(String what, String base64, int least, int most) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("its " + what + " is not base64", e);
        }
        // The decoder overlooks bits behind the last byte; two texts for one hash are one too many.
        if (!Base64.getEncoder().withoutPadding().encodeToString(bytes).equals(base64)) {
            Arrays.fill(bytes, (byte) 0);
            throw new IllegalArgumentException("its " + what + " is not canonical base64");
        }
        if (bytes.length < least || bytes.length > most) {
            throw new IllegalArgumentException(
                    "its " + what + " is not " + least + " to " + most + " bytes long");
        }
        return bytes;
    }

    private static IllegalArgumentException flaw(String what) {
        return new IllegalArgumentException(
                "This is no password hash that can be checked: " + what + ".");
    }
}
