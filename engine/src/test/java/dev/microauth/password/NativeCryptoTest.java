package dev.microauth.password;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeCryptoTest {

    private static final String ENABLED = "--enable-native-access=ALL-UNNAMED";

    @TempDir Path directory;

    /// What an embedding application without any flag does.
    static final class Embedding {
        public static void main(String[] arguments) {
            var natives =
                    arguments.length == 0
                            ? NativeCrypto.refused()
                            : NativeCrypto.allowed(Path.of(arguments[0]));
            var limits = new HashLimits(1, 1, java.time.Duration.ofSeconds(5));
            try (var passwords = new Passwords(Argon2Cost.DEFAULT, limits, natives, byte[]::new)) {
                passwords.verifyDummy("some password".toCharArray());
                IO.println(passwords.implementation());
            }
        }
    }

    @Test
    void a_directory_that_others_can_write_is_not_used() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> new UnpackedFile(directory, "lib", ".so").of(new byte[] {1}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("0700");
        assertThat(new SodiumLibrary(directory).bundled()).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void a_link_in_place_of_the_directory_is_not_followed() throws IOException {
        Path link =
                Files.createSymbolicLink(
                        directory.resolve("link"),
                        Files.createDirectory(directory.resolve("real")));

        assertThatThrownBy(() -> new UnpackedFile(link, "lib", ".so").of(new byte[] {1}))
                .isInstanceOf(IOException.class);
    }

    @Test
    void a_changed_file_is_replaced_and_a_right_one_left() throws IOException {
        var unpacked = new UnpackedFile(directory.resolve("native"), "lib", ".so");
        Path file = unpacked.of("right".getBytes(UTF_8));
        var written = Files.getLastModifiedTime(file);

        assertThat(unpacked.of("right".getBytes(UTF_8))).isEqualTo(file);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(written);

        Files.writeString(file, "wrong");
        assertThat(unpacked.of("right".getBytes(UTF_8))).isEqualTo(file).hasContent("right");
        assertThat(Files.getPosixFilePermissions(file.getParent()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        try (var all = Files.list(file.getParent())) {
            assertThat(all).containsExactly(file);
        }
    }

    @Test
    void an_application_that_allows_nothing_gets_pure_java_and_no_warning() throws Exception {
        assertThat(run(List.of(), List.of()))
                .containsExactly("Bouncy Castle (native code is not allowed)");
    }

    @Test
    void an_application_that_allows_it_but_whose_jvm_does_not_gets_pure_java_and_no_warning()
            throws Exception {
        assertThat(run(List.of(), List.of(directory.toString())))
                .containsExactly(
                        "Bouncy Castle (the JVM was started without --enable-native-access)");
    }

    @Test
    void an_application_and_a_jvm_that_both_allow_it_get_libsodium_without_a_warning()
            throws Exception {
        assertThat(run(List.of(ENABLED), List.of(directory.toString())))
                .singleElement()
                .asString()
                .startsWith("libsodium (");
    }

    private static List<String> run(List<String> flags, List<String> arguments) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), Embedding.class.getName()));
        command.addAll(arguments);
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            var lines = new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }
}
