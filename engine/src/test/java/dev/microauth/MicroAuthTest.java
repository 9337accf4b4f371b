package dev.microauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.audit.Verdict;
import dev.microauth.client.ClientCredentials;
import dev.microauth.grant.TokenRequest;
import dev.microauth.key.Ring;
import dev.microauth.oauth.GrantType;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MicroAuthTest {
    @TempDir Path directory;

    @Test
    void a_token_of_one_life_is_live_in_the_next() {
        String token;
        try (var auth = MicroAuth.builder().persistTo(directory.resolve("data")).openEngine()) {
            var created =
                    auth.clients()
                            .create(Actor.system("test"))
                            .clientId("demo")
                            .grants(GrantType.CLIENT_CREDENTIALS)
                            .save();
            var client =
                    auth.clientAuthenticator()
                            .authenticate(
                                    new ClientCredentials.Post(
                                            "demo", created.secret().orElseThrow()),
                                    Origin.NONE);
            var response =
                    auth.tokenService()
                            .grant(
                                    client,
                                    new TokenRequest.ClientCredentials(Optional.empty()),
                                    Origin.NONE);
            token = response.accessToken().compact();
        }
        try (var auth =
                MicroAuth.builder().persistTo(directory.resolve("data")).existing().openEngine()) {
            assertThat(auth.accessTokens().find(Ring.AUTH, token)).isPresent();
            assertThat(auth.accessTokens().find(Ring.ADMIN, token)).isEmpty();
            assertThat(auth.audit().verify(_ -> {})).isInstanceOf(Verdict.Whole.class);
        }
    }
}
