package dev.microauth.jose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AcceleratorTest {
    private static final String SWITCH =
            "-Dcom.amazon.corretto.crypto.provider.registerEdKeyFactory=false";

    private static String probe(Predicate<String> jars, String... options)
            throws IOException, InterruptedException {
        String classPath =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .filter(jars)
                        .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath, AcceleratorProbe.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    @Test
    void without_the_provider_the_platform_signs_and_says_why()
            throws IOException, InterruptedException {
        assertThat(probe(jar -> !jar.contains("AmazonCorretto")))
                .contains("false: Ed25519 by Bouncy Castle, ES256 and RS256 by JDK")
                .contains("not on the class path");
    }

    @Test
    void a_provider_that_came_up_without_ed25519_does_the_rest()
            throws IOException, InterruptedException {
        assertThat(probe(jar -> true, SWITCH, "--enable-native-access=ALL-UNNAMED"))
                .contains("true: Ed25519 by Bouncy Castle, ES256 and RS256 by AmazonCorretto");
    }

    @Test
    void a_provider_whose_native_code_does_not_load_is_not_used()
            throws IOException, InterruptedException {
        assertThat(probe(jar -> true, "-Djava.io.tmpdir=/proc/none"))
                .contains("false: Ed25519 by Bouncy Castle, ES256 and RS256 by JDK")
                .contains("no working code");
    }
}
