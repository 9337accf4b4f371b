package dev.microauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program in README.md, as a reader would run it.
class ReadmeTest {
    @TempDir Path directory;

    @Test
    void the_program_in_the_readme_runs_as_it_stands() throws IOException, InterruptedException {
        Files.writeString(directory.resolve("Shop.java"), program());
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path said = directory.resolve("said");
        Process process =
                new ProcessBuilder(
                                java.toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "Shop.java")
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();

        String output = Files.readString(said);
        assertThat(ended).as(output).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        assertThat(output)
                .contains("alice may [orders:read]")
                .contains("Location: http://localhost:9040/authorize?response_type=code")
                .contains("code_challenge_method=S256")
                .doesNotContainIgnoringCase("warning");
        assertThat(directory.resolve("data").resolve("microauth.db")).exists();
    }

    private static String program() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("..", "README.md"));
        return lines.stream()
                .dropWhile(line -> !line.equals("<!-- program -->"))
                .skip(2)
                .takeWhile(line -> !line.equals("```"))
                .collect(Collectors.joining("\n"));
    }
}
