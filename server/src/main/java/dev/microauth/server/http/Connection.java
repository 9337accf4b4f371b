package dev.microauth.server.http;

import dev.microauth.server.http.Deadline.Phase;
import dev.microauth.web.http.Response;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.NioSocket;
import io.helidon.common.socket.SocketWriter;
import io.helidon.common.socket.TlsNioSocket;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.Router;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.spi.ServerConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;

/// One client's connection, on a virtual thread of its own.
///
/// Every wait on the client stands under one deadline for the whole of what is awaited; the watch of the [Acceptor]
/// closes the channel when it passes, which ends the wait.
final class Connection implements ConnectionContext, Runnable {
    /// How much of what nobody wants is read so that the client gets to read the answer.
    static final int DROPPED = 2 * 1024 * 1024;

    private static final System.Logger LOG = System.getLogger(Connection.class.getName());
    private static final Status HEADERS_TOO_LARGE =
            Status.create(431, "Request Header Fields Too Large");
    private static final Duration LINGER = Duration.ofSeconds(2);

    private final Acceptor acceptor;
    private final SocketChannel channel;
    private final Peer remote;
    private final Peer local;
    private final HelidonSocket socket;
    private final DataReader reader = DataReader.create(this::read);
    private final DataWriter writer;
    private final ServerConnection http;
    private final Deadline deadline = new Deadline();
    private long received;
    private int requests;
    private boolean older;

    Connection(Acceptor acceptor, SocketChannel channel) throws IOException {
        this.acceptor = acceptor;
        this.channel = channel;
        this.remote = new Peer((InetSocketAddress) channel.getRemoteAddress());
        this.local = new Peer((InetSocketAddress) channel.getLocalAddress());
        this.socket =
                acceptor.certificates()
                        .<HelidonSocket>map(certificates ->
                                TlsNioSocket.server(channel, certificates.engine(), "", ""))
                        .orElseGet(() -> NioSocket.server(channel, "", ""));
        this.writer = SocketWriter.create(socket);
        this.deadline.enter(Phase.OPENING, limits().readTimeout());
        this.http = acceptor.codec().open(this);
    }

    @Override
    public void run() {
        try {
            acceptor.codec().run(http);
        } catch (CloseConnectionException | UncheckedIOException e) {
            LOG.log(System.Logger.Level.TRACE, "connection ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "connection failed", e);
        } finally {
            linger();
            cut();
            acceptor.ended(this);
        }
    }

    Limits limits() {
        return acceptor.listener().limits();
    }

    Listener listener() {
        return acceptor.listener();
    }

    Deadline deadline() {
        return deadline;
    }

    /// A handler begins to ask for the body.
    void awaitBody() {
        received = 0;
        deadline.enter(Phase.BODY, limits().readTimeout());
    }

    /// Whether another request may follow on this connection.
    boolean mayGoOn() {
        return ++requests < limits().maxRequestsPerConnection() && !acceptor.closing() && !older;
    }

    /// Sends the answer, then waits for the next request or ends.
    void answer(Response response, boolean head, boolean close) {
        deadline.enter(Phase.WRITING, limits().readTimeout());
        try {
            if (response.parts().isPresent()) {
                stream(response, head, close);
            } else {
                writer.write(Wire.bytes(response, head, close));
            }
        } catch (UncheckedIOException e) {
            throw new ServerConnectionException("the client is gone", e);
        }
        if (close) {
            http.close(false);
        }
        deadline.enter(Phase.IDLE, limits().idleTimeout());
        if (acceptor.closing()) {
            // Whoever closes looked before this connection was idle.
            http.close(false);
        }
    }

    /// Each part has the time of an answer. One that fails leaves the body without its end, and the client with the
    /// knowledge that it is not whole.
    private void stream(Response response, boolean head, boolean close) {
        // RFC 9112 §6.1: HTTP/1.0 knows no chunks; there the end of the connection is the end.
        boolean chunked = !older;
        Response framed = chunked ? response.with("transfer-encoding", "chunked") : response;
        writer.write(Wire.bytes(framed, head, close));
        if (head) {
            return;
        }
        try {
            for (byte[] part : response.parts().orElse(List.of())) {
                deadline.enter(Phase.WRITING, limits().readTimeout());
                if (part.length > 0) {
                    writer.write(chunked ? Wire.chunk(part) : BufferData.create(part));
                }
            }
            if (chunked) {
                writer.write(Wire.lastChunk());
            }
        } catch (UncheckedIOException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "an answer broke off", e);
            cut();
            throw new ServerConnectionException("an answer broke off", e);
        }
    }

    /// Ends every wait at once, from any thread.
    void cut() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.TRACE, "close failed", e);
        }
    }

    private byte[] read() {
        if (deadline.phase() == Phase.HEAD && received >= limits().maxHeaderBytes()) {
            throw refuse(HEADERS_TOO_LARGE);
        }
        // Chunked framing can cost more than it carries: the bytes on the wire are bounded too.
        if (deadline.phase() == Phase.BODY && received > 2L * limits().maxBodyBytes() + DROPPED) {
            throw refuse(Status.BAD_REQUEST_400);
        }
        byte[] bytes = receive();
        switch (deadline.phase()) {
            case OPENING, IDLE -> {
                deadline.enter(Phase.HEAD, limits().readTimeout());
                RequestLine line =
                        RequestLine.read(bytes, limits().maxHeaderBytes(), this::receive);
                older = line.older();
                bytes = line.bytes();
                received = bytes.length;
            }
            case HEAD, RUNNING, BODY, WRITING, LINGERING -> received += bytes.length;
        }
        return bytes;
    }

    private byte[] receive() {
        byte[] bytes;
        try {
            bytes = socket.get();
        } catch (UncheckedIOException e) {
            throw new CloseConnectionException("the connection broke", e);
        }
        if (bytes == null) {
            throw new CloseConnectionException("the client sends no more");
        }
        return bytes;
    }

    private static RequestException refuse(Status status) {
        return RequestException.builder()
                .type(EventType.BAD_REQUEST)
                .status(status)
                .setKeepAlive(false)
                .message(status.reasonPhrase())
                .build();
    }

    /// RFC 9112 §9.6: a close while the client still sends would reset the connection and could take the answer with
    /// it, so our side closes first and the rest is dropped for a moment.
    private void linger() {
        if (!channel.isOpen()) {
            return;
        }
        deadline.enter(Phase.LINGERING, LINGER);
        try {
            socketGoodbye();
            channel.shutdownOutput();
            ByteBuffer dropped = ByteBuffer.allocate(8 * 1024);
            for (long total = 0; total < DROPPED; dropped.clear()) {
                int count = channel.read(dropped);
                if (count < 0) {
                    return;
                }
                total += count;
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.TRACE, "the client did not wait", e);
        }
    }

    private void socketGoodbye() {
        if (socket instanceof TlsNioSocket) {
            // Sends close_notify; the client cannot take a cut for the end otherwise (RFC 8446
            // §6.1).
            socket.close();
        }
    }

    @Override
    public Peer remotePeer() {
        return remote;
    }

    @Override
    public Peer localPeer() {
        return local;
    }

    @Override
    public boolean isSecure() {
        return socket.isSecure();
    }

    @Override
    public String socketId() {
        return listener().name();
    }

    @Override
    public String childSocketId() {
        return "";
    }

    @Override
    public ListenerContext listenerContext() {
        return acceptor.codec();
    }

    @Override
    public ExecutorService executor() {
        return acceptor.codec().executor();
    }

    @Override
    public DataWriter dataWriter() {
        return writer;
    }

    @Override
    public DataReader dataReader() {
        return reader;
    }

    @Override
    public Router router() {
        return new Exchange(this);
    }
}
