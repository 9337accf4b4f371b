package dev.microauth.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// One connection that is kept: a request, its answer, the next request. It reads what our daemon writes (a length on
/// every answer) and nothing more, so that the load costs little beside what it loads.
final class KeepAlive implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 15_000;

    private final int port;
    private Socket socket;
    private byte[] buffer = new byte[16 * 1024];
    private int filled;

    KeepAlive(int port) throws IOException {
        this.port = port;
        this.socket = connect(port);
    }

    Answer exchange(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        filled = 0;
        int body = head();
        String raw = new String(buffer, 0, body, StandardCharsets.ISO_8859_1);
        String head = raw.toLowerCase(Locale.ROOT);
        int end = body + length(head);
        while (filled < end) {
            fill();
        }
        var answer =
                new Answer(
                        Integer.parseInt(head.substring(9, 12)),
                        raw,
                        new String(buffer, body, end - body, StandardCharsets.UTF_8));
        if (head.contains("\r\nconnection: close\r\n")) {
            socket.close();
            socket = connect(port);
        }
        return answer;
    }

    /// Reads until the head is there; answers where the body begins.
    private int head() throws IOException {
        int looked = 0;
        while (true) {
            for (; looked + 4 <= filled; looked++) {
                if (buffer[looked] == '\r'
                        && buffer[looked + 1] == '\n'
                        && buffer[looked + 2] == '\r'
                        && buffer[looked + 3] == '\n') {
                    return looked + 4;
                }
            }
            fill();
        }
    }

    private void fill() throws IOException {
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        InputStream in = socket.getInputStream();
        int count = in.read(buffer, filled, buffer.length - filled);
        if (count < 0) {
            throw new EOFException("the daemon closed the connection");
        }
        filled += count;
    }

    private static int length(String head) throws IOException {
        String before = "\r\ncontent-length: ";
        int start = head.indexOf(before);
        if (start < 0) {
            throw new IOException("an answer without a length: " + head);
        }
        start += before.length();
        return Integer.parseInt(head.substring(start, head.indexOf('\r', start)));
    }

    private static Socket connect(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
