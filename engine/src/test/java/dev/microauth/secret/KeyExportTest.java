package dev.microauth.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// The keys of an installation in a form to be carried.
///
/// Security: I5
class KeyExportTest {
    private final Randomness randomness = new Randomness();
    private final Secret key = Secret.of(randomness.bytes(32));
    private final MasterKey master = MasterKey.generate(randomness);
    private final RootKey root = RootKey.generate(randomness);
    private final byte[] export =
            KeyExport.write(root, master, KeyExport.salt(randomness), key, randomness);

    @Test
    void every_changed_missing_or_added_byte_is_refused_in_the_same_words() {
        for (int i = 0; i < export.length; i++) {
            byte[] changed = export.clone();
            changed[i] ^= 0x20;
            assertRefused(changed, key);
            assertRefused(Arrays.copyOf(export, i), key);
        }
        assertRefused(Arrays.copyOf(export, export.length + 1), key);
        assertRefused(new byte[0], key);
        assertRefused(export, Secret.of(randomness.bytes(32)));
    }

    @Test
    void both_keys_come_back() {
        try (var opened = KeyExport.open(export, key)) {
            assertThat(opened.master().toHex()).isEqualTo(master.toHex());
            assertThat(opened.root().pageKey()).isEqualTo(root.pageKey());
        }
        assertThat(export).hasSize(126);
    }

    private static void assertRefused(byte[] bytes, Secret key) {
        assertThatExceptionOfType(BrokenSeal.class)
                .isThrownBy(() -> KeyExport.open(bytes, key))
                .withMessageContaining("keys of version 1");
    }
}
