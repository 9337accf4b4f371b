package dev.microauth.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Security: I5
class SealTest {
    private static final Place HERE = new Place("signing_keys", "sealed_key", "kid-1");
    private static final byte[] PLAIN = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

    private final Randomness randomness = new Randomness();
    private final Seal seal = RootKey.generate(randomness).travellingSeal(randomness);

    @Test
    void every_changed_bit_is_refused() {
        byte[] sealed = seal.seal(PLAIN, HERE);
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertBroken(seal, changed, HERE);
        }
    }

    @Test
    void every_shorter_or_longer_value_is_refused() {
        byte[] sealed = seal.seal(PLAIN, HERE);
        for (int length = 0; length < sealed.length; length++) {
            assertBroken(seal, Arrays.copyOf(sealed, length), HERE);
        }
        assertBroken(seal, Arrays.copyOf(sealed, sealed.length + 1), HERE);
    }

    @Test
    void a_value_does_not_open_in_another_place() {
        byte[] sealed = seal.seal(PLAIN, HERE);
        for (Place there :
                Set.of(
                        new Place("signing_keys", "sealed_key", "kid-2"),
                        new Place("signing_keys", "sealed", "_keykid-1"),
                        new Place("signing_keyssealed_key", "", "kid-1"),
                        new Place("tokens", "sealed_key", "kid-1"),
                        new Place("signing_keys", "other", "kid-1"))) {
            assertBroken(seal, sealed, there);
        }
    }

    @Test
    void a_value_does_not_open_with_another_key() {
        byte[] sealed = seal.seal(PLAIN, HERE);

        assertBroken(RootKey.generate(randomness).travellingSeal(randomness), sealed, HERE);
    }

    @Test
    void a_value_opens_where_it_was_sealed_and_is_never_sealed_alike() {
        var seen = new HashSet<String>();
        for (int i = 0; i < 100; i++) {
            byte[] sealed = seal.seal(PLAIN, HERE);
            assertThat(seal.open(sealed, HERE)).isEqualTo(PLAIN);
            assertThat(seen.add(Arrays.toString(sealed))).isTrue();
        }
    }

    private static void assertBroken(Seal seal, byte[] sealed, Place place) {
        assertThatExceptionOfType(BrokenSeal.class)
                .isThrownBy(() -> seal.open(sealed, place))
                .withMessageNotContaining("0123456789");
    }
}
