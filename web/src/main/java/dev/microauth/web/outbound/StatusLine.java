package dev.microauth.web.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// A request on an open connection, and the status of its answer (RFC 9112 §4).
final class StatusLine {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})(?: .*)?");
    // Security D3: an answer has so much room to say its status in.
    private static final int LONGEST_LINE = 1_024;
    private static final int MOST_LINES = 200;

    private StatusLine() {}

    /// @param request in ASCII
    static int exchange(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        InputStream in = socket.getInputStream();
        int lines = 0;
        while (true) {
            int status = status(line(in));
            // RFC 9110 §15.2: what only tells of progress is followed by the answer itself.
            if (status >= 200) {
                return status;
            }
            while (!line(in).isEmpty()) {
                if (++lines > MOST_LINES) {
                    throw new IOException("the answer has too many lines before its status");
                }
            }
        }
    }

    private static int status(String line) throws IOException {
        var match = STATUS.matcher(line);
        if (!match.matches()) {
            throw new IOException("the answer is not HTTP");
        }
        return Integer.parseInt(match.group(1));
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the connection ended before the answer");
            }
            if (line.length() >= LONGEST_LINE) {
                throw new IOException("the answer has a line that is too long");
            }
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }
}
