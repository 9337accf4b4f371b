package dev.microauth.api.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

/// The way to one port of a microauth. It follows no redirect: a token goes to nobody else.
///
/// Safe for many threads. Close it when it is not needed any more.
public final class Connection implements AutoCloseable {
    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final int LONGEST_BODY = 32 * 1024 * 1024;

    private final URI base;
    private final String agent;
    private final HttpClient http;

    private Connection(URI base, String agent, HttpClient http) {
        this.base = base;
        this.agent = agent;
        this.http = http;
    }

    /// To a port: `https://id.example.com:9041`, with a path where a proxy has put it below one.
    ///
    /// @param agent who asks, as the audit log will name it: `inventory/1.2`
    /// @param trusted whose certificates are believed; those of the Java platform where it is empty
    /// @throws IllegalArgumentException when the address is no absolute http or https URL without query and fragment
    public static Connection to(URI port, String agent, Optional<SSLContext> trusted) {
        boolean https = "https".equalsIgnoreCase(port.getScheme());
        boolean http = "http".equalsIgnoreCase(port.getScheme());
        if (!(https || http)
                || port.getHost() == null
                || port.getRawQuery() != null
                || port.getRawFragment() != null
                || port.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    port
                            + " is no http or https URL of a port, such as https://id.example.com:9041");
        }
        var builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(CONNECTING);
        trusted.or(() -> https ? Optional.empty() : Optional.of(trustingNobody()))
                .ifPresent(builder::sslContext);
        return new Connection(withoutSlash(port), agent, builder.build());
    }

    /// Where it leads, without a slash at the end.
    public URI base() {
        return base;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /// A request to a path of the port.
    HttpRequest.Builder request(String path, Duration patience) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(patience)
                .header("User-Agent", agent)
                .header("Accept", "application/json, application/problem+json");
    }

    HttpResponse<byte[]> send(HttpRequest request) {
        return send(request, head -> new BoundedBody(LONGEST_BODY));
    }

    HttpResponse<InputStream> open(HttpRequest request) {
        return send(request, HttpResponse.BodyHandlers.ofInputStream());
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        try {
            return http.send(request, body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswer("the request was interrupted", e);
        } catch (IOException e) {
            throw new NoAnswer(base + " " + reason(e), e);
        }
    }

    private static String reason(IOException failure) {
        if (failure instanceof HttpConnectTimeoutException) {
            return "cannot be reached: it does not answer";
        } else if (failure instanceof HttpTimeoutException) {
            return "did not answer in time";
        } else if (failure instanceof SSLException e) {
            return "cannot be trusted: " + e.getMessage();
        } else if (failure instanceof ConnectException e) {
            return e.getCause() instanceof UnresolvedAddressException
                    ? "cannot be reached: there is no such host"
                    : "cannot be reached: nobody listens there";
        }
        return "broke off the conversation";
    }

    /// Plain HTTP needs no certificates, and reading those of the platform takes time.
    private static SSLContext trustingNobody() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[0], null);
            return context;
        } catch (NoSuchAlgorithmException | KeyManagementException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    private static URI withoutSlash(URI port) {
        var text = port.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : port;
    }
}
