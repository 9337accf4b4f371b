package dev.microauth.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Sends bytes exactly as written and reads answers one by one.
final class RawClient implements AutoCloseable {
    /// An answer as it came.
    record Answer(int status, List<String> headers, String body) {
        Optional<String> header(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ": ";
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()))
                    .findFirst();
        }
    }

    private final Socket socket;

    RawClient(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(15_000);
    }

    Socket socket() {
        return socket;
    }

    RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    Answer read() throws IOException {
        return read(false);
    }

    Answer readHead() throws IOException {
        return read(true);
    }

    /// Whether the server ended the connection, by a close or a reset.
    boolean ended() throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketException e) {
            return true;
        }
    }

    /// Everything until the server ends the connection, the head included.
    String rest() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private Answer read(boolean head) throws IOException {
        List<String> lines = head();
        int status = Integer.parseInt(lines.getFirst().split(" ", 3)[1]);
        Answer answer = new Answer(status, lines.subList(1, lines.size()), "");
        int length = head ? 0 : answer.header("content-length").map(Integer::parseInt).orElse(0);
        byte[] body = socket.getInputStream().readNBytes(length);
        return new Answer(status, answer.headers(), new String(body, StandardCharsets.UTF_8));
    }

    private List<String> head() throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("ended after: " + head);
            }
            head.write(octet);
        }
        return Arrays.asList(head.toString(StandardCharsets.ISO_8859_1).strip().split("\r\n"));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
