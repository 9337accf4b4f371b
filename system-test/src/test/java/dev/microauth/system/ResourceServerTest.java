package dev.microauth.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.oauth2.server.resource.introspection.SpringOpaqueTokenIntrospector;

/// Spring Security's resource server in front of an application, with our tokens.
@Tag("system")
@ExtendWith(Shared.class)
class ResourceServerTest {
    private final Shared.House house;
    private final AuthPort auth;

    ResourceServerTest(Shared.House house) {
        this.house = house;
        this.auth = house.auth();
    }

    /// Spec: RFC 9068 §2.1, §2.2
    @Test
    void it_takes_our_token_by_the_keys_that_our_metadata_name() throws IOException {
        var jwt = ForeignVerifier.verify(auth.issuer(), live());
        assertThat(jwt.getSubject()).isEqualTo("demo");
        assertThat(jwt.getIssuer()).hasToString(auth.issuer());
        assertThat(jwt.getHeaders()).containsEntry("typ", "at+jwt");
        assertThat(jwt.getId()).isNotBlank();
    }

    @Test
    void it_refuses_a_changed_token() throws IOException {
        String token = live();
        int signature = token.lastIndexOf('.') + 1;
        String flipped =
                token.substring(0, signature)
                        + (token.charAt(signature) == 'A' ? 'B' : 'A')
                        + token.substring(signature + 1);
        assertThatThrownBy(() -> ForeignVerifier.verify(auth.issuer(), flipped))
                .isInstanceOf(JwtException.class);
    }

    @Test
    void its_authentication_provider_lets_the_bearer_in() throws IOException {
        AuthenticationProvider provider =
                new JwtAuthenticationProvider(ForeignVerifier.decoder(auth.issuer()));
        var bearer = provider.authenticate(new BearerTokenAuthenticationToken(live()));
        assertThat(bearer.isAuthenticated()).isTrue();
        assertThat(bearer.getName()).isEqualTo("demo");
        assertThatThrownBy(
                        () -> provider.authenticate(new BearerTokenAuthenticationToken("garbage")))
                .isInstanceOf(InvalidBearerTokenException.class);
    }

    /// Security: C7, C8
    /// Spec: RFC 7662 §2.2
    @Test
    void its_introspector_sees_a_token_live_and_then_revoked() throws IOException {
        OpaqueTokenIntrospector introspector =
                SpringOpaqueTokenIntrospector.withIntrospectionUri(auth.issuer() + "/introspect")
                        .clientId(house.demo().id())
                        .clientSecret(house.demo().secret())
                        .build();
        String token = live();
        assertThat(introspector.introspect(token).getName()).isEqualTo("demo");
        auth.revoke(house.demo(), token);
        assertThatThrownBy(() -> introspector.introspect(token))
                .isInstanceOf(BadOpaqueTokenException.class);
    }

    private String live() throws IOException {
        return auth.clientCredentials(house.demo()).text("access_token");
    }
}
