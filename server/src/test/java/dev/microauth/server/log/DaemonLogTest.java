package dev.microauth.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DaemonLogTest {

    private final ByteArrayOutputStream stream = new ByteArrayOutputStream();

    @Test
    void our_own_code_is_heard_from_the_level_on_and_libraries_from_warnings_on() {
        assertThat(heard(LogLevel.ERROR)).containsExactly("ours error", "theirs error");
        assertThat(heard(LogLevel.WARNING))
                .containsExactly("ours error", "ours warning", "theirs error", "theirs warning");
        assertThat(heard(LogLevel.INFO))
                .containsExactly(
                        "ours error",
                        "ours warning",
                        "ours info",
                        "theirs error",
                        "theirs warning");
        assertThat(heard(LogLevel.DEBUG))
                .containsExactly(
                        "ours error",
                        "ours warning",
                        "ours info",
                        "ours debug",
                        "theirs error",
                        "theirs warning",
                        "theirs info");
    }

    @Test
    void a_closed_stream_disturbs_nobody() {
        var broken =
                new OutputStream() {
                    @Override
                    public void write(int one) throws IOException {
                        throw new IOException("closed");
                    }
                };
        var log = DaemonLog.open(LogLevel.INFO, LogFormat.TEXT, broken);

        System.getLogger("dev.microauth.server").log(Level.ERROR, "unheard");

        assertThat(log.hears(LogLevel.INFO)).isTrue();
        assertThat(log.hears(LogLevel.DEBUG)).isFalse();
    }

    /// A process that says something in its shutdown hook, when the JDK takes its own logging down.
    static final class LastWords {

        private LastWords() {}

        public static void main(String[] arguments) {
            DaemonLog.prepare();
            var log = DaemonLog.open(LogLevel.INFO, LogFormat.TEXT, System.err);
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(() -> {
                                for (int i = 0; i < 1_000; i++) {
                                    say("dev.microauth.server", "last");
                                }
                                if (log.hears(LogLevel.INFO)) {
                                    say("dev.microauth.server", "very last");
                                }
                            }));
        }
    }

    @Test
    void the_last_words_of_a_stopping_process_are_heard() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process =
                new ProcessBuilder(
                                java,
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                LastWords.class.getName())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        var err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isZero();
        assertThat(err.lines().filter(line -> line.endsWith(" last info"))).hasSize(1_001);
        assertThat(err.lines().toList().getLast()).endsWith("very last info");
    }

    private String[] heard(LogLevel level) {
        stream.reset();
        var log = DaemonLog.open(level, LogFormat.TEXT, stream);
        assertThat(log.hears(level)).isTrue();
        say("dev.microauth.server.http", "ours");
        say("io.helidon.webserver", "theirs");
        return stream.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceFirst("^\\S+ \\S+ +\\S+ +", ""))
                .toArray(String[]::new);
    }

    private static void say(String logger, String who) {
        var log = System.getLogger(logger);
        log.log(Level.ERROR, who + " error");
        log.log(Level.WARNING, who + " warning");
        log.log(Level.INFO, who + " info");
        log.log(Level.DEBUG, who + " debug");
    }
}
