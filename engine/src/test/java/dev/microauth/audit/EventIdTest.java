package dev.microauth.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Spec: RFC 9562 §5.8
class EventIdTest {
    @ParameterizedTest
    @CsvSource({
        "-1, 1",
        "1, -1",
        "1152921504606846976, 1",
        "1, 4611686018427387904",
    })
    void a_number_that_no_chain_reaches_has_no_id(long chain, long sequence) {
        assertThatIllegalArgumentException().isThrownBy(() -> new EventId(chain, sequence));
    }

    @ParameterizedTest
    @CsvSource({"7c1f9dd2-1d2c-4c0e-9b5e-0e3a5b0b1f11", "00000000-0000-8000-0000-000000000001"})
    void another_uuid_is_no_id_of_an_event(UUID id) {
        assertThat(EventId.of(id)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 00000000-0000-8000-8000-000000000000",
        "1, 1, 00000000-0000-8001-8000-000000000001",
        "4096, 255, 00000000-0001-8000-8000-0000000000ff",
        "1152921504606846975, 4611686018427387903, ffffffff-ffff-8fff-bfff-ffffffffffff",
    })
    void the_id_holds_the_chain_and_the_number(long chain, long sequence, UUID id) {
        var event = new EventId(chain, sequence);

        assertThat(event.toUuid()).isEqualTo(id);
        assertThat(EventId.of(id)).hasValue(event);
    }

    @Test
    void it_is_of_version_8() {
        assertThat(new EventId(3, 9).toUuid().version()).isEqualTo(8);
        assertThat(new EventId(3, 9).toUuid().variant()).isEqualTo(2);
    }
}
