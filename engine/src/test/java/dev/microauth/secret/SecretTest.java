package dev.microauth.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.client.ClientCredentials;
import dev.microauth.grant.TokenRequest;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretTest {
    /// Security: L1, K4
    @Test
    void a_secret_prints_as_stars_wherever_it_stands() {
        var secret = Secret.of("hunter2 hunter2");

        assertThat(secret).hasToString("***");
        assertThat("" + new ClientCredentials.Post("demo", secret)).doesNotContain("hunter2");
        assertThat("" + new ClientCredentials.Basic("demo", secret)).doesNotContain("hunter2");
        assertThat("" + new TokenRequest.Password("alice", secret, Optional.empty()))
                .doesNotContain("hunter2", "alice");
        assertThat("" + new TokenRequest.Refresh("hunter2", Optional.empty()))
                .doesNotContain("hunter2");
        assertThat(secret.hashCode()).isEqualTo(Secret.of("other").hashCode());
    }

    /// Security: L1
    @Test
    void a_closed_secret_is_zeroed() {
        byte[] bytes = {1, 2, 3};
        var secret = Secret.of(bytes);

        secret.close();

        assertThat(bytes).containsOnly(0);
    }

    @Test
    void secrets_are_equal_when_their_bytes_are() {
        assertThat(Secret.of("one")).isEqualTo(Secret.of("one")).isNotEqualTo(Secret.of("two"));
    }
}
