package dev.microauth.jose;

import dev.microauth.jose.SeenTokens.Seen;
import dev.microauth.jose.TokenRefused.Reason;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Verifies access tokens (RFC 9068) of a microauth elsewhere, or of any other server that issues such tokens, with the
/// keys that it publishes. One for each application; safe for all threads; close it at the end.
///
/// ```java
/// try (TokenVerifier verifier = TokenVerifier.builder()
///         .issuer("https://id.example.com")
///         .audience("https://api.example.com")
///         .scopes("orders:read")
///         .revocations(Revocations.asClient("orders-api", "the secret of that client"))
///         .build()) {
///     AuthUser user = verifier.verify(bearer);
/// }
/// ```
///
/// Keys are found by discovery, kept for as long as the server says (from one minute to one hour), renewed in the
/// background, and asked for again when a token names one that is not known, at most every ten seconds. While the server
/// cannot be reached the last keys go on being used, for one hour unless [Builder#outage(Duration)] says otherwise.
///
/// Without revocations a token that was taken back is good until it expires, ten minutes at a microauth unless set
/// otherwise.
public final class TokenVerifier implements AccessVerifier, AutoCloseable {
    private static final String TYPE = "at+jwt";

    private final RemoteKeys keys;
    private final JwtVerifier tokens;
    private final SeenTokens seen;
    private final Set<String> scopes;
    private final InstantSource clock;
    private final Duration tolerance;
    private final Fetch fetch;
    private final Optional<RevokedTokens> revoked;
    private final Optional<RevocationFeed> feed;
    private volatile boolean closed;

    private TokenVerifier(Builder builder, String issuer, String audience) {
        this.fetch = new Fetch(builder.client);
        this.clock = builder.clock;
        this.tolerance = builder.tolerance;
        this.scopes = builder.scopes;
        this.seen = new SeenTokens(builder.cache);
        var server = new RemoteServer(issuer, builder.keySet, fetch);
        this.keys = new RemoteKeys(server, builder.outage, clock);
        this.tokens = issued(issuer).type(TYPE).audience(audience).build();
        this.revoked =
                builder.revocations.map(rules -> new RevokedTokens(rules, clock, System::nanoTime));
        this.feed =
                builder.revocations.map(rules ->
                        new RevocationFeed(
                                server, keys, rules, revoked.orElseThrow(), issued(issuer)));
    }

    private JwtVerifier.Builder issued(String issuer) {
        return JwtVerifier.builder()
                .keys(keys)
                .issuer(issuer)
                .clock(clock)
                .clockTolerance(tolerance);
    }

    public static Builder builder() {
        return new Builder();
    }

    /// Whose token this is. The first call asks the issuer for its keys; most others ask nobody.
    ///
    /// @throws TokenRefused for every string that is not a live access token for this application;
    ///     [TokenRefused.Reason#UNDECIDED] when the issuer would have to be asked and cannot
    @Override
    public AuthUser verify(String compact) throws TokenRefused {
        if (closed) {
            throw new IllegalStateException(
                    "This TokenVerifier was closed: make one for as long as the application runs.");
        }
        Instant now = clock.instant();
        keys.require();
        Seen known = seen.find(compact);
        if (known == null || !keys.holds(known.key())) {
            known = judge(compact);
            seen.add(compact, known);
        } else if (!now.isBefore(known.user().token().expiresAt().plus(tolerance))) {
            throw new TokenRefused(Reason.EXPIRED, "\"exp\" has come");
        }
        if (revoked.isPresent()) {
            revoked.get().require(known.name());
        }
        return known.user();
    }

    /// Always false: what roles permit stands in no token.
    @Override
    public boolean knowsPermissions() {
        return false;
    }

    /// Whether the issuer has told of revocations lately; false where this verifier was not asked to listen.
    public boolean hearsRevocations() {
        return revoked.filter(RevokedTokens::isHeard).isPresent();
    }

    /// Ends the waiting for revocations and whatever is being asked; from now on [#verify(String)] throws
    /// IllegalStateException. May be called twice.
    @Override
    public void close() {
        closed = true;
        feed.ifPresent(RevocationFeed::close);
        fetch.close();
    }

    private Seen judge(String compact) throws TokenRefused {
        VerifiedToken token;
        try {
            token = tokens.verify(compact);
        } catch (TokenRefused e) {
            throw e.reason() == Reason.UNKNOWN_KEY && keys.isInDoubt()
                    ? new TokenRefused(
                            Reason.UNDECIDED, "a key that the issuer cannot be asked for now")
                    : e;
        }
        // RFC 9068 §2.2: both stand in every access token.
        if (token.text("client_id").isEmpty()) {
            throw new TokenRefused(Reason.MISSING_CLAIM, "\"client_id\" is missing");
        }
        String id =
                token.tokenId()
                        .orElseThrow(
                                () -> new TokenRefused(Reason.MISSING_CLAIM, "\"jti\" is missing"));
        AuthUser user = AuthUser.of(token, Set.of());
        if (!user.scopes().containsAll(scopes)) {
            throw new TokenRefused(
                    Reason.MISSING_SCOPE, "not all of the scopes that every token needs here");
        }
        // The set may have changed meanwhile.
        VerificationKey key =
                keys.known(token.keyId())
                        .orElseThrow(() ->
                                new TokenRefused(Reason.UNKNOWN_KEY, "its key was taken back"));
        return new Seen(user, key, RevokedTokens.name(id));
    }

    /// What a verifier is told. Whose tokens, and for whom, has no default.
    public static final class Builder {
        private static final Duration LONGEST_OUTAGE = Duration.ofDays(1);

        private @Nullable String issuer;
        private @Nullable String audience;
        private Set<String> scopes = Set.of();
        private Optional<URI> keySet = Optional.empty();
        private Optional<HttpClient> client = Optional.empty();
        private Optional<Revocations> revocations = Optional.empty();
        private InstantSource clock = InstantSource.system();
        private Duration tolerance = Duration.ZERO;
        private Duration outage = Duration.ofHours(1);
        private int cache = 10_000;

        private Builder() {}

        /// The `iss` of every token, compared character by character: an https address, or http on this machine.
        public Builder issuer(String exact) {
            this.issuer = exact;
            return this;
        }

        /// This application, as `aud` of its tokens names it: at a microauth the `audience` of the client that they were
        /// issued to, or the issuer itself where that client has none.
        public Builder audience(String ours) {
            this.audience = ours;
            return this;
        }

        /// Scopes that every token needs. What single handlers need is a guard's business.
        public Builder scopes(String... all) {
            this.scopes = Set.of(all);
            return this;
        }

        /// How far the issuer's clock may be off, up to five minutes; zero unless said. It lengthens the life of every
        /// token.
        public Builder clockTolerance(Duration atMost) {
            this.tolerance = atMost;
            return this;
        }

        /// Where the keys are, for an issuer without discovery; revocations are then asked for at `/revocations` below the
        /// issuer.
        ///
        /// @throws IllegalArgumentException for an address that is neither https nor on this machine
        public Builder jwksUri(String address) {
            this.keySet = Optional.of(WebAddress.require(address, "address of the keys"));
            return this;
        }

        /// Who asks, for an application with a proxy or certificates of its own; it must not follow redirects.
        public Builder httpClient(HttpClient own) {
            this.client = Optional.of(own);
            return this;
        }

        /// Listens to what the issuer takes back.
        public Builder revocations(Revocations how) {
            this.revocations = Optional.of(how);
            return this;
        }

        /// How many verified tokens are remembered, about two kilobytes each; 10,000 unless said, 0 for none.
        ///
        /// @throws IllegalArgumentException for less than 0
        public Builder cache(int most) {
            if (most < 0) {
                throw new IllegalArgumentException(
                        "Nothing can be remembered less than not at all.");
            }
            this.cache = most;
            return this;
        }

        /// For how long keys are used after their time while the server cannot be reached; one hour unless said, up to a
        /// day.
        ///
        /// @throws IllegalArgumentException for less than zero or more than a day
        public Builder outage(Duration atMost) {
            if (atMost.isNegative() || atMost.compareTo(LONGEST_OUTAGE) > 0) {
                throw new IllegalArgumentException("An outage lies between zero and one day.");
            }
            this.outage = atMost;
            return this;
        }

        /// Where the time comes from; the system's clock unless said.
        public Builder clock(InstantSource source) {
            this.clock = source;
            return this;
        }

        /// The verifier. It asks nobody yet, so that an application starts while its issuer does not; where revocations
        /// were asked for, it begins to listen.
        ///
        /// @throws IllegalStateException when issuer or audience are missing
        /// @throws IllegalArgumentException when the issuer is no address to be trusted, or the HTTP client follows
        ///     redirects
        public TokenVerifier build() {
            var verifier =
                    new TokenVerifier(
                            this, said(issuer, "issuer(…)"), said(audience, "audience(…)"));
            verifier.feed.ifPresent(RevocationFeed::start);
            return verifier;
        }

        private static String said(@Nullable String value, String call) {
            if (value == null || value.isEmpty()) {
                throw new IllegalStateException(
                        "A TokenVerifier needs " + call + ": nothing is assumed.");
            }
            return value;
        }
    }
}
