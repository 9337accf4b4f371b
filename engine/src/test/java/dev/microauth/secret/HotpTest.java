package dev.microauth.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HotpTest {
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    /// Spec: RFC 4226 §5.3
    @Test
    void the_codes_of_the_first_counters_are_those_of_the_specification() {
        assertThat(LongStream.range(0, 10).mapToObj(counter -> Hotp.code(SECRET, counter)))
                .containsExactly(
                        "755224", "287082", "359152", "969429", "338314", "254676", "287922",
                        "162583", "399871", "520489");
    }

    /// The specification shows eight digits; the last six are what six digits are.
    ///
    /// Spec: RFC 6238 §4
    @Test
    void the_codes_of_some_moments_are_those_of_the_specification() {
        assertThat(
                        LongStream.of(
                                        59,
                                        1111111109,
                                        1111111111,
                                        1234567890,
                                        2000000000,
                                        20000000000L)
                                .mapToObj(second -> Hotp.code(SECRET, second / 30)))
                .containsExactly("287082", "081804", "050471", "005924", "279037", "353130");
    }
}
