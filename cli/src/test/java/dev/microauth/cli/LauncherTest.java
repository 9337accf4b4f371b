package dev.microauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Runs the launcher in a distribution of its own, with a Java that only tells how it was called. How it finds a Java
/// and builds is tested with the daemon's launcher, which reads the same text.
@EnabledOnOs(OS.LINUX)
class LauncherTest {
    /// In training it writes the cache, unless it cannot.
    private static final String FAKE_JAVA =
            """
            #!/bin/sh
            home=$(cd "$(dirname "$0")/.." && pwd)
            for argument in "$@"; do
                case $argument in
                    -XX:AOTCacheOutput=*)
                        echo trained >>"$home/trainings"
                        [ ! -e "$home/broken" ] || exit 1
                        echo "a warning"
                        echo cache >"${argument#*=}"
                        exit 0
                        ;;
                esac
            done
            echo "umask=$(umask)"
            for argument in "$@"; do echo "[$argument]"; done
            exit 6
            """;

    @TempDir Path temporary;

    private Path tree;
    private Path java;
    private final Map<String, String> environment = new TreeMap<>();

    private record Ran(int code, List<String> out, String err) {}

    @BeforeEach
    void layTheTree() throws IOException {
        tree = Files.createDirectories(temporary.resolve("a tree"));
        Files.createDirectories(tree.resolve("tools"));
        Files.createDirectories(tree.resolve("lib/mad"));
        Files.writeString(tree.resolve("lib/mad/a.jar"), "");
        Files.writeString(tree.resolve("lib/mad/b.jar"), "");
        Files.writeString(
                tree.resolve("tools/launch"), Files.readString(Path.of("../tools/launch")));
        script(tree.resolve("mad"), Files.readString(Path.of("../mad")));
        java = jdk("java 25");
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("JAVA_HOME", java.toString());
    }

    @Test
    void the_first_start_trains_and_the_others_profit() throws Exception {
        var first = run("user", "list", "a b", "*", "");

        assertThat(first.code()).as("the exit code is mad's").isEqualTo(6);
        assertThat(first.err()).contains("preparing a quick start").hasLineCount(1);
        assertThat(first.out())
                .contains(
                        "umask=0077",
                        "[-XX:+UseSerialGC]",
                        "[-XX:TieredStopAtLevel=1]",
                        "[-Xlog:disable]")
                .containsSubsequence(
                        "[-Dmicroauth.terminals=]",
                        "[-XX:AOTCache=" + tree + "/lib/mad/mad.aot]",
                        "[-cp]",
                        "[" + tree + "/lib/mad/a.jar:" + tree + "/lib/mad/b.jar]",
                        "[dev.microauth.cli.Main]",
                        "[user]",
                        "[list]",
                        "[a b]",
                        "[*]",
                        "[]")
                .noneMatch(line -> line.contains("warning"));

        assertThat(run("version").err()).isEmpty();
        assertThat(trainings()).isEqualTo(1);
    }

    @Test
    void a_java_that_cannot_be_trained_is_asked_once() throws Exception {
        Files.writeString(java.resolve("broken"), "");

        run("version");
        var ran = run("version");

        assertThat(ran.code()).isEqualTo(6);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .contains("[-Xshare:auto]")
                .noneMatch(line -> line.contains("AOTCache"));
        assertThat(trainings()).isEqualTo(1);
    }

    @Test
    void a_newer_java_in_the_same_place_is_trained_anew() throws Exception {
        run("version");
        Files.setLastModifiedTime(
                java.resolve("release"), FileTime.from(Instant.now().plusSeconds(2)));

        assertThat(run("version").err()).contains("preparing");
    }

    @Test
    void the_trained_java_is_found_without_a_search_unless_another_is_chosen() throws Exception {
        run("version");
        environment.remove("JAVA_HOME");
        Files.writeString(java.resolve("release"), "JAVA_VERSION=\"8\"\n");
        Files.setLastModifiedTime(java.resolve("release"), FileTime.from(Instant.EPOCH));
        assertThat(run("version").code()).as("the release was not read again").isEqualTo(6);

        var other = jdk("another");
        Files.setLastModifiedTime(other.resolve("release"), FileTime.from(Instant.EPOCH));
        script(other.resolve("bin/java"), "#!/bin/sh\necho other\n");
        environment.put("JAVA_HOME", other.toString());
        assertThat(run("version").out()).containsExactly("other");
    }

    @Test
    void a_distribution_that_is_not_whole_says_so() throws Exception {
        Files.delete(tree.resolve("tools/launch"));

        var ran = run("version");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).startsWith("mad: ").contains("Unpack the whole distribution again.");
    }

    private Path jdk(String name) throws IOException {
        var home = temporary.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        Files.setLastModifiedTime(
                home.resolve("release"), FileTime.from(Instant.now().minusSeconds(60)));
        script(home.resolve("bin/java"), FAKE_JAVA);
        return home;
    }

    private int trainings() throws IOException {
        return Files.readAllLines(java.resolve("trainings")).size();
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Ran run(String... arguments) throws Exception {
        var words = new ArrayList<>(List.of(tree.resolve("mad").toString()));
        words.addAll(List.of(arguments));
        var builder = new ProcessBuilder(words).directory(temporary.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), out.lines().toList(), err);
    }
}
