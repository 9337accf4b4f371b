package dev.microauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How SQLite's native code comes into a process of its own.
class SqliteLoadingTest {
    @TempDir Path scratch;

    /// An application that tells what opening an engine has left behind.
    static final class Opened {
        public static void main(String[] arguments) throws IOException {
            try (var auth = MicroAuth.open()) {
                auth.users().create().username("alice").save();
                for (String each : List.of("java.io.tmpdir", "org.sqlite.tmpdir")) {
                    System.out.println(each + " " + files(System.getProperty(each, "")));
                }
                System.out.println("path " + System.getProperty("org.sqlite.lib.path", "free"));
            }
        }

        private static List<String> files(String directory) throws IOException {
            if (directory.isEmpty()) {
                return List.of();
            }
            try (Stream<Path> files = Files.list(Path.of(directory))) {
                return files.map(each -> each.getFileName().toString())
                        .map(name -> name.endsWith(".so") ? "library" : name)
                        .filter(name -> !name.startsWith("hsperfdata"))
                        .sorted()
                        .toList();
            }
        }
    }

    /// An application that ends while the native code is being loaded.
    static final class Ended {
        public static void main(String[] arguments) throws IOException {
            MicroAuth.builder();
            Path scratch = Path.of(System.getProperty("java.io.tmpdir"));
            long end = System.nanoTime() + 5_000_000_000L;
            while (!isUnpacking(scratch) && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            System.exit(0);
        }

        private static boolean isUnpacking(Path scratch) throws IOException {
            try (var directories = Files.newDirectoryStream(scratch, "microauth-sqlite*")) {
                for (Path each : directories) {
                    String[] files = each.toFile().list();
                    if (files != null && files.length > 0) {
                        return true;
                    }
                }
                return false;
            }
        }
    }

    @Test
    void who_ends_in_the_middle_of_loading_leaves_nothing() throws Exception {
        // Where in the middle is chance.
        for (int i = 0; i < 8; i++) {
            said(Ended.class, "-Djava.io.tmpdir=" + scratch);
        }

        assertThat(Opened.files(scratch.toString())).isEmpty();
    }

    @Test
    void nothing_is_left_beside_the_files_of_others_nor_in_the_settings_of_the_process()
            throws Exception {
        assertThat(said(Opened.class, "-Djava.io.tmpdir=" + scratch))
                .containsExactly("java.io.tmpdir []", "org.sqlite.tmpdir []", "path free");
    }

    /// What the driver does by itself, where somebody has told it to.
    @Test
    void who_has_told_the_driver_where_to_unpack_is_heard() throws Exception {
        Path chosen = Files.createDirectory(scratch.resolve("chosen"));

        assertThat(
                        said(
                                Opened.class,
                                "-Djava.io.tmpdir=" + scratch,
                                "-Dorg.sqlite.tmpdir=" + chosen))
                .contains("java.io.tmpdir [chosen]", "path free")
                .anyMatch(line -> line.startsWith("org.sqlite.tmpdir [library"));
    }

    private static List<String> said(Class<?> program, String... properties) throws Exception {
        var command = Stream.<String>builder();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Stream.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC").forEach(command);
        Stream.of(properties).forEach(command);
        Stream.of("-cp", System.getProperty("java.class.path"), program.getName()).forEach(command);
        var process =
                new ProcessBuilder(command.build().toList())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output.lines().toList();
    }
}
