package dev.microauth.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.springframework.context.ConfigurableApplicationContext;

/// Requests to an application.
final class Asking implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final String origin;

    Asking(ConfigurableApplicationContext app) {
        origin = "http://127.0.0.1:" + Apps.port(app);
    }

    /// @param headers names and values in turn
    HttpResponse<String> ask(String method, String target, String body, String... headers) {
        var request =
                HttpRequest.newBuilder(URI.create(origin + target))
                        .timeout(Duration.ofSeconds(30))
                        .method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer to " + target, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    HttpResponse<String> get(String target, String... headers) {
        return ask("GET", target, "", headers);
    }

    HttpResponse<String> as(String token, String target) {
        return get(target, "authorization", "Bearer " + token);
    }

    void refuses(HttpResponse<String> answer, int status, String challenge) {
        assertThat(answer.statusCode()).as(answer.uri().toString()).isEqualTo(status);
        assertThat(answer.headers().firstValue("www-authenticate").orElse("none"))
                .startsWith(challenge);
        assertThat(answer.headers().firstValue("cache-control").orElse("none"))
                .isEqualTo("no-store");
    }

    @Override
    public void close() {
        client.close();
    }
}
