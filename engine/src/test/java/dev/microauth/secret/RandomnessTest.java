package dev.microauth.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class RandomnessTest {
    private final Randomness randomness = new Randomness();

    /// Spec: RFC 9562 §5.7, §4.1, §4.2
    @Test
    void ids_are_uuids_of_version_7_in_the_order_of_time() {
        var time = Instant.parse("2027-03-01T12:00:00Z");
        String last = "";
        var seen = new HashSet<String>();
        for (int i = 0; i < 1000; i++) {
            var id = randomness.id(time.plusMillis(i));
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(id.getMostSignificantBits() >>> 16)
                    .isEqualTo(time.plusMillis(i).toEpochMilli());
            assertThat(id.toString()).isGreaterThan(last);
            last = id.toString();
            assertThat(seen.add(randomness.id(time).toString())).isTrue();
        }
    }

    /// Security: B3
    @Test
    void tokens_are_256_bits_and_never_the_same() {
        var seen = new HashSet<String>();
        for (int i = 0; i < 1000; i++) {
            String token = randomness.token();
            assertThat(token).matches("[A-Za-z0-9_-]{43}");
            assertThat(seen.add(token)).isTrue();
        }
    }
}
