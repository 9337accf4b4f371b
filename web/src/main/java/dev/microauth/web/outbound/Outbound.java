package dev.microauth.web.outbound;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// The one way in which this server asks another one.
///
/// Security D3: the name is resolved once, each of its addresses is judged, and the connection goes to one that was
/// judged: nobody can answer the second question differently. Nothing is followed, no cookie is kept, nothing of an
/// answer but its status is read, and after five seconds all of it is over, whoever is slow.
public final class Outbound {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_PORT = 65_535;

    private final OutboundRules rules;
    private final Resolver resolver;
    // Asked for with the first connection that needs it: trust takes a while to be read.
    private final Supplier<SSLSocketFactory> tls;
    private final Duration patience;

    public Outbound(OutboundRules rules) {
        this(
                rules,
                Resolver.ofSystem(),
                () -> (SSLSocketFactory) SSLSocketFactory.getDefault(),
                PATIENCE);
    }

    Outbound(
            OutboundRules rules,
            Resolver resolver,
            Supplier<SSLSocketFactory> tls,
            Duration patience) {
        this.rules = rules;
        this.resolver = resolver;
        this.tls = tls;
        this.patience = patience;
    }

    /// Sends a form, whose fields are encoded already, and waits for the status of the answer.
    public OutboundAnswer post(String address, String form) {
        return Target.of(address)
                .map(target -> within(new Attempt(target, form)))
                .orElseGet(() -> new OutboundAnswer.Failed(address + " is no address of the web"));
    }

    private OutboundAnswer within(Attempt attempt) {
        Thread worker = Thread.ofVirtual().name("microauth-outbound").start(attempt::run);
        try {
            if (!worker.join(patience)) {
                attempt.abandon();
                return new OutboundAnswer.Failed("no answer within " + patience.toMillis() + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            attempt.abandon();
            return new OutboundAnswer.Failed("interrupted");
        }
        return attempt.answer();
    }

    /// One request, which another thread can end at any moment.
    private final class Attempt {
        private final Target target;
        private final String form;
        private final List<Socket> opened = new ArrayList<>();
        private final AtomicReference<OutboundAnswer> answer =
                new AtomicReference<>(new OutboundAnswer.Failed("nothing came back"));
        private boolean abandoned;

        Attempt(Target target, String form) {
            this.target = target;
            this.form = form;
        }

        OutboundAnswer answer() {
            return answer.get();
        }

        void run() {
            try {
                answer.set(ask());
            } catch (UnknownHostException e) {
                answer.set(new OutboundAnswer.Failed(target.host() + " has no address"));
            } catch (SSLException e) {
                answer.set(new OutboundAnswer.Failed("TLS: " + e.getMessage()));
            } catch (IOException e) {
                answer.set(new OutboundAnswer.Failed(String.valueOf(e.getMessage())));
            } finally {
                abandon();
            }
        }

        private OutboundAnswer ask() throws IOException {
            List<InetAddress> addresses = resolver.resolve(target.host());
            Optional<String> refusal = rules.refusal(target.secure(), target.host(), addresses);
            if (refusal.isPresent()) {
                return new OutboundAnswer.Failed(refusal.get());
            }
            try (Socket socket = connected(addresses)) {
                return new OutboundAnswer.Answered(StatusLine.exchange(socket, target.post(form)));
            }
        }

        private Socket connected(List<InetAddress> addresses) throws IOException {
            IOException last = new IOException(target.host() + " has no address");
            for (InetAddress each : addresses) {
                try {
                    Socket plain = keep(new Socket());
                    plain.connect(
                            new InetSocketAddress(each, target.port()),
                            Math.toIntExact(patience.toMillis() / addresses.size()));
                    return target.secure() ? secured(plain) : plain;
                } catch (IOException e) {
                    last = e;
                }
            }
            throw last;
        }

        private Socket secured(Socket plain) throws IOException {
            var socket =
                    (SSLSocket) tls.get().createSocket(plain, target.host(), target.port(), true);
            var parameters = socket.getSSLParameters();
            // RFC 9110 §4.3.4: the certificate has to be one of this very name.
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket;
        }

        private synchronized Socket keep(Socket socket) throws IOException {
            if (abandoned) {
                socket.close();
                throw new IOException("abandoned");
            }
            opened.add(socket);
            return socket;
        }

        /// Closing the connection is what ends a wait in it.
        synchronized void abandon() {
            abandoned = true;
            for (Socket each : opened) {
                try {
                    each.close();
                } catch (IOException e) {
                    System.getLogger(Outbound.class.getName())
                            .log(System.Logger.Level.DEBUG, "closing a connection", e);
                }
            }
        }
    }

    /// An address of the web in its parts.
    private record Target(boolean secure, String host, int port, String authority, String path) {
        static Optional<Target> of(String address) {
            URI uri;
            try {
                uri = URI.create(address);
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
            boolean secure = "https".equals(uri.getScheme());
            if (uri.getHost() == null
                    || uri.getRawUserInfo() != null
                    || uri.getPort() > MOST_PORT
                    || !(secure || "http".equals(uri.getScheme()))) {
                return Optional.empty();
            }
            String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
            return Optional.of(
                    new Target(
                            secure,
                            uri.getHost().replaceAll("[\\[\\]]", ""),
                            uri.getPort() > 0 ? uri.getPort() : secure ? 443 : 80,
                            uri.getRawAuthority(),
                            uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery()));
        }

        String post(String form) {
            return "POST "
                    + path
                    + " HTTP/1.1\r\nHost: "
                    + authority
                    + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                    + form.length()
                    + "\r\nAccept: */*\r\nUser-Agent: microauth\r\nConnection: close\r\n\r\n"
                    + form;
        }
    }
}
