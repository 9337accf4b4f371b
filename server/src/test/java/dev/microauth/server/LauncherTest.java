package dev.microauth.server;

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

/// Runs the launcher in a tree of its own, with a Maven and Javas that only tell how they were called.
@EnabledOnOs(OS.LINUX)
class LauncherTest {

    private static final String FAKE_JAVA =
            """
            #!/bin/sh
            home=$(cd "$(dirname "$0")/.." && pwd)
            if [ "$1" = -version ]; then
                sed 's/^/openjdk version "/; s/$/"/' "$home/version" >&2
                exit 0
            fi
            echo "home=$home"
            echo "umask=$(umask)"
            echo "core=$(ulimit -c)"
            echo "here=$(pwd)"
            for argument in "$@"; do echo "[$argument]"; done
            exit 7
            """;

    private static final String FAKE_MAVEN =
            """
            #!/bin/sh
            echo "maven with $JAVA_HOME in $(pwd)"
            echo built >>builds
            [ ! -e broken ] || exit 1
            for argument in "$@"; do
                case $argument in -Dpackage.directory=*) package=${argument#*=} ;; esac
            done
            mkdir -p "$package/lib"
            echo jar >"$package/lib/server.jar"
            """;

    @TempDir Path temporary;

    private Path tree;
    private Path system;
    private final Map<String, String> environment = new TreeMap<>();

    private record Ran(int code, List<String> out, String err) {
        String home() {
            return out.isEmpty()
                    ? ""
                    : Path.of(out.getFirst().substring("home=".length())).getFileName().toString();
        }
    }

    @BeforeEach
    void layTheTree() throws IOException {
        tree = Files.createDirectories(temporary.resolve("a tree"));
        system = Files.createDirectories(temporary.resolve("a system"));
        Files.createDirectories(tree.resolve("server/src/main/java"));
        Files.createDirectories(tree.resolve("engine/src/main/java"));
        Files.writeString(tree.resolve("pom.xml"), "<project/>");
        script(tree.resolve("mvnw"), FAKE_MAVEN);
        var search = Files.readString(Path.of("../tools/launch"));
        for (var root : List.of("/usr/lib/jvm/", "/opt/")) {
            search =
                    search.replace(
                            "        " + root + "*", "        \"" + system + "\"" + root + "*");
        }
        Files.createDirectories(tree.resolve("tools"));
        Files.writeString(tree.resolve("tools/launch"), search);
        script(tree.resolve("microauthd"), Files.readString(Path.of("../microauthd")));
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("HOME", system.resolve("home").toString());
        withoutJavaOnThePath();
    }

    @Test
    void without_any_java_it_says_what_to_install() throws Exception {
        var ran = run();

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .contains("no JDK 25 or newer was found")
                .contains("apt-get install openjdk-25-jdk-headless")
                .contains("JAVA_HOME");
    }

    @Test
    void old_javas_and_those_without_a_compiler_do_not_build() throws Exception {
        jdk("usr/lib/jvm/a17", "17.0.12");
        jdk("usr/lib/jvm/b8", "1.8.0_400");
        Files.delete(jdk("usr/lib/jvm/c25", "25.0.1").resolve("bin/javac"));

        assertThat(run().code()).isEqualTo(1);
    }

    @Test
    void the_search_goes_from_the_users_choice_to_the_path() throws Exception {
        var onPath = jdk("bin/onpath", "26-ea");
        var linked = Files.createDirectories(system.resolve("pathdir"));
        Files.delete(linked.resolve("java"));
        Files.createSymbolicLink(linked.resolve("java"), onPath.resolve("bin/java"));
        assertThat(run().home()).isEqualTo("onpath");

        jdk("home/.sdkman/candidates/java/sdkman", "25");
        assertThat(run().home()).isEqualTo("sdkman");

        jdk("opt/optional", "25.0.2");
        assertThat(run().home()).isEqualTo("optional");

        jdk("usr/lib/jvm/old", "21.0.5");
        jdk("usr/lib/jvm/system", "25.0.3");
        assertThat(run().home()).isEqualTo("system");

        environment.put("JAVA_HOME", jdk("chosen", "27").toString());
        assertThat(run().home()).isEqualTo("chosen");

        environment.put("JAVA_HOME", jdk("chosen-old", "17").toString());
        assertThat(run().home()).as("a choice too old is passed over").isEqualTo("system");

        environment.put("JAVA_HOME", "/nowhere");
        assertThat(run().home()).isEqualTo("system");
    }

    @Test
    void a_java_without_a_release_file_is_asked_itself() throws Exception {
        var home = jdk("usr/lib/jvm/plain", "25.0.1");
        Files.delete(home.resolve("release"));

        assertThat(run().home()).isEqualTo("plain");
    }

    /// Security: L2, L3
    @Test
    void java_gets_its_flags_the_arguments_as_they_are_and_a_closed_world() throws Exception {
        jdk("usr/lib/jvm/jdk", "25");
        environment.put("MICROAUTH_JAVA_OPTS", "-Dx=1 -Xmx200m");

        var ran = run("serve", "--data", "a b", "*", "");

        assertThat(ran.code()).as("the exit code is the daemon's").isEqualTo(7);
        assertThat(ran.out())
                .contains("umask=0077", "core=0", "here=" + temporary)
                .contains("[-XX:+DisableAttachMechanism]", "[-XX:-HeapDumpOnOutOfMemoryError]")
                .contains("[-Xmx96m]", "[--enable-native-access=ALL-UNNAMED]")
                .containsSubsequence(
                        "[-Xmx96m]",
                        "[-Dx=1]",
                        "[-Xmx200m]",
                        "[-cp]",
                        "[" + tree + "/server/target/microauthd/lib/*]",
                        "[dev.microauth.server.Main]",
                        "[serve]",
                        "[--data]",
                        "[a b]",
                        "[*]",
                        "[]");
    }

    @Test
    void it_builds_once_and_again_when_a_source_is_newer_or_gone() throws Exception {
        var home = jdk("usr/lib/jvm/jdk", "25");
        var first = run();
        assertThat(first.err()).contains("building").contains("maven with " + home + " in " + tree);
        assertThat(first.out()).noneMatch(line -> line.contains("maven"));

        assertThat(run().err()).isEmpty();
        assertThat(builds()).isEqualTo(1);

        var sources = tree.resolve("engine/src/main/java");
        var source = Files.writeString(sources.resolve("A.java"), "class A {}");
        later(source);
        assertThat(run().err()).contains("building");
        assertThat(builds()).isEqualTo(2);

        earlier(source);
        earlier(sources);
        run();
        assertThat(builds()).isEqualTo(2);

        Files.delete(source);
        later(sources);
        run();
        assertThat(builds()).isEqualTo(3);
    }

    @Test
    void a_failed_build_is_told_and_the_old_package_stays() throws Exception {
        jdk("usr/lib/jvm/jdk", "25");
        run();
        Files.writeString(tree.resolve("broken"), "");
        later(Files.writeString(tree.resolve("pom.xml"), "<broken/>"));

        var ran = run();

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("the build failed");
        assertThat(tree.resolve("server/target/microauthd/lib/server.jar")).exists();
        Files.delete(tree.resolve("broken"));
        assertThat(run().code()).isEqualTo(7);
    }

    @Test
    void two_at_once_build_once() throws Exception {
        jdk("usr/lib/jvm/jdk", "25");
        var first = start(tree.resolve("microauthd"));
        var second = start(tree.resolve("microauthd"));

        assertThat(finished(first).code()).isEqualTo(7);
        assertThat(finished(second).code()).isEqualTo(7);
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void it_finds_its_tree_through_links() throws Exception {
        jdk("usr/lib/jvm/jdk", "25");
        var bin = Files.createDirectories(temporary.resolve("some bin"));
        Files.createSymbolicLink(bin.resolve("far"), tree.resolve("microauthd"));
        Files.createSymbolicLink(bin.resolve("near"), Path.of("far"));

        assertThat(finished(start(bin.resolve("near"))).out())
                .contains("[" + tree + "/server/target/microauthd/lib/*]");
    }

    @Test
    void a_distribution_without_sources_is_run_by_any_new_java() throws Exception {
        Files.delete(jdk("usr/lib/jvm/runtime", "25").resolve("bin/javac"));
        Files.delete(tree.resolve("pom.xml"));
        Files.createDirectories(tree.resolve("lib"));

        var ran = run("version");

        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).contains("[" + tree + "/lib/*]", "[version]");
    }

    private Path jdk(String place, String version) throws IOException {
        var home = system.resolve(place);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(
                home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        Files.writeString(home.resolve("version"), version);
        script(home.resolve("bin/java"), FAKE_JAVA);
        script(home.resolve("bin/javac"), "#!/bin/sh\n");
        return home;
    }

    /// The machine may have a Java on its path: one that fits nothing goes before it.
    private void withoutJavaOnThePath() throws IOException {
        var linked = Files.createDirectories(system.resolve("pathdir"));
        script(linked.resolve("java"), "#!/bin/sh\nexit 1\n");
        environment.put("PATH", linked + ":/usr/bin:/bin");
    }

    private int builds() throws IOException {
        return Files.readAllLines(tree.resolve("builds")).size();
    }

    private static void later(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(2)));
    }

    private static void earlier(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3_600)));
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Ran run(String... arguments) throws Exception {
        return finished(start(tree.resolve("microauthd"), arguments));
    }

    private Process start(Path launcher, String... arguments) throws IOException {
        var words = new ArrayList<>(List.of(launcher.toString()));
        words.addAll(List.of(arguments));
        var builder = new ProcessBuilder(words).directory(temporary.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static Ran finished(Process process) throws Exception {
        process.getOutputStream().close();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), out.lines().toList(), err);
    }
}
