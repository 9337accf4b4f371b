package dev.microauth.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.App;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.jose.Algorithm;
import dev.microauth.oauth.GrantType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SigningAlgorithmTest {
    @AutoClose private final Installation site = Installation.on(Db.SQLITE);

    private App client(String id, Algorithm... chosen) {
        return site.app(
                id,
                with -> {
                    var app =
                            with.firstParty()
                                    .grants(GrantType.values())
                                    .scopes("openid", "orders:read");
                    return chosen.length == 0
                            ? app
                            : app.accessTokenAlgorithm(chosen[0])
                                    .idTokenAlgorithm(Optional.of(chosen[1]));
                });
    }

    private static String header(String token) {
        return new String(
                Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))),
                StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource
    void what_was_chosen_signs_access_tokens_and_id_tokens(Algorithm algorithm) {
        site.restart(options -> options.signingAlgorithm(algorithm));
        App app = client("shop");

        var given = app.password("alice", "openid");

        String named = "\"alg\":\"" + algorithm + "\"";
        assertThat(header(given.accessToken().compact())).contains(named);
        assertThat(header(given.idToken().orElseThrow())).contains(named);
        assertThat(app.isLive(given)).isTrue();
        assertThat(site.auth().keys().defaults().accessTokens()).startsWith(algorithm).hasSize(3);
        assertThat(site.auth().keys().defaults().idTokens()).startsWith(algorithm).hasSize(3);
    }

    @Test
    void a_client_that_chose_for_itself_gets_what_it_chose() {
        site.restart(options -> options.signingAlgorithm(Algorithm.EdDSA));
        App app = client("shop", Algorithm.RS256, Algorithm.ES256);

        var given = app.password("alice", "openid");

        assertThat(header(given.accessToken().compact())).contains("RS256");
        assertThat(header(given.idToken().orElseThrow())).contains("ES256");
    }

    /// Trap: 12
    @Test
    void what_was_signed_under_another_choice_verifies_still() {
        App app = client("shop");
        var before = app.password("alice", "openid");

        site.restart(options -> options.signingAlgorithm(Algorithm.EdDSA));

        assertThat(app.isLive(before)).isTrue();
        assertThat(site.auth().idTokens().readHint(before.idToken().orElseThrow())).isPresent();
        assertThat(header(app.password("alice", "openid").accessToken().compact()))
                .contains("EdDSA");
    }

    @Test
    void the_admin_ring_keeps_its_own() {
        site.restart(options -> options.signingAlgorithm(Algorithm.RS256));

        assertThat(site.auth().keys().defaults().accessToken(Ring.ADMIN))
                .isEqualTo(Algorithm.EdDSA);
        assertThat(site.auth().keys().signing(Ring.ADMIN, Algorithm.EdDSA).algorithm())
                .isEqualTo(Algorithm.EdDSA);
    }
}
