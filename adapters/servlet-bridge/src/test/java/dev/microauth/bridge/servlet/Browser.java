package dev.microauth.bridge.servlet;

import dev.microauth.testkit.UrlEncoded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.FormElement;

/// A browser without scripts. As browsers do, it keeps cookies by host and path, whatever the port.
final class Browser implements AutoCloseable {
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    final Map<String, String> cookies = new LinkedHashMap<>();
    private final Map<String, String> paths = new LinkedHashMap<>();

    /// Where it has come to.
    record Step(URI url, int status, HttpHeaders headers, String body) {
        Document page() {
            return Jsoup.parse(body, url.toString());
        }

        boolean asksForPassword() {
            return page().selectFirst("input[name=password]") != null;
        }

        /// A line of the application's page.
        String says(String what) {
            return body.lines()
                    .filter(line -> line.startsWith(what + " "))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + what + " at " + this))
                    .substring(what.length() + 1);
        }
    }

    /// Follows redirects to where they end.
    Step get(String url) {
        return follow(URI.create(url), request -> navigation(request.GET()));
    }

    /// One request, no redirect followed.
    Step once(String method, String url, String body, String... headers) {
        return send(
                URI.create(url),
                request -> {
                    request.method(method, HttpRequest.BodyPublishers.ofString(body));
                    return headers.length == 0 ? request : request.headers(headers);
                });
    }

    /// Sends the first form of a page.
    Step submit(Step from, String... fields) {
        FormElement form = from.page().forms().getFirst();
        var values = new LinkedHashMap<String, String>();
        form.formData().forEach(field -> values.put(field.key(), field.value()));
        for (int i = 0; i < fields.length; i += 2) {
            values.put(fields[i], fields[i + 1]);
        }
        String body = UrlEncoded.of(values);
        return follow(
                from.url().resolve(form.attr("action")),
                request ->
                        request.header("Content-Type", "application/x-www-form-urlencoded")
                                .header("Sec-Fetch-Site", "same-origin")
                                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private interface How {
        HttpRequest.Builder on(HttpRequest.Builder request);
    }

    private static HttpRequest.Builder navigation(HttpRequest.Builder request) {
        return request.header("Accept", "text/html").header("Sec-Fetch-Mode", "navigate");
    }

    private Step follow(URI first, How how) {
        Step step = send(first, how);
        for (int i = 0; i < 20 && step.status() / 100 == 3; i++) {
            URI next = step.url().resolve(step.headers().firstValue("location").orElseThrow());
            step = send(next, request -> navigation(request.GET()));
        }
        return step;
    }

    private Step send(URI url, How how) {
        var request = HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(20));
        String line =
                cookies.entrySet().stream()
                        .filter(each ->
                                url.getPath().startsWith(paths.getOrDefault(each.getKey(), "/")))
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .collect(Collectors.joining("; "));
        if (!line.isEmpty()) {
            request.header("Cookie", line);
        }
        try {
            HttpResponse<String> answer =
                    client.send(how.on(request).build(), HttpResponse.BodyHandlers.ofString());
            answer.headers().allValues("set-cookie").forEach(this::keep);
            return new Step(url, answer.statusCode(), answer.headers(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void keep(String line) {
        String pair = line.split(";", 2)[0];
        String name = pair.substring(0, pair.indexOf('='));
        if (line.contains("Max-Age=0")) {
            cookies.remove(name);
            return;
        }
        cookies.put(name, pair.substring(name.length() + 1));
        Optional.of(line.replaceFirst("(?i).*; *path=([^;]*).*", "$1"))
                .filter(path -> path.startsWith("/"))
                .ifPresent(path -> paths.put(name, path));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
