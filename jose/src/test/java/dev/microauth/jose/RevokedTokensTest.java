package dev.microauth.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.microauth.jose.TokenRefused.Reason;
import dev.microauth.testkit.LogRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is remembered of the dead, for how long, and up to which bound.
class RevokedTokensTest {
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final Revocations RULES =
            Revocations.asClient("orders", "secret").silentFor(SILENCE).remembering(1_000);

    private final AtomicReference<Instant> now = new AtomicReference<>(Forge.NOW);
    private final AtomicLong ticks = new AtomicLong(Long.MAX_VALUE - 1);
    private final RevokedTokens tokens = new RevokedTokens(RULES, now::get, ticks::get);

    private void advance(Duration clock, Duration time) {
        now.updateAndGet(before -> before.plus(clock));
        ticks.addAndGet(time.toNanos());
    }

    /// Security: C7
    @Test
    void a_clock_that_was_set_back_does_not_prolong_the_last_word() {
        tokens.heard();
        advance(Duration.ofHours(-1), SILENCE);
        assertThat(tokens.isHeard()).isTrue();
        advance(Duration.ZERO, Duration.ofNanos(1));

        assertThat(tokens.isHeard()).isFalse();
        assertThatExceptionOfType(TokenRefused.class)
                .isThrownBy(() -> tokens.require(Optional.of(UUID.randomUUID())))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.UNDECIDED));
        tokens.heard();
        assertThat(tokens.isHeard()).isTrue();
    }

    /// Security: C7
    @Test
    void a_machine_that_slept_has_heard_nothing_meanwhile() {
        tokens.heard();
        advance(SILENCE.plusMillis(1), Duration.ZERO);

        assertThat(tokens.isHeard()).isFalse();
    }

    /// Security: C7
    @Test
    void more_dead_than_are_remembered_are_an_error_in_the_log_until_enough_have_expired()
            throws Exception {
        var first = UUID.randomUUID();
        tokens.heard();
        tokens.add(Map.of(first, seconds(600)));
        tokens.add(dead(999, 600));
        try (var log = new LogRecords(TokenVerifier.class)) {
            assertThatExceptionOfType(Unreachable.class).isThrownBy(() -> tokens.add(dead(1, 600)));
            assertThat(log.all())
                    .filteredOn(line -> line.getLevel().equals(Level.SEVERE))
                    .extracting(LogRecord::getMessage)
                    .singleElement()
                    .asString()
                    .contains("1000", "remembering(");
        }
        assertThatExceptionOfType(TokenRefused.class)
                .isThrownBy(() -> tokens.require(Optional.of(first)))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.REVOKED));
        advance(Duration.ofSeconds(1_201), Duration.ZERO);
        tokens.add(dead(1_000, 600));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 999, 10_000_001})
    void the_bound_is_between_a_thousand_and_ten_million(int most) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> RULES.remembering(most))
                .withMessageContaining("ten million");
    }

    private long seconds(long ahead) {
        return now.get().getEpochSecond() + ahead;
    }

    private Map<UUID, Long> dead(int howMany, long ahead) {
        Map<UUID, Long> dead = new HashMap<>();
        while (dead.size() < howMany) {
            dead.put(UUID.randomUUID(), seconds(ahead));
        }
        return dead;
    }
}
