package dev.microauth.guard;

import dev.microauth.jose.AccessVerifier;
import dev.microauth.jose.Algorithm;
import dev.microauth.jose.AuthUser;
import dev.microauth.jose.JwkSet;
import dev.microauth.jose.JwtVerifier;
import dev.microauth.jose.SigningKey;
import dev.microauth.jose.TokenRefused;
import dev.microauth.jose.TokenRefused.Reason;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Real tokens of one key, and verifiers of them.
final class Tokens {
    private static final String ISSUER = "https://id.example.com";
    private static final Instant NOW = Instant.parse("2027-03-01T12:00:00Z");

    private final SigningKey key = SigningKey.generate(Algorithm.ES256);
    private final JwtVerifier verifier =
            JwtVerifier.builder()
                    .keys(JwkSet.of(List.of(key.verificationKey())))
                    .issuer(ISSUER)
                    .type("at+jwt")
                    .anyAudience()
                    .clock(() -> NOW)
                    .build();

    String of(String scope, String... roles) {
        return signed("at+jwt", NOW.plusSeconds(60), scope, roles);
    }

    String expired() {
        return signed("at+jwt", NOW, "orders:read");
    }

    String idToken() {
        return signed("JWT", NOW.plusSeconds(60), "orders:read");
    }

    private String signed(String type, Instant until, String scope, String... roles) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", ISSUER);
        claims.put("sub", "alice");
        claims.put("client_id", "shop");
        claims.put("iat", NOW.minusSeconds(60).getEpochSecond());
        claims.put("exp", until.getEpochSecond());
        claims.put("scope", scope);
        claims.put("roles", List.of(roles));
        return key.sign(type, claims);
    }

    /// One that knows no permissions, as of a server elsewhere.
    AccessVerifier remote() {
        return verifier(Set.of(), false);
    }

    /// One to which everybody has these permissions.
    AccessVerifier embedded(String... permissions) {
        return verifier(Set.of(permissions), true);
    }

    /// One that cannot tell.
    static AccessVerifier outOfReach() {
        return new AccessVerifier() {
            @Override
            public AuthUser verify(String compact) throws TokenRefused {
                throw new TokenRefused(Reason.UNDECIDED, "no keys yet");
            }

            @Override
            public boolean knowsPermissions() {
                return false;
            }
        };
    }

    private AccessVerifier verifier(Set<String> permissions, boolean known) {
        return new AccessVerifier() {
            @Override
            public AuthUser verify(String compact) throws TokenRefused {
                return AuthUser.of(verifier.verify(compact), permissions);
            }

            @Override
            public boolean knowsPermissions() {
                return known;
            }
        };
    }
}
