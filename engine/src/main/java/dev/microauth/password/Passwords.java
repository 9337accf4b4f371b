package dev.microauth.password;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.bouncycastle.crypto.generators.SCrypt;

/// Hashes passwords and checks them, never more at once than the limits allow.
///
/// **Which bytes are hashed.** The password as an OpaqueString of RFC 8265 §4.2: every other space becomes U+0020, then Unicode
/// normalisation form C, then UTF-8; case and width stay. Unlike that profile, joiners, variation selectors and private-use
/// characters are taken (NIST SP 800-63B-4 §3.1.1.2 wants all of Unicode, and emoji are made of them). This must never change: it
/// would lock people out.
///
/// **Whose arrays.** A `char[]` stays the caller's: it is neither changed nor kept, and the caller zeroes it. All copies made
/// here are zeroed before the method returns, on the heap and off it; the one exception is text that is not in NFC when it
/// comes, which passes through a `String` of the JDK.
///
/// **Time.** [#verifyDummy] does the work of one hash of the current cost. [#verify] does the work of the stored hash and, where
/// that is less, about the rest up to the current cost, so that an old, cheaper hash hardly tells a known user from an unknown one.
/// What is *dearer* than the current cost takes the time it takes, and so does imported bcrypt, whose work is of another kind: a
/// successful sign-in replaces the import, but until then its time may tell that the user exists.
///
/// All methods throw [Busy] when too much is going on, and may be called from any thread, virtual ones too.
public final class Passwords implements AutoCloseable {

    /// Longest password in bytes of UTF-8 after normalisation. A longer one is refused, never cut.
    public static final int MAX_BYTES = 1024;

    private static final int SALT_BYTES = 16;
    private static final int TAG_BYTES = 32;

    private final Argon2Shape current;
    private final Argon2 engine;
    private final Argon2 anyShape = new BouncyArgon2("libsodium does not compute this shape");
    private final HashQueue queue;
    private final IntFunction<byte[]> random;

    /// Chooses the library now; threads start with the first hash.
    ///
    /// @param cost of every new hash
    /// @param limits how many at once
    /// @param natives whether libsodium may be used
    /// @param random gives so many unpredictable bytes; backed by `SecureRandom`
    public Passwords(
            Argon2Cost cost, HashLimits limits, NativeCrypto natives, IntFunction<byte[]> random) {
        this(cost, limits, Argon2.choose(natives), random);
    }

    Passwords(Argon2Cost cost, HashLimits limits, Argon2 engine, IntFunction<byte[]> random) {
        this.current = Argon2Shape.of(cost);
        this.engine = engine;
        this.queue = new HashQueue(limits);
        this.random = random;
    }

    /// Argon2id of the current cost with a fresh salt of 16 bytes and a tag of 32.
    ///
    /// @throws IllegalArgumentException when the password is empty, longer than [#MAX_BYTES] or not Unicode: [PasswordJudge]
    ///     comes first and tells the user
    public PasswordHash hash(char[] password) {
        byte[] secret =
                OpaqueString.utf8(password)
                        .filter(bytes -> bytes.length > 0)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "A password must have 1 to "
                                                + MAX_BYTES
                                                + " bytes of well-formed Unicode to be hashed."));
        try {
            byte[] salt = random.apply(SALT_BYTES);
            if (salt.length != SALT_BYTES) {
                throw new IllegalStateException(
                        "The source of random bytes gave a salt of the wrong length.");
            }
            byte[] tag = queue.run(1, () -> argon2id(secret, salt, current, TAG_BYTES));
            return new PasswordHash(new Phc.Argon2id(current, salt, tag).text());
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /// Whether this is the password. An empty one never is.
    public Verification verify(char[] password, PasswordHash stored) {
        Phc phc = stored.parsed();
        // An import may hold a hash of nothing; nothing is no password.
        var typed = OpaqueString.utf8(password).filter(bytes -> bytes.length > 0);
        // What cannot be a password costs the same work, on nothing.
        byte[] secret = typed.orElseGet(() -> new byte[0]);
        try {
            boolean equal = queue.run(weight(phc), () -> check(secret, phc));
            boolean matches = equal && typed.isPresent();
            return new Verification(matches, matches && weaker(phc));
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /// The work of one check at the current cost, for a user who does not exist or has no password.
    public void verifyDummy(char[] password) {
        byte[] secret = OpaqueString.utf8(password).orElseGet(() -> new byte[0]);
        try {
            byte[] tag =
                    queue.run(1, () -> argon2id(secret, new byte[SALT_BYTES], current, TAG_BYTES));
            MessageDigest.isEqual(tag, new byte[TAG_BYTES]);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /// For the log at the start: which library hashes, and why not the faster one.
    public String implementation() {
        return engine.computes(current, SALT_BYTES)
                ? engine.implementation()
                : new BouncyArgon2("libsodium computes one lane only").implementation();
    }

    /// Waits for the hashes that run. Later calls fail with `IllegalStateException`.
    /// How many hashes were computed since the start, dummies among them.
    public long computed() {
        return queue.computed();
    }

    @Override
    public void close() {
        queue.close();
    }

    private boolean check(byte[] secret, Phc phc) {
        return switch (phc) {
            case Phc.Argon2id(var shape, var salt, var tag) -> {
                byte[] computed = argon2id(secret, salt, shape, tag.length);
                boolean equal = MessageDigest.isEqual(computed, tag);
                topUp(shape.work(engine.freshMemory()));
                yield equal;
            }
            case Phc.Scrypt(var logN, var blockSize, var parallelism, var salt, var tag) -> {
                byte[] computed =
                        SCrypt.generate(
                                secret, salt, 1 << logN, blockSize, parallelism, tag.length);
                boolean equal = MessageDigest.isEqual(computed, tag);
                // RFC 7914 §5: its memory is written once and read once for each p.
                topUp((2L * parallelism + engine.freshMemory()) * phc.memoryKib());
                yield equal;
            }
            case Phc.Bcrypt(var text) -> OpenBSDBCrypt.checkPassword(text, secret);
        };
    }

    private void topUp(long done) {
        byte[] nothing = new byte[SALT_BYTES];
        current.beyond(done, engine.freshMemory())
                .ifPresent(shape -> argon2id(nothing, nothing, shape, TAG_BYTES));
    }

    private byte[] argon2id(byte[] secret, byte[] salt, Argon2Shape shape, int tagLength) {
        Argon2 able = engine.computes(shape, salt.length) ? engine : anyShape;
        return able.compute(secret, salt, shape, tagLength);
    }

    private long weight(Phc phc) {
        return Math.max(1, Math.ceilDiv(phc.memoryKib(), current.memoryKib()));
    }

    /// Rises only: two nodes with unequal settings would otherwise hash one password anew at every sign-in.
    private boolean weaker(Phc phc) {
        return switch (phc) {
            case Phc.Argon2id(var shape, var salt, var tag) ->
                    shape.work() < current.work()
                            || !Argon2Cost.meetsMinimum(shape.memoryKib(), shape.iterations())
                            || salt.length < SALT_BYTES
                            || tag.length < TAG_BYTES;
            case Phc.Scrypt _, Phc.Bcrypt _ -> true;
        };
    }
}
