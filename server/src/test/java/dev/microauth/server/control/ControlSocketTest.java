package dev.microauth.server.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ControlSocketTest {
    private static final Map<String, Verb> VERBS =
            Map.of(
                    "count",
                    report -> {
                        report.progress("1 of 2");
                        report.progress("2 of 2");
                        report.result("counted to 2");
                        return 0;
                    },
                    "refuse",
                    report -> {
                        report.result("no");
                        return 7;
                    },
                    "break",
                    report -> {
                        throw new IllegalStateException("a detail of ours");
                    });

    @TempDir Path directory;

    private final List<String> heard = new ArrayList<>();
    private final Report report =
            new Report() {
                @Override
                public void progress(String line) {
                    heard.add("progress " + line);
                }

                @Override
                public void result(String line) {
                    heard.add("result " + line);
                }
            };

    private ControlSocket open() throws IOException {
        return ControlSocket.open(ControlSocket.in(directory), VERBS);
    }

    private int run(String verb) throws IOException {
        return ControlClient.run(ControlSocket.in(directory), verb, report);
    }

    @Test
    void where_nobody_listens_the_caller_is_told() {
        assertThatThrownBy(() -> run("count")).isInstanceOf(IOException.class);
    }

    @Test
    void a_verb_of_another_version_is_unknown() throws IOException {
        try (var _ = open()) {
            assertThat(run("rotate everything")).isEqualTo(1);
            assertThat(run("")).isEqualTo(1);
        }
        assertThat(heard).hasSize(2).allMatch(line -> line.contains("another version"));
    }

    /// Security: H6
    @Test
    void a_verb_that_breaks_tells_no_detail_and_leaves_the_socket_open() throws IOException {
        try (var _ = open()) {
            assertThat(run("break")).isEqualTo(1);
            assertThat(heard).containsExactly("result it failed; the daemon's log says why");
            assertThat(run("count")).isZero();
        }
    }

    @Test
    void a_verb_tells_its_progress_its_result_and_its_exit_code() throws IOException {
        try (var _ = open()) {
            assertThat(run("count")).isZero();
            assertThat(run("refuse")).isEqualTo(7);
        }
        assertThat(heard)
                .containsExactly(
                        "progress 1 of 2", "progress 2 of 2", "result counted to 2", "result no");
    }

    @Test
    void a_caller_that_says_nothing_holds_nobody_up() throws IOException {
        try (var _ = open();
                var silent =
                        java.nio.channels.SocketChannel.open(
                                UnixDomainSocketAddress.of(ControlSocket.in(directory)))) {
            assertThat(silent.isConnected()).isTrue();
            assertThat(run("count")).isZero();
        }
    }

    @Test
    void the_socket_of_a_process_that_died_is_replaced() throws IOException {
        Path path = ControlSocket.in(directory);
        try (var dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(path));
        }
        assertThat(path).exists();
        try (var _ = open()) {
            assertThat(run("count")).isZero();
        }
    }

    @Test
    void a_closed_socket_leaves_no_file() throws IOException {
        open().close();
        assertThat(ControlSocket.in(directory)).doesNotExist();
    }

    @Test
    void a_path_too_long_for_a_socket_is_refused() throws IOException {
        Path deep = directory.resolve("d".repeat(60)).resolve("e".repeat(60));
        Files.createDirectories(deep);
        Path path = ControlSocket.in(deep);

        assertThat(ControlSocket.isTooLong(path)).isTrue();
        assertThat(ControlSocket.isTooLong(Path.of("/var/lib/microauth/control.sock"))).isFalse();
        assertThatThrownBy(() -> ControlSocket.open(path, VERBS))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(path.toString());
        assertThat(path).doesNotExist();
    }
}
