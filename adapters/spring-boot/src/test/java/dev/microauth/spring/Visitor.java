package dev.microauth.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Somebody at a browser without scripts, on this machine: cookies are kept whatever the port, redirects are followed.
final class Visitor implements AutoCloseable {
    private static final Pattern ACTION = Pattern.compile("<form [^>]*action=\"([^\"]*)\"");
    private static final Pattern HIDDEN =
            Pattern.compile(
                    "<input [^>]*type=\"hidden\"[^>]*name=\"([^\"]*)\"[^>]*value=\"([^\"]*)\"");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String> cookies = new LinkedHashMap<>();

    HttpResponse<String> open(String url) {
        return follow(send(URI.create(url), "GET", ""));
    }

    /// Sends the form of a page with these fields beside its hidden ones.
    HttpResponse<String> submit(HttpResponse<String> page, Map<String, String> filledIn) {
        var action = ACTION.matcher(page.body());
        assertThat(action.find()).as(page.body()).isTrue();
        var fields = new LinkedHashMap<String, String>();
        HIDDEN.matcher(page.body())
                .results()
                .forEach(each -> fields.put(plain(each.group(1)), plain(each.group(2))));
        fields.putAll(filledIn);
        return follow(post(page.uri().resolve(plain(action.group(1))), fields));
    }

    HttpResponse<String> post(URI url, Map<String, String> fields) {
        String body =
                fields.entrySet().stream()
                        .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
                        .collect(Collectors.joining("&"));
        return send(url, "POST", body);
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
        if (!cookies.isEmpty()) {
            request.header(
                    "cookie",
                    cookies.entrySet().stream()
                            .map(each -> each.getKey() + "=" + each.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            answer.headers().allValues("set-cookie").forEach(this::keep);
            return answer;
        } catch (IOException e) {
            throw new AssertionError("no answer at " + url, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private void keep(String line) {
        String pair = line.split(";", 2)[0];
        String name = pair.substring(0, pair.indexOf('='));
        if (line.contains("Max-Age=0")) {
            cookies.remove(name);
        } else {
            cookies.put(name, pair.substring(name.length() + 1));
        }
    }

    private static String plain(String escaped) {
        return escaped.replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
    }
}
