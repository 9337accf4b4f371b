package dev.microauth.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Data keys, and values that name theirs.
///
/// Security: I5
class VersionedSealTest {
    private static final Place HERE = new Place("table", "column", "1");
    private static final byte[] PLAIN = "a secret".getBytes(StandardCharsets.UTF_8);

    private final Randomness randomness = new Randomness();
    private final DataKeySafe safe = RootKey.generate(randomness).dataKeySafe(randomness);
    private final byte[] first = safe.make(1);
    private final byte[] second = safe.make(2);
    private final VersionedSeal before = new VersionedSeal(1, Map.of(1L, safe.open(1, first)));
    private final VersionedSeal both =
            new VersionedSeal(2, Map.of(1L, safe.open(1, first), 2L, safe.open(2, second)));

    @Test
    void a_stored_key_opens_under_its_root_key_and_as_its_version_only() {
        assertThatExceptionOfType(BrokenSeal.class).isThrownBy(() -> safe.open(2, first));
        assertThatExceptionOfType(BrokenSeal.class)
                .isThrownBy(
                        () -> RootKey.generate(randomness).dataKeySafe(randomness).open(1, first));
        assertThatExceptionOfType(BrokenSeal.class).isThrownBy(() -> safe.open(1, new byte[0]));
    }

    @Test
    void every_changed_byte_is_found_the_version_too() {
        byte[] sealed = both.seal(PLAIN, HERE);
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatExceptionOfType(BrokenSeal.class)
                    .as("byte " + i)
                    .isThrownBy(() -> both.open(changed, HERE));
        }
    }

    @Test
    void a_value_of_a_version_that_is_not_there_does_not_open() {
        byte[] later = both.seal(PLAIN, HERE);
        byte[] old = safe.open(DataKeySafe.UNVERSIONED, new byte[0]).seal(PLAIN, HERE);

        assertThat(before.find(2)).isEmpty();
        for (byte[] each : new byte[][] {later, old, {}, {2}, {2, 0, 0, 0, 0, 0, 0, 0, 1}}) {
            assertThatExceptionOfType(BrokenSeal.class).isThrownBy(() -> before.open(each, HERE));
        }
    }

    @Test
    void the_unversioned_key_opens_and_never_seals() {
        Seal old = safe.open(DataKeySafe.UNVERSIONED, new byte[0]);
        var seals = new VersionedSeal(1, Map.of(0L, old, 1L, safe.open(1, first)));

        assertThat(seals.open(old.seal(PLAIN, HERE), HERE)).isEqualTo(PLAIN);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VersionedSeal(0, Map.of(0L, old)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VersionedSeal(2, Map.of(0L, old)));
    }

    @Test
    void each_value_opens_with_the_key_that_it_names_and_new_ones_name_the_current() {
        byte[] old = before.seal(PLAIN, HERE);
        byte[] fresh = both.seal(PLAIN, HERE);

        assertThat(VersionedSeal.version(old)).isEqualTo(1);
        assertThat(VersionedSeal.version(fresh)).isEqualTo(2);
        assertThat(both.open(old, HERE)).isEqualTo(PLAIN);
        assertThat(both.open(fresh, HERE)).isEqualTo(PLAIN);
    }
}
