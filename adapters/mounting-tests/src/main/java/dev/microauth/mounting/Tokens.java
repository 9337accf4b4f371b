package dev.microauth.mounting;

import dev.microauth.guard.Guards;
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

/// Real access tokens of one key, and guards that take them.
public final class Tokens {
    private static final String ISSUER = "https://id.example.com";

    /// What the guards are asked while nobody can tell.
    static final String UNDECIDED = "undecided";

    private final SigningKey key = SigningKey.generate(Algorithm.ES256);

    /// A token of alice that lives for a minute.
    public String of(String scope, String... roles) {
        return signed(Instant.now().plusSeconds(60), scope, roles);
    }

    String expired() {
        return signed(Instant.now().minusSeconds(1), "orders:read");
    }

    private String signed(Instant until, String scope, String... roles) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", ISSUER);
        claims.put("sub", "alice");
        claims.put("client_id", "shop");
        claims.put("iat", Instant.now().minusSeconds(60).getEpochSecond());
        claims.put("exp", until.getEpochSecond());
        claims.put("scope", scope);
        claims.put("roles", List.of(roles));
        return key.sign("at+jwt", claims);
    }

    /// Guards that know no permissions, as those of a resource server.
    public Guards guards() {
        var verifier =
                JwtVerifier.builder()
                        .keys(JwkSet.of(List.of(key.verificationKey())))
                        .issuer(ISSUER)
                        .type("at+jwt")
                        .anyAudience()
                        .build();
        return new Guards(
                new AccessVerifier() {
                    @Override
                    public AuthUser verify(String compact) throws TokenRefused {
                        if (compact.equals(UNDECIDED)) {
                            throw new TokenRefused(Reason.UNDECIDED, "on demand");
                        }
                        return AuthUser.of(verifier.verify(compact), Set.of());
                    }

                    @Override
                    public boolean knowsPermissions() {
                        return false;
                    }
                },
                "orders");
    }
}
