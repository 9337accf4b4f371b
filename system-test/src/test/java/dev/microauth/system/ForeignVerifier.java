package dev.microauth.system;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/// Spring Security's resource server, which finds our keys through the metadata of the issuer.
final class ForeignVerifier {
    private ForeignVerifier() {}

    static Jwt verify(String issuer, String token) {
        return decoder(issuer).decode(token);
    }

    /// Takes access tokens (RFC 9068) of this issuer that the client `demo` got for itself.
    static JwtDecoder decoder(String issuer) {
        var decoder = NimbusJwtDecoder.withIssuerLocation(issuer).build();
        decoder.setJwtValidator(
                JwtValidators.createAtJwtValidator()
                        .issuer(issuer)
                        .audience(issuer)
                        .clientId("demo")
                        .build());
        return decoder;
    }
}
