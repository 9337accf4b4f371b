package dev.microauth.mounting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.testkit.UrlEncoded;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Requests over HTTP/1.1 to one host, whose redirects are not followed.
final class Web implements AutoCloseable {
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(10))
                    .build();
    private final String host;

    Web(String host) {
        this.host = host;
    }

    Asked get(String target) {
        return ask("GET", target);
    }

    Asked post(String target) {
        return ask("POST", target);
    }

    Asked ask(String method, String target) {
        return new Asked(method, target);
    }

    @Override
    public void close() {
        client.close();
    }

    /// A request that is being put together.
    final class Asked {
        private final String method;
        private final String target;
        private final List<String> headers = new ArrayList<>();
        private BodyPublisher body = BodyPublishers.noBody();

        private Asked(String method, String target) {
            this.method = method;
            this.target = target;
        }

        Asked header(String name, String value) {
            headers.add(name);
            headers.add(value);
            return this;
        }

        Asked bearer(String token) {
            return header("authorization", "Bearer " + token);
        }

        Asked basic(String client, String secret) {
            byte[] pair = (client + ":" + secret).getBytes(StandardCharsets.UTF_8);
            return header("authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
        }

        Asked form(Map<String, String> parameters) {
            return form(UrlEncoded.of(parameters));
        }

        Asked form(String raw) {
            body = BodyPublishers.ofString(raw);
            return header("content-type", "application/x-www-form-urlencoded");
        }

        Asked json(String text) {
            body = BodyPublishers.ofString(text);
            return header("content-type", "application/json");
        }

        /// A body whose length is not announced.
        Asked chunked(Supplier<InputStream> stream) {
            body = BodyPublishers.ofInputStream(stream);
            return header("content-type", "application/x-www-form-urlencoded");
        }

        Answer send() {
            var request =
                    HttpRequest.newBuilder(URI.create(host + target))
                            .timeout(Duration.ofSeconds(30))
                            .method(method, body);
            if (!headers.isEmpty()) {
                request.headers(headers.toArray(String[]::new));
            }
            try {
                var response = client.send(request.build(), BodyHandlers.ofByteArray());
                var answer = new Answer(response.statusCode(), response.headers(), response.body());
                assertThat(answer.status()).as(method + " " + target).isGreaterThan(199);
                return answer;
            } catch (IOException e) {
                throw new AssertionError("no answer to " + method + " " + target, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
    }
}
