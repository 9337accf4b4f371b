package dev.microauth.jose;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JoseTest {
    @AfterEach
    void backToThePlatform() {
        Jose.use(Crypto.platform());
    }

    @Test
    void acceleration_is_told_and_installs_nothing() {
        List<Provider> before = List.of(Security.getProviders());
        assertThat(Jose.provider()).contains("Ed25519 by Bouncy Castle", "JDK");
        assertThat(Jose.accelerate()).isTrue();
        Crypto first = Jose.crypto();
        assertThat(Jose.accelerate()).isTrue();
        assertThat(Jose.crypto()).isSameAs(first);
        assertThat(Jose.provider()).contains("AmazonCorrettoCryptoProvider").doesNotContain("JDK");
        assertThat(Security.getProviders()).containsExactlyElementsOf(before);
    }

    @Test
    void threads_go_on_signing_and_verifying_while_it_is_switched() throws Exception {
        List<SigningKey> keys = new ArrayList<>();
        for (Algorithm algorithm : Algorithm.values()) {
            keys.add(SigningKey.generate(algorithm));
        }
        JwtVerifier verifier = Forge.verifier(keys.toArray(SigningKey[]::new));
        AtomicBoolean switched = new AtomicBoolean();
        Callable<Integer> work =
                () -> {
                    int verified = 0;
                    // One more round after the switch, so that every key was used on both sides of
                    // it.
                    for (boolean last = false; !last; ) {
                        last = switched.get();
                        for (SigningKey key : keys) {
                            verifier.verify(key.sign("at+jwt", Forge.claims()));
                            verified++;
                        }
                    }
                    return verified;
                };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> running = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                running.add(threads.submit(work));
            }
            assertThat(Jose.accelerate()).isTrue();
            switched.set(true);
            for (Future<Integer> one : running) {
                assertThat(one.get()).isPositive();
            }
        }
    }
}
