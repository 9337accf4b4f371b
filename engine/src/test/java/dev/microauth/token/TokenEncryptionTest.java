package dev.microauth.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.App;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.grant.TokenResponse;
import dev.microauth.jose.Algorithm;
import dev.microauth.jose.JwkSet;
import dev.microauth.jose.JwtVerifier;
import dev.microauth.jose.TokenRefused;
import dev.microauth.key.Ring;
import dev.microauth.oauth.GrantType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Security: C4
class TokenEncryptionTest {
    @AutoClose private final Installation site = Installation.on(Db.SQLITE);
    private final App app =
            site.app(
                    "shop",
                    with ->
                            with.firstParty()
                                    .grants(GrantType.values())
                                    .scopes("openid", "orders:read"));

    private void encrypting() {
        site.restart(options -> options.tokenEncryption(true));
    }

    private String header(TokenResponse response) {
        String compact = response.accessToken().compact();
        return new String(
                Base64.getUrlDecoder().decode(compact.substring(0, compact.indexOf('.'))),
                StandardCharsets.UTF_8);
    }

    @Test
    void a_bare_token_is_refused_when_tokens_are_encrypted() {
        var bare = app.password("alice", "openid");
        assertThat(app.isLive(bare)).isTrue();

        encrypting();

        assertThat(app.isLive(bare)).isFalse();
        assertThat(app.introspect(bare.accessToken().compact()))
                .isInstanceOf(Introspection.Inactive.class);
        app.revoke(bare.accessToken().compact());
        site.restart(options -> options);
        assertThat(app.isLive(bare)).as("a token that is refused revokes nothing").isTrue();
    }

    @Test
    void an_encrypted_token_is_refused_when_tokens_are_not() {
        encrypting();
        var hidden = app.password("alice", "openid");

        site.restart(options -> options);

        assertThat(app.isLive(hidden)).isFalse();
    }

    @Test
    void a_token_of_another_installation_is_refused() {
        encrypting();
        try (var elsewhere = Installation.emptyOn(Db.SQLITE)) {
            elsewhere.restart(options -> options.tokenEncryption(true));
            var foreign =
                    elsewhere
                            .app("shop", with -> with.grants(GrantType.CLIENT_CREDENTIALS))
                            .clientCredentials();

            assertThat(app.isLive(foreign)).isFalse();
        }
    }

    @Test
    void each_part_that_is_changed_makes_it_nothing() {
        encrypting();
        var given = app.password("alice", "openid");
        String[] parts = given.accessToken().compact().split("\\.", -1);
        assertThat(parts).hasSize(5);
        for (int i : new int[] {0, 2, 3, 4}) {
            String[] changed = parts.clone();
            changed[i] = (changed[i].charAt(0) == 'A' ? 'B' : 'A') + changed[i].substring(1);

            assertThat(site.auth().accessTokens().find(Ring.AUTH, String.join(".", changed)))
                    .as("part " + i)
                    .isEmpty();
        }
        assertThat(app.isLive(given)).isTrue();
    }

    /// Security: C3
    @Test
    void neither_ring_opens_what_the_other_encrypted() {
        encrypting();
        String token = app.password("alice", "openid").accessToken().compact();

        assertThat(site.auth().accessTokens().find(Ring.ADMIN, token)).isEmpty();
    }

    @Test
    void nobody_else_reads_it_and_this_server_does() {
        encrypting();

        var given = app.password("alice", "openid", "orders:read");

        assertThat(header(given))
                .isEqualTo(
                        "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"cty\":\"JWT\",\"kid\":\"2027-03-01\"}");
        var live =
                site.auth()
                        .accessTokens()
                        .find(Ring.AUTH, given.accessToken().compact())
                        .orElseThrow();
        assertThat(live.token().subject()).isEqualTo(site.user("alice").id().toString());
        assertThat(app.introspect(given.accessToken().compact()))
                .isInstanceOf(Introspection.Access.class);
        app.revoke(given.accessToken().compact());
        assertThat(app.isLive(given)).isFalse();
    }

    /// OpenID Connect Core §3.1.3.6: the hash is of the token as the client has it.
    ///
    /// Security: C2
    @Test
    void the_id_token_vouches_for_the_token_as_it_was_handed_out() throws TokenRefused {
        encrypting();

        var given = app.password("alice", "openid");

        var verified =
                JwtVerifier.builder()
                        .keys(JwkSet.parse(site.auth().keys().ring(Ring.AUTH).json()))
                        .issuer(site.auth().issuers().auth())
                        .type("JWT")
                        .audience("shop")
                        .clock(site.clock())
                        .build()
                        .verify(given.idToken().orElseThrow());
        assertThat(verified.text("at_hash"))
                .contains(IdTokens.accessTokenHash(Algorithm.RS256, given.accessToken().compact()));
    }

    @Test
    void a_token_lives_over_midnight_and_a_restart_though_each_day_has_its_key() {
        encrypting();
        site.restart(options -> options.tokenEncryption(true).tokenExpiry(Duration.ofHours(26)));
        site.clock().advance(Duration.ofHours(11).plusMinutes(59));
        var given = app.password("alice");

        site.clock().advance(Duration.ofHours(25));
        site.restart();

        assertThat(app.isLive(given)).isTrue();
        assertThat(header(app.password("alice"))).isNotEqualTo(header(given));
    }
}
