package dev.microauth.bridge;

import dev.microauth.json.Json;
import dev.microauth.json.Limits;
import dev.microauth.json.MalformedJson;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Requests to the server: none follows a redirect, each has a bound in time and in size.
final class Outgoing {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 256 * 1024;

    private final HttpClient client;

    Outgoing(HttpClient client) {
        this.client = client;
    }

    /// What came back.
    record Reply(int status, byte[] body) {
        /// The body as JSON.
        ///
        /// @throws Unreachable when it is none
        Map<String, Object> json() {
            try {
                return Json.object(body, Limits.TOKEN);
            } catch (MalformedJson e) {
                throw new Unreachable("an answer of status " + status + " is no strict JSON");
            }
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /// @throws Unreachable when nothing comes back in time
    Reply get(URI place, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(place).header("Accept", "application/json");
        headers.forEach(request::header);
        return send(place, request);
    }

    /// @throws Unreachable when nothing comes back in time
    Reply post(URI place, Map<String, String> form, Map<String, String> headers) {
        var request =
                HttpRequest.newBuilder(place)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(Form.encode(form)));
        headers.forEach(request::header);
        return send(place, request);
    }

    private Reply send(URI place, HttpRequest.Builder request) {
        String where = place.getPath() + " of " + place.getAuthority();
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(
                        request.timeout(PATIENCE).build(), head -> new Bounded(MOST_BYTES));
        try {
            HttpResponse<byte[]> response = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return new Reply(response.statusCode(), response.body());
        } catch (ExecutionException e) {
            throw new Unreachable(where + ": " + e.getCause());
        } catch (TimeoutException e) {
            throw new Unreachable(
                    where + ": no whole answer within " + PATIENCE.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable(where + ": interrupted");
        } finally {
            answer.cancel(true);
        }
    }

    /// A body of at most so many bytes; a longer one fails.
    private static final class Bounded implements BodySubscriber<byte[]> {
        private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
        private final ByteArrayOutputStream read = new ByteArrayOutputStream();
        private final CompletableFuture<Flow.Subscription> source = new CompletableFuture<>();
        private final int most;

        Bounded(int most) {
            this.most = most;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return whole;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            source.complete(subscription);
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                if (read.size() + buffer.remaining() > most) {
                    source.join().cancel();
                    whole.completeExceptionally(
                            new IllegalStateException("an answer of more than " + most + " bytes"));
                    return;
                }
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                read.writeBytes(bytes);
            }
        }

        @Override
        public void onError(Throwable problem) {
            whole.completeExceptionally(problem);
        }

        @Override
        public void onComplete() {
            whole.complete(read.toByteArray());
        }
    }
}
