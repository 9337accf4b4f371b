package dev.microauth.jose;

import dev.microauth.jose.TokenRefused.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Checks compact signed JWTs (RFC 7519) of one issuer, one type and one audience. Immutable, safe for all threads.
///
/// ```java
/// JwtVerifier verifier = JwtVerifier.builder()
///         .keys(JwkSet.parse(json))
///         .issuer("https://id.example.com")
///         .type("at+jwt")
///         .audience("https://api.example.com")
///         .build();
/// VerifiedToken token = verifier.verify(bearer);
/// ```
///
/// Every token needs `iss`, `sub`, `iat` and `exp`; times are whole seconds. The header holds `typ`, `alg` and `kid` and
/// nothing else. Where RFC 8725 leaves a choice, the stricter one is taken.
public final class JwtVerifier {
    /// The most characters of a token.
    static final int MAX_LENGTH = 8 * 1024;

    // Clocks of two machines may differ; a token from further ahead was not issued by a sane one.
    private static final Duration ISSUED_AHEAD = Duration.ofSeconds(60);

    private final KeySource keys;
    private final String issuer;
    private final String type;
    private final Predicate<List<String>> audience;
    private final InstantSource clock;
    private final Duration tolerance;
    private final boolean anyAge;

    private JwtVerifier(
            Builder builder,
            KeySource keys,
            String issuer,
            String type,
            Predicate<List<String>> audience) {
        this.keys = keys;
        this.issuer = issuer;
        this.type = Header.canonicalType(type);
        this.audience = audience;
        this.clock = builder.clock;
        this.tolerance = builder.tolerance;
        this.anyAge = builder.anyAge;
    }

    public static Builder builder() {
        return new Builder();
    }

    /// Checks form, key, signature and claims, in this order; claims are not even read before the signature fits.
    ///
    /// @throws TokenRefused for every string that is not a good token, whatever it holds
    public VerifiedToken verify(String compact) throws TokenRefused {
        if (compact.length() > MAX_LENGTH) {
            throw new TokenRefused(Reason.TOO_LARGE, "longer than " + MAX_LENGTH + " characters");
        }
        int first = compact.indexOf('.');
        int second = compact.indexOf('.', first + 1);
        if (first < 0 || second < 0 || compact.indexOf('.', second + 1) >= 0) {
            throw new TokenRefused(Reason.MALFORMED, "not three parts");
        }
        Header header = Header.read(decode(compact.substring(0, first)));
        byte[] payload = decode(compact.substring(first + 1, second));
        byte[] signature = decode(compact.substring(second + 1));
        VerificationKey key = key(header);
        if (!header.type().equals(type)) {
            throw new TokenRefused(Reason.WRONG_TYPE, "\"typ\" is not \"" + type + "\"");
        }
        if (!key.verify(
                compact.substring(0, second).getBytes(StandardCharsets.US_ASCII), signature)) {
            throw new TokenRefused(Reason.BAD_SIGNATURE, "the signature does not fit");
        }
        Claims claims = Claims.read(payload);
        check(claims);
        return new VerifiedToken(key.keyId(), claims);
    }

    private VerificationKey key(Header header) throws TokenRefused {
        VerificationKey key =
                keys.find(header.keyId())
                        .orElseThrow(() ->
                                new TokenRefused(Reason.UNKNOWN_KEY, "no key of this \"kid\""));
        // RFC 8725 §3.1: the key decides about the algorithm, the header only has to agree.
        if (key.algorithm() != header.algorithm()) {
            throw new TokenRefused(Reason.WRONG_ALGORITHM, "\"alg\" is not the key's");
        }
        return key;
    }

    private void check(Claims claims) throws TokenRefused {
        // RFC 7519 §4.1.1: compared as it is written, no URL is normalised.
        if (!claims.issuer().equals(issuer)) {
            throw new TokenRefused(Reason.WRONG_ISSUER, "\"iss\" is another one");
        }
        if (!audience.test(claims.audience())) {
            throw new TokenRefused(Reason.WRONG_AUDIENCE, "\"aud\" does not name this audience");
        }
        Instant now = clock.instant();
        // RFC 7519 §4.1.4: at exp itself it is over.
        if (!anyAge && !now.isBefore(claims.expiresAt().plus(tolerance))) {
            throw new TokenRefused(Reason.EXPIRED, "\"exp\" has come");
        }
        Instant latest = now.plus(tolerance);
        if (claims.notBefore().isPresent() && claims.notBefore().get().isAfter(latest)) {
            throw new TokenRefused(Reason.NOT_YET_VALID, "\"nbf\" has not come");
        }
        if (claims.issuedAt().isAfter(latest.plus(ISSUED_AHEAD))) {
            throw new TokenRefused(Reason.NOT_YET_VALID, "\"iat\" lies in the future");
        }
    }

    private static byte[] decode(String part) throws TokenRefused {
        return Base64Url.decode(part)
                .orElseThrow(
                        () -> new TokenRefused(Reason.MALFORMED, "a part is not strict base64url"));
    }

    /// What a verifier must be told; nothing that decides about trust has a default.
    public static final class Builder {
        private static final Duration MAX_TOLERANCE = Duration.ofMinutes(5);

        private @Nullable KeySource keys;
        private @Nullable String issuer;
        private @Nullable String type;
        private @Nullable Predicate<List<String>> audience;
        private InstantSource clock = InstantSource.system();
        private Duration tolerance = Duration.ZERO;
        private boolean anyAge;

        private Builder() {}

        /// Where keys are found.
        public Builder keys(KeySource source) {
            this.keys = source;
            return this;
        }

        /// The `iss` of every token, compared character by character.
        public Builder issuer(String exact) {
            this.issuer = exact;
            return this;
        }

        /// The `typ` of every token, as `at+jwt`: so that one kind of token never passes for another (RFC 8725 §3.11).
        public Builder type(String mediaType) {
            this.type = mediaType;
            return this;
        }

        /// One of the names in `aud` must be this one.
        public Builder audience(String ours) {
            if (ours.isEmpty()) {
                throw new IllegalArgumentException(
                        "An audience has a name; for none say anyAudience().");
            }
            this.audience = named -> named.contains(ours);
            return this;
        }

        /// Takes tokens for anybody, even without `aud`: for the issuer itself, never for a resource server.
        public Builder anyAudience() {
            this.audience = named -> true;
            return this;
        }

        /// Takes tokens that have expired too: for the issuer itself, where one comes back only to say whom it spoke of
        /// (`id_token_hint`), and never for one that opens anything.
        public Builder anyAge() {
            this.anyAge = true;
            return this;
        }

        /// Where the time comes from; the system's clock unless said.
        public Builder clock(InstantSource source) {
            this.clock = source;
            return this;
        }

        /// How far the issuer's clock may be off, up to five minutes; zero unless said. It lengthens the life of every
        /// token. (A token whose `iat` is up to a minute ahead is taken in any case.)
        public Builder clockTolerance(Duration atMost) {
            if (atMost.isNegative() || atMost.compareTo(MAX_TOLERANCE) > 0) {
                throw new IllegalArgumentException(
                        "The clock tolerance lies between zero and five minutes.");
            }
            this.tolerance = atMost;
            return this;
        }

        /// The verifier.
        ///
        /// @throws IllegalStateException when keys, issuer, type or the word about the audience are missing
        public JwtVerifier build() {
            return new JwtVerifier(
                    this,
                    said(keys, "keys(…)"),
                    said(issuer, "issuer(…)"),
                    said(type, "type(…)"),
                    said(audience, "audience(…) or anyAudience()"));
        }

        private static <T> T said(@Nullable T value, String call) {
            if (value == null || value.equals("")) {
                throw new IllegalStateException(
                        "A JwtVerifier needs " + call + ": nothing is assumed.");
            }
            return value;
        }
    }
}
