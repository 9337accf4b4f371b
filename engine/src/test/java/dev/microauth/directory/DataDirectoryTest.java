package dev.microauth.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.File;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataDirectoryTest {
    @TempDir Path parent;

    private Path path = Path.of("");

    @BeforeEach
    void choose() {
        path = parent.resolve("data");
    }

    /// Tries to take the lock of the directory that it is given.
    static final class Other {
        private Other() {}

        public static void main(String[] args) {
            try {
                DataDirectory.lock(Path.of(args[0])).close();
                System.exit(0);
            } catch (DirectoryRefusal.InUse e) {
                System.exit(3);
            }
        }
    }

    /// Security: I1
    @Test
    void another_process_is_refused_while_this_one_holds_the_directory() throws Exception {
        try (var _ = DataDirectory.lock(path)) {
            assertThat(otherProcess()).isEqualTo(3);
        }
        assertThat(otherProcess()).isZero();
    }

    /// Security: I1
    @Test
    void a_second_try_in_this_process_is_refused_and_does_not_loosen_the_lock() throws Exception {
        try (var _ = DataDirectory.lock(path)) {
            assertThatExceptionOfType(DirectoryRefusal.InUse.class)
                    .isThrownBy(() -> DataDirectory.lock(path))
                    .withMessageContaining("in use")
                    .withMessageContaining("another directory");
            Path alias = Files.createSymbolicLink(parent.resolve("alias"), path);
            assertThatExceptionOfType(DirectoryRefusal.InUse.class)
                    .isThrownBy(() -> DataDirectory.lock(alias));

            assertThat(otherProcess()).isEqualTo(3);
        }
        DataDirectory.lock(path).close();
    }

    /// As an application does that keeps a noun of the library and lets go of the rest.
    ///
    /// Security: I1
    @Test
    void the_lock_holds_though_nobody_remembers_who_took_it() throws Exception {
        var taken = new WeakReference<>(DataDirectory.lock(path));
        for (int i = 0; i < 200 && taken.get() != null; i++) {
            System.gc();
            Thread.sleep(5);
        }
        assertThat(taken.get()).isNull();
        // What cleans up behind the collector has a thread of its own.
        for (int i = 0; i < 20; i++) {
            System.gc();
            Thread.sleep(10);
        }

        assertThat(otherProcess()).isEqualTo(3);
        assertThatExceptionOfType(DirectoryRefusal.InUse.class)
                .isThrownBy(() -> DataDirectory.lock(path));
    }

    /// Two applications in one container, each with this library.
    ///
    /// Security: I1
    @Test
    void a_try_by_another_class_loader_is_refused_and_does_not_loosen_the_lock() throws Exception {
        try (var _ = DataDirectory.lock(path);
                var loader = new URLClassLoader(classPath(), null)) {
            var lock =
                    loader.loadClass(DataDirectory.class.getName()).getMethod("lock", Path.class);

            assertThatExceptionOfType(InvocationTargetException.class)
                    .isThrownBy(() -> lock.invoke(null, path))
                    .havingCause()
                    .withMessageContaining("in use by this process already");
            assertThat(otherProcess()).isEqualTo(3);
        }
        DataDirectory.lock(path).close();
    }

    private static URL[] classPath() throws MalformedURLException {
        var places = new ArrayList<URL>();
        for (String each : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            places.add(Path.of(each).toUri().toURL());
        }
        return places.toArray(URL[]::new);
    }

    private int otherProcess() throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Other.class.getName(),
                                path.toString())
                        .inheritIO()
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /// Security: I1, L3
    @Test
    void the_directory_and_its_files_are_the_owners_alone() throws IOException {
        try (var directory = DataDirectory.lock(path)) {
            DataDirectory.writeSecret(directory.resolve("secret"), "content");

            assertThat(permissions(path)).isEqualTo("rwx------");
            assertThat(permissions(path.resolve("lock"))).isEqualTo("rw-------");
            assertThat(permissions(path.resolve("secret"))).isEqualTo("rw-------");
            assertThat(DataDirectory.readSecret(path.resolve("secret")))
                    .hasValueSatisfying(
                            bytes -> assertThat(bytes).asString().isEqualTo("content\n"));
        }
        try (var files = Files.list(path)) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder("lock", "secret");
        }
    }

    /// Security: I1, L2
    @ParameterizedTest
    @ValueSource(strings = {"rwxr-x---", "rwx--x---", "rwx---r--", "rwxrwxrwx", "rwx-w----"})
    void a_directory_that_lets_others_in_is_refused(String permissions) throws IOException {
        Files.createDirectory(path);
        Files.writeString(path.resolve("somebody's"), "file");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));

        assertThatExceptionOfType(DirectoryRefusal.class)
                .isThrownBy(() -> DataDirectory.lock(path))
                .withMessageContaining("chmod 700 " + path);
        assertThat(path.resolve("lock")).doesNotExist();
    }

    @Test
    void an_empty_directory_made_by_hand_is_closed_to_others() throws IOException {
        Files.createDirectory(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));

        try (var _ = DataDirectory.lock(path)) {
            assertThat(Files.getPosixFilePermissions(path))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
    }

    /// Security: L2
    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw-rw-rw-", "rw--w----"})
    void a_secret_that_others_can_reach_is_refused(String permissions) throws IOException {
        Path file = Files.writeString(parent.resolve("secret"), "x");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertThatExceptionOfType(DirectoryRefusal.class)
                .isThrownBy(() -> DataDirectory.readSecret(file))
                .withMessageContaining("chmod 600 " + file);
    }

    @Test
    void a_missing_secret_is_no_error() {
        assertThat(DataDirectory.readSecret(parent.resolve("missing"))).isEmpty();
    }

    @Test
    void a_file_in_place_of_the_directory_is_refused() throws IOException {
        Files.writeString(path, "not a directory");

        assertThatExceptionOfType(DirectoryRefusal.class)
                .isThrownBy(() -> DataDirectory.lock(path))
                .withMessageContaining(path.toString());
        assertThat(path).hasContent("not a directory");
    }

    @Test
    void a_directory_below_a_file_is_refused() throws IOException {
        Files.writeString(path, "not a directory");

        assertThatExceptionOfType(DirectoryRefusal.class)
                .isThrownBy(() -> DataDirectory.lock(path.resolve("below")));
    }

    @Test
    void a_place_that_no_one_can_write_is_refused() {
        assertThatExceptionOfType(DirectoryRefusal.class)
                .isThrownBy(() -> DataDirectory.lock(Path.of("/proc/microauth")));
    }

    @Test
    void a_name_that_would_end_the_jdbc_address_is_refused() {
        assertThatExceptionOfType(DirectoryRefusal.class)
                .isThrownBy(() -> DataDirectory.lock(parent.resolve("what?")));
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
