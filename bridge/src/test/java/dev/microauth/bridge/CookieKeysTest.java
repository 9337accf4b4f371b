package dev.microauth.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class CookieKeysTest {
    private static final byte[] PLAIN = "who is signed in".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OLD = filled(1);
    private static final byte[] NEW = filled(2);

    private final CookieKeys keys = keys("shop", OLD);
    private final String sealed = keys.seal("session", PLAIN);

    private static byte[] filled(int value) {
        byte[] key = new byte[CookieKeys.KEY_BYTES];
        Arrays.fill(key, (byte) value);
        return key;
    }

    private static CookieKeys keys(String owner, byte[]... newestFirst) {
        return new CookieKeys(List.of(newestFirst), owner, new Randomness());
    }

    /// Security: E4, E6
    @Test
    void each_changed_bit_is_found() {
        byte[] bytes = Base64.getUrlDecoder().decode(sealed);
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            assertThat(keys.open("session", Base64.getUrlEncoder().encodeToString(changed)))
                    .as("byte " + i)
                    .isEmpty();
        }
    }

    @Test
    void what_is_cut_off_lengthened_or_no_base64_is_nothing() {
        for (int i = 0; i < sealed.length(); i++) {
            assertThat(keys.open("session", sealed.substring(0, i))).isEmpty();
        }
        assertThat(keys.open("session", sealed + "AAAA")).isEmpty();
        assertThat(keys.open("session", "!" + sealed)).isEmpty();
    }

    @Test
    void it_passes_for_nothing_else_and_nowhere_else() {
        assertThat(keys.open("attempt", sealed)).isEmpty();
        assertThat(keys("bakery", OLD).open("session", sealed)).isEmpty();
        assertThat(keys("shop", NEW).open("session", sealed)).isEmpty();
    }

    @Test
    void an_older_key_still_opens_and_the_newest_seals() {
        CookieKeys both = keys("shop", NEW, OLD);
        assertThat(both.open("session", sealed)).contains(PLAIN);
        String anew = both.seal("session", PLAIN);
        assertThat(keys.open("session", anew)).isEmpty();
        assertThat(keys("shop", NEW).open("session", anew)).contains(PLAIN);
    }

    @Test
    void the_same_is_never_sealed_alike() {
        assertThat(keys.seal("session", PLAIN)).isNotEqualTo(sealed);
    }
}
