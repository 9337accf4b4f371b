package dev.microauth.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The master key, the root key under it, and what is derived from that.
class KeysTest {
    private static final String HEX =
            "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    private final Randomness randomness = new Randomness();

    /// Security: M
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "00",
                "0001",
                HEX + "00",
                HEX + "\n" + HEX,
                "g00102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
                "0x0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
                "\u0660\u0661\u0662\u0663030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e",
                "00010203 405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "ABababABababABababABababABababABababABababABababABababABababABab"
            })
    void what_is_no_master_key_is_refused_without_being_repeated(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MasterKey.parse(text))
                .withMessageContaining("master key")
                .withMessageNotContaining("0405060708090a");
    }

    @ParameterizedTest
    @ValueSource(strings = {HEX, HEX + "\n", HEX + "\r\n"})
    void a_line_of_64_digits_is_a_master_key(String text) {
        try (var key = MasterKey.parse(text)) {
            assertThat(key.toHex()).isEqualTo(HEX);
            assertThat(key).hasToString("***");
        }
    }

    @Test
    void capital_digits_are_the_same_key() {
        try (var key = MasterKey.parse(HEX.toUpperCase(java.util.Locale.ROOT))) {
            assertThat(key.toHex()).isEqualTo(HEX);
        }
    }

    /// Trap: 16
    @Test
    void no_two_installations_have_a_key_in_common() {
        var one = RootKey.generate(randomness);
        var other = RootKey.generate(randomness);

        assertThat(one.pageKey()).isNotEqualTo(other.pageKey());
        assertThat(MasterKey.generate(randomness).toHex())
                .isNotEqualTo(MasterKey.generate(randomness).toHex());
    }

    /// Security: I5
    @Test
    void the_root_key_opens_with_its_master_key_alone() {
        try (var master = MasterKey.parse(HEX)) {
            var root = RootKey.generate(randomness);
            byte[] sealed = root.sealedBy(master, randomness);

            assertThat(RootKey.open(sealed, master).pageKey()).isEqualTo(root.pageKey());
            assertThatExceptionOfType(BrokenSeal.class)
                    .isThrownBy(() -> RootKey.open(sealed, MasterKey.generate(randomness)));
        }
    }

    /// Spec: RFC 5869 §2.2, §2.3
    @Test
    void keys_are_derived_as_the_rfc_says() throws GeneralSecurityException {
        byte[] secret = HexFormat.of().parseHex(HEX);

        byte[] derived = RootKey.derive(secret, "test");

        byte[] pseudorandom = hmac(new byte[32], secret);
        byte[] info = "microauth test\u0001".getBytes(StandardCharsets.UTF_8);
        assertThat(derived).isEqualTo(hmac(pseudorandom, info));
    }

    @Test
    void each_purpose_has_a_key_of_its_own() {
        var root = RootKey.generate(randomness);
        byte[] text = {1, 2, 3};

        assertThat(root.keyed("one").mac(text)).isEqualTo(root.keyed("one").mac(text));
        assertThat(root.keyed("one").mac(text)).isNotEqualTo(root.keyed("two").mac(text));
        assertThat(root.pageKey().revealText()).matches("[0-9a-f]{64}");
    }

    private static byte[] hmac(byte[] key, byte[] text) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text);
    }
}
