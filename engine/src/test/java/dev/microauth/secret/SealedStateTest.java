package dev.microauth.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/// Security: A20
/// Trap: 15
class SealedStateTest {
    private static final Instant NOW = Instant.parse("2027-03-01T12:00:00Z");
    private static final Secret HOLDER = Secret.of("cookie of one browser");
    private static final byte[] CONTENT = "who and whither".getBytes(StandardCharsets.UTF_8);

    private final SealedState states = states(1);

    private static SealedState states(int first) {
        var key = new byte[32];
        key[0] = (byte) first;
        return new SealedState(new Seal(new SecretKeySpec(key, "AES"), new Randomness()));
    }

    private Optional<byte[]> open(String purpose, Secret holder, String sealed, Instant now) {
        return states.open(purpose, holder, sealed, now);
    }

    @Test
    void another_browser_another_purpose_and_another_key_find_nothing() {
        String sealed = states.seal("sign-in", HOLDER, CONTENT, NOW.plusSeconds(60));
        assertThat(open("sign-in", Secret.of("another"), sealed, NOW)).isEmpty();
        assertThat(open("enrolment", HOLDER, sealed, NOW)).isEmpty();
        assertThat(states(2).open("sign-in", HOLDER, sealed, NOW)).isEmpty();
    }

    @Test
    void its_time_is_over_at_its_end() {
        String sealed = states.seal("sign-in", HOLDER, CONTENT, NOW.plusSeconds(60));
        assertThat(open("sign-in", HOLDER, sealed, NOW.plusSeconds(60))).isEmpty();
        assertThat(open("sign-in", HOLDER, sealed, NOW.plusMillis(59_999))).isPresent();
    }

    @Test
    void a_changed_character_is_found() {
        String sealed = states.seal("sign-in", HOLDER, CONTENT, NOW.plusSeconds(60));
        for (int i = 0; i < sealed.length(); i += 7) {
            char other = sealed.charAt(i) == 'A' ? 'B' : 'A';
            String changed = sealed.substring(0, i) + other + sealed.substring(i + 1);
            assertThat(open("sign-in", HOLDER, changed, NOW)).isEmpty();
        }
        for (String odd : new String[] {"", "x", "%", sealed + sealed, "=" + sealed}) {
            assertThat(open("sign-in", HOLDER, odd, NOW)).isEmpty();
        }
    }

    @Test
    void its_holder_reads_it_and_it_never_looks_the_same() {
        String sealed = states.seal("sign-in", HOLDER, CONTENT, NOW.plusSeconds(60));
        assertThat(open("sign-in", HOLDER, sealed, NOW)).hasValue(CONTENT);
        assertThat(sealed)
                .matches("[A-Za-z0-9_-]+")
                .isNotEqualTo(states.seal("sign-in", HOLDER, CONTENT, NOW.plusSeconds(60)));
    }
}
