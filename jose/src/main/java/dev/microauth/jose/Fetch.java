package dev.microauth.jose;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Asks other servers: no redirect, a bound on the answer and on the whole time that it takes.
final class Fetch implements AutoCloseable {
    static final int LONGEST = 256 * 1024;
    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final Pattern MAX_AGE = Pattern.compile("(?:^|[ ,])max-age=([0-9]{1,9})");

    private final Optional<HttpClient> given;
    private final ReentrantLock making = new ReentrantLock();
    private @Nullable HttpClient own;

    /// @throws IllegalArgumentException when the client would follow redirects
    Fetch(Optional<HttpClient> given) {
        // RFC 8725 §3.10 in spirit: whom to believe was said in one place, and no answer moves it.
        if (given.filter(client -> client.followRedirects() != HttpClient.Redirect.NEVER)
                .isPresent()) {
            throw new IllegalArgumentException(
                    "The HTTP client follows redirects: build it with followRedirects(HttpClient.Redirect.NEVER).");
        }
        this.given = given;
    }

    /// An answer of status 200.
    record Reply(byte[] body, Optional<Duration> maxAge) {}

    /// @param authorization the value of that header
    /// @param patience for everything, from the connection to the last byte
    Reply get(URI from, Optional<String> authorization, Duration patience) throws Unreachable {
        var request = HttpRequest.newBuilder(from);
        authorization.ifPresent(value -> request.header("Authorization", value));
        return send(request, from, patience);
    }

    /// Past every cache on the way.
    Reply anew(URI from, Duration patience) throws Unreachable {
        // RFC 9111 §5.2.1.4, §5.4: the second for caches that know no more than HTTP/1.0.
        var request =
                HttpRequest.newBuilder(from)
                        .header("Cache-Control", "no-cache")
                        .header("Pragma", "no-cache");
        return send(request, from, patience);
    }

    private Reply send(HttpRequest.Builder request, URI from, Duration patience)
            throws Unreachable {
        request.timeout(patience).header("Accept", "application/json, application/jwt");
        var answer = client().sendAsync(request.build(), head -> new Bounded());
        HttpResponse<byte[]> response = await(answer, from, patience);
        if (response.statusCode() != 200) {
            throw new Unreachable(from.getRawPath() + " answered " + response.statusCode());
        }
        return new Reply(
                response.body(),
                response.headers().firstValue("cache-control").flatMap(Fetch::maxAge));
    }

    private static HttpResponse<byte[]> await(
            CompletableFuture<HttpResponse<byte[]>> answer, URI from, Duration patience)
            throws Unreachable {
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new Unreachable(from.getAuthority() + " did not answer in time");
        } catch (ExecutionException e) {
            throw new Unreachable(
                    from.getAuthority()
                            + " cannot be asked: "
                            + Optional.ofNullable(e.getCause())
                                    .orElse(e)
                                    .getClass()
                                    .getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable("interrupted");
        } finally {
            answer.cancel(true);
        }
    }

    // RFC 9111 §5.2.2.1.
    private static Optional<Duration> maxAge(String cacheControl) {
        Matcher found = MAX_AGE.matcher(cacheControl);
        return found.find()
                ? Optional.of(Duration.ofSeconds(Long.parseLong(found.group(1))))
                : Optional.empty();
    }

    /// Our own is made when it is first needed: that takes a while.
    private HttpClient client() {
        if (given.isPresent()) {
            return given.get();
        }
        making.lock();
        try {
            HttpClient client = own;
            if (client == null) {
                client =
                        HttpClient.newBuilder()
                                .version(HttpClient.Version.HTTP_1_1)
                                .followRedirects(HttpClient.Redirect.NEVER)
                                .connectTimeout(CONNECTING)
                                .build();
                own = client;
            }
            return client;
        } finally {
            making.unlock();
        }
    }

    /// Ends what is under way; a client that was given is its owner's to close.
    @Override
    public void close() {
        making.lock();
        try {
            HttpClient client = own;
            if (client != null) {
                client.shutdownNow();
            }
        } finally {
            making.unlock();
        }
    }

    /// A body that fails when it grows too long.
    private static final class Bounded implements BodySubscriber<byte[]> {
        private final BodySubscriber<byte[]> whole = BodySubscribers.ofByteArray();
        private Optional<Flow.Subscription> source = Optional.empty();
        private long length;

        @Override
        public CompletionStage<byte[]> getBody() {
            return whole.getBody();
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            source = Optional.of(subscription);
            whole.onSubscribe(subscription);
        }

        @Override
        public void onNext(List<ByteBuffer> part) {
            for (ByteBuffer buffer : part) {
                length += buffer.remaining();
            }
            if (length > LONGEST) {
                source.ifPresent(Flow.Subscription::cancel);
                whole.onError(new IOException("too long"));
            } else {
                whole.onNext(part);
            }
        }

        @Override
        public void onError(Throwable failure) {
            whole.onError(failure);
        }

        @Override
        public void onComplete() {
            whole.onComplete();
        }
    }
}
