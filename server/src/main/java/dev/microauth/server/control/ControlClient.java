package dev.microauth.server.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The command's end of the control socket.
public final class ControlClient {
    private ControlClient() {}

    /// Has the daemon behind the socket run a verb; answers its exit code.
    ///
    /// Throws [IOException] when nobody listens or the daemon went away.
    public static int run(Path socket, String verb, Report report) throws IOException {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap((verb + "\n").getBytes(StandardCharsets.UTF_8)));
            var in =
                    new BufferedReader(
                            new InputStreamReader(
                                    Channels.newInputStream(channel), StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                int space = line.indexOf(' ');
                String text = line.substring(space + 1);
                switch (line.substring(0, Math.max(space, 0))) {
                    case "progress" -> report.progress(text);
                    case "result" -> report.result(text);
                    case "exit" -> {
                        return Integer.parseInt(text);
                    }
                    default -> throw new IOException("unexpected answer of the daemon");
                }
            }
            throw new IOException("the daemon went away");
        }
    }
}
