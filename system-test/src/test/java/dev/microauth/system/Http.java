package dev.microauth.system;

import dev.microauth.testkit.UrlEncoded;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// An HTTP client in which every wait has a bound.
final class Http implements AutoCloseable {
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();

    /// `headers`: names and values by turns.
    Answer get(String url, String... headers) throws IOException {
        return send(request(url, headers).GET());
    }

    /// `form`: names and values by turns.
    Answer post(String url, List<String> form, String... headers) throws IOException {
        return send(
                request(url, headers)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(encoded(form))));
    }

    Answer postRaw(String url, String type, byte[] body, String... headers) throws IOException {
        return send(
                request(url, headers)
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    /// A body of JSON, or none when it is empty.
    Answer json(String method, String url, String body, String... headers) throws IOException {
        var request = request(url, headers);
        return send(
                body.isEmpty()
                        ? request.method(method, HttpRequest.BodyPublishers.noBody())
                        : request.header("Content-Type", "application/json")
                                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    static String encoded(List<String> form) {
        var pairs = new ArrayList<String>();
        for (int i = 0; i < form.size(); i += 2) {
            pairs.add(UrlEncoded.of(form.get(i)) + "=" + UrlEncoded.of(form.get(i + 1)));
        }
        return String.join("&", pairs);
    }

    private static HttpRequest.Builder request(String url, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private Answer send(HttpRequest.Builder request) throws IOException {
        try {
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
