package dev.microauth.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BoundedBodyTest {
    private static BoundedBody body(int length, OptionalLong announced) {
        return new BoundedBody(() -> new ByteArrayInputStream(new byte[length]), announced, 10_000);
    }

    private static void refused(BoundedBody body, int status) {
        assertThatThrownBy(body::get)
                .isInstanceOfSatisfying(
                        BodyRefused.class, e -> assertThat(e.status()).isEqualTo(status));
    }

    @Test
    void what_is_announced_as_too_long_is_not_even_opened() {
        refused(
                new BoundedBody(
                        () -> {
                            throw new IOException("opened");
                        },
                        OptionalLong.of(10_001),
                        10_000),
                413);
    }

    @Test
    void what_is_too_long_without_a_word_is_not_read_to_the_end() {
        var stream = new ByteArrayInputStream(new byte[100_000]);
        refused(new BoundedBody(() -> stream, OptionalLong.empty(), 10_000), 413);
        assertThat(stream.available()).isGreaterThan(80_000);
    }

    /// Spec: RFC 9112 §8
    @Test
    void a_body_that_ends_early_is_incomplete() {
        refused(body(99, OptionalLong.of(100)), 400);
    }

    @Test
    void a_connection_that_breaks_leaves_the_body_incomplete() {
        var broken =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("reset");
                    }
                };
        refused(new BoundedBody(() -> broken, OptionalLong.empty(), 10_000), 400);
    }

    @Test
    void a_body_within_the_limit_is_taken_whole() {
        assertThat(body(10_000, OptionalLong.of(10_000)).get()).hasSize(10_000);
        assertThat(body(10_000, OptionalLong.empty()).get()).hasSize(10_000);
        assertThat(body(0, OptionalLong.empty()).get()).isEmpty();
    }
}
