package dev.microauth.spring;

import dev.microauth.testkit.CookieJar;
import dev.microauth.testkit.HtmlForm;
import dev.microauth.testkit.UrlEncoded;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/// Somebody at a browser without scripts, on this machine: cookies are kept whatever the port, redirects are followed.
final class Visitor implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final CookieJar jar = new CookieJar();

    HttpResponse<String> open(String url) {
        return follow(send(URI.create(url), "GET", ""));
    }

    /// Sends the form of a page with these fields beside its hidden ones.
    HttpResponse<String> submit(HttpResponse<String> page, Map<String, String> filledIn) {
        var form = HtmlForm.first(page.body());
        return follow(post(page.uri().resolve(form.action()), form.filledIn(filledIn)));
    }

    HttpResponse<String> post(URI url, Map<String, String> fields) {
        return send(url, "POST", UrlEncoded.of(fields));
    }

    private HttpResponse<String> follow(HttpResponse<String> answer) {
        HttpResponse<String> at = answer;
        for (int hops = 0; hops < 20 && at.statusCode() / 100 == 3; hops++) {
            String to = at.headers().firstValue("location").orElseThrow();
            at = send(at.uri().resolve(to), "GET", "");
        }
        return at;
    }

    private HttpResponse<String> send(URI url, String method, String body) {
        var request =
                HttpRequest.newBuilder(url)
                        .timeout(Duration.ofSeconds(30))
                        .header("accept", "text/html")
                        .header("sec-fetch-mode", "navigate")
                        .header("sec-fetch-site", "same-origin")
                        .method(method, BodyPublishers.ofString(body));
        if (method.equals("POST")) {
            request.header("content-type", "application/x-www-form-urlencoded")
                    .header("origin", url.getScheme() + "://" + url.getAuthority());
        }
        jar.header(url).ifPresent(cookies -> request.header("cookie", cookies));
        try {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            answer.headers().allValues("set-cookie").forEach(line -> jar.take(url, line));
            return answer;
        } catch (IOException e) {
            throw new AssertionError("no answer at " + url, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
