package dev.microauth.password;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Security: F3
class Argon2Test {

    private final Argon2 bouncy = new BouncyArgon2("test");

    @TempDir Path directory;

    @Test
    void libsodium_refuses_what_it_cannot_compute() {
        var sodium = new SodiumLibrary(directory).open().orElseThrow();
        byte[] password = {1};

        assertThat(sodium.computes(new Argon2Shape(64, 1, 2), 16)).isFalse();
        assertThat(sodium.computes(new Argon2Shape(64, 1, 1), 8)).isFalse();
        assertThatThrownBy(
                        () -> sodium.compute(password, new byte[8], new Argon2Shape(64, 1, 1), 32))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// Spec: RFC 9106 §5.3
    @Test
    void the_java_library_gives_the_tag_of_the_rfc() {
        var parameters =
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withMemoryAsKB(32)
                        .withIterations(3)
                        .withParallelism(4)
                        .withSalt(filled(16, 2))
                        .withSecret(filled(8, 3))
                        .withAdditional(filled(12, 4))
                        .build();
        var generator = new Argon2BytesGenerator();
        generator.init(parameters);
        byte[] tag = new byte[32];
        generator.generateBytes(filled(32, 1), tag);

        assertThat(HexFormat.of().formatHex(tag))
                .isEqualTo("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
    }

    @ParameterizedTest
    @CsvSource({
        "65536,2,1,password,somesalt,09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7",
        "256,2,1,password,somesalt,9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe",
        "256,2,2,password,somesalt,6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037",
        "65536,1,1,password,somesalt,f6a5adc1ba723dddef9b5ac1d464e180fcd9dffc9d1cbf76cca2fed795d9ca98",
        "65536,4,1,password,somesalt,9025d48e68ef7395cca9079da4c4ec3affb3c8911fe4f86d1a2520856f63172c",
        "65536,2,1,differentpassword,somesalt,0b84d652cf6b0c4beaef0dfe278ba6a80df6696281d7e0d2891b817d8c458fde",
        "65536,2,1,password,diffsalt,bdf32b05ccc42eb15d58fd19b1f856b113da1e9a5874fdcc544308565aa8141c",
    })
    void ours_gives_the_tags_of_the_reference_implementation(
            int memoryKib,
            int iterations,
            int parallelism,
            String password,
            String salt,
            String tag) {
        byte[] computed =
                bouncy.compute(
                        password.getBytes(UTF_8),
                        salt.getBytes(UTF_8),
                        new Argon2Shape(memoryKib, iterations, parallelism),
                        32);

        assertThat(HexFormat.of().formatHex(computed)).isEqualTo(tag);
    }

    @Test
    void every_implementation_gives_the_same_bytes() {
        var library = new SodiumLibrary(directory);
        var bundled = library.bundled().orElseThrow();
        var random = new Random(20);
        for (int i = 0; i < 20; i++) {
            byte[] password = new byte[i == 0 ? 0 : random.nextInt(200)];
            byte[] salt = new byte[16];
            random.nextBytes(password);
            random.nextBytes(salt);
            var shape = new Argon2Shape(8 + random.nextInt(4000), 1 + random.nextInt(4), 1);
            int tagLength = 16 + random.nextInt(48);

            byte[] expected = bouncy.compute(password, salt, shape, tagLength);

            assertThat(bundled.compute(password, salt, shape, tagLength)).isEqualTo(expected);
            library.system()
                    .ifPresent(system ->
                            assertThat(system.compute(password, salt, shape, tagLength))
                                    .isEqualTo(expected));
        }
    }

    @Test
    void the_tests_may_call_native_code_and_so_get_libsodium() {
        assertThat(Argon2.choose(NativeCrypto.allowed(directory)).implementation())
                .startsWith("libsodium (");
        assertThat(Argon2.choose(NativeCrypto.refused()).implementation())
                .isEqualTo("Bouncy Castle (native code is not allowed)");
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
