package dev.microauth.web.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/// A server on this machine that does with each request what it is told to, whether that is HTTP or not.
public final class Receiver implements AutoCloseable {
    private final ServerSocket server;
    private final Conduct conduct;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger current = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    /// What it does once it has read a request.
    @FunctionalInterface
    public interface Conduct {
        void answer(Socket socket) throws IOException, InterruptedException;
    }

    private Receiver(ServerSocket server, Conduct conduct) {
        this.server = server;
        this.conduct = conduct;
        Thread.ofVirtual().start(this::run);
    }

    public static Receiver with(Conduct conduct) {
        return over(ServerSocketFactory.getDefault(), conduct);
    }

    /// One that answers each request with these bytes.
    public static Receiver saying(String answer) {
        return with(socket -> write(socket, answer));
    }

    public static Receiver over(ServerSocketFactory factory, Conduct conduct) {
        try {
            return new Receiver(
                    factory.createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")), conduct);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    public int port() {
        return server.getLocalPort();
    }

    /// Every request that arrived whole, head and content.
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /// How many were being answered at the same time.
    public int mostAtOnce() {
        return most.get();
    }

    private void run() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            requests.add(request(socket.getInputStream()));
            most.accumulateAndGet(current.incrementAndGet(), Math::max);
            conduct.answer(socket);
        } catch (IOException e) {
            // The other side went away, which some tests are about.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            current.decrementAndGet();
        }
    }

    private static String request(InputStream in) throws IOException {
        var text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended early");
            }
            text.append((char) next);
        }
        int length =
                text.toString()
                        .lines()
                        .filter(line -> line.startsWith("Content-Length: "))
                        .mapToInt(line -> Integer.parseInt(line.substring(16)))
                        .sum();
        return text + new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket each : open) {
                each.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
