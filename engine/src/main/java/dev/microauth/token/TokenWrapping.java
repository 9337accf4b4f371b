package dev.microauth.token;

import dev.microauth.jose.TokenCipher;
import dev.microauth.jose.TokenRefused;
import dev.microauth.key.Ring;
import dev.microauth.secret.RootKey.Keyed;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// Whether access tokens leave this server as they were signed, or encrypted so that only it can read them.
///
/// Each ring has a key of its own for each day, named by the date: AES-GCM with random nonces wants no more than 2^32
/// uses of a key, and no token lives longer than two days after the one it was made on.
public final class TokenWrapping {
    private static final int OLDEST = -2;
    private static final int AHEAD = 1;

    private final InstantSource clock;
    private final Map<Ring, TokenCipher> ciphers = new EnumMap<>(Ring.class);

    private TokenWrapping(InstantSource clock) {
        this.clock = clock;
    }

    /// Tokens that everybody can read who sees them.
    public static TokenWrapping none() {
        return new TokenWrapping(InstantSource.system());
    }

    /// Tokens that are opaque to all others.
    ///
    /// @param keys derives the keys of a ring
    public static TokenWrapping encrypted(Function<Ring, Keyed> keys, InstantSource clock) {
        var wrapping = new TokenWrapping(clock);
        for (Ring ring : Ring.values()) {
            Keyed keyed = keys.apply(ring);
            wrapping.ciphers.put(ring, new TokenCipher(kid -> wrapping.key(keyed, kid)));
        }
        return wrapping;
    }

    String wrap(Ring ring, String signed) {
        return cipher(ring)
                .map(cipher -> cipher.encrypt(today().toString(), signed))
                .orElse(signed);
    }

    /// The signed token, which is still to be verified. Where tokens are encrypted, one that is not is refused.
    String unwrap(Ring ring, String presented) throws TokenRefused {
        var cipher = ciphers.get(ring);
        return cipher == null ? presented : cipher.decrypt(presented);
    }

    private Optional<TokenCipher> cipher(Ring ring) {
        return Optional.ofNullable(ciphers.get(ring));
    }

    private Optional<SecretKey> key(Keyed keyed, String kid) {
        LocalDate today = today();
        return IntStream.rangeClosed(OLDEST, AHEAD)
                .mapToObj(days -> today.plusDays(days).toString())
                .filter(kid::equals)
                .findFirst()
                .map(day ->
                        new SecretKeySpec(
                                keyed.mac(day.getBytes(StandardCharsets.US_ASCII)), "AES"));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
