package dev.microauth.system;

import dev.microauth.testkit.CookieJar;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

/// A browser without scripts or a window: it keeps cookies, follows redirects and sends forms.
final class FormDriver implements AutoCloseable {
    private static final int MOST_REDIRECTS = 20;

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final CookieJar jar = new CookieJar();
    private final List<String> outside = new ArrayList<>();

    /// Where it has come to. An address outside has the status 0 and no page.
    record Step(URI url, int status, HttpHeaders headers, Document page) {
        String text() {
            return page.body().text();
        }

        boolean asksFor(String field) {
            return page.selectFirst("form [name=" + field + "]") != null;
        }

        /// The form with that field.
        FormElement form(String field) {
            return page.forms().stream()
                    .filter(form -> form.selectFirst("[name=" + field + "]") != null)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + field + " at " + this));
        }

        /// A parameter of the query of the address.
        Optional<String> query(String name) {
            return RelyingParty.parameters(Optional.ofNullable(url.getRawQuery()).orElse(""))
                    .values(name)
                    .stream()
                    .findFirst();
        }

        @Override
        public String toString() {
            return status + " at " + url + ":\n" + page;
        }
    }

    CookieJar jar() {
        return jar;
    }

    /// Addresses that begin so are not asked for anything: a redirect that leads there has arrived.
    FormDriver stoppingAt(String prefix) {
        outside.add(prefix);
        return this;
    }

    Step get(String url) throws IOException {
        return follow(URI.create(url), request -> request.GET().header("Sec-Fetch-Site", "none"));
    }

    /// Sends the form that has the first of these fields, its other fields as they are.
    ///
    /// @param fields names and values by turns
    Step submit(Step from, String... fields) throws IOException {
        return submit(from, from.form(fields[0]), fields);
    }

    /// Follows the link that has this text in its address.
    Step click(Step from, String part) throws IOException {
        Element link = from.page().selectFirst("a[href*='" + part + "']");
        if (link == null) {
            throw new AssertionError("no link to " + part + " at " + from);
        }
        return follow(
                from.url().resolve(link.attr("href")),
                request -> request.GET().header("Sec-Fetch-Site", "same-origin"));
    }

    /// Sends a form with what a browser would put in, and these fields over it.
    Step submit(Step from, FormElement form, String... fields) throws IOException {
        var values = new LinkedHashMap<String, String>();
        form.formData().forEach(field -> values.put(field.key(), field.value()));
        var chosen = new LinkedHashMap<String, String>();
        for (int i = 0; i < fields.length; i += 2) {
            chosen.put(fields[i], fields[i + 1]);
        }
        // Enter in a field presses the first button.
        Element button = form.selectFirst("button[name]:not([type=button])");
        if (button != null && !chosen.containsKey(button.attr("name"))) {
            values.put(button.attr("name"), button.attr("value"));
        }
        values.putAll(chosen);
        URI action = form.hasAttr("action") ? from.url().resolve(form.attr("action")) : from.url();
        if (form.attr("method").equalsIgnoreCase("get")) {
            return get(action + "?" + encoded(values));
        }
        // With the policy that our pages have, browsers do not tell where a form comes from.
        boolean silent =
                from.headers().firstValue("referrer-policy").orElse("").equals("no-referrer");
        String site = sameOrigin(from.url(), action) ? "same-origin" : "cross-site";
        return follow(
                action,
                request ->
                        request.header("Content-Type", "application/x-www-form-urlencoded")
                                .header("Origin", silent ? "null" : origin(from.url()))
                                .header("Sec-Fetch-Site", site)
                                .POST(HttpRequest.BodyPublishers.ofString(encoded(values))));
    }

    private static String encoded(Map<String, String> values) {
        var flat = new ArrayList<String>();
        values.forEach((name, value) -> flat.addAll(List.of(name, value)));
        return Http.encoded(flat);
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getAuthority();
    }

    private static boolean sameOrigin(URI one, URI other) {
        return origin(one).equals(origin(other));
    }

    private interface How {
        HttpRequest.Builder on(HttpRequest.Builder request);
    }

    private Step follow(URI first, How how) throws IOException {
        URI url = first;
        HttpResponse<String> answer = send(url, how);
        for (int i = 0; i < MOST_REDIRECTS; i++) {
            Optional<String> location = answer.headers().firstValue("location");
            if (answer.statusCode() / 100 != 3 || location.isEmpty()) {
                return new Step(
                        url,
                        answer.statusCode(),
                        answer.headers(),
                        Jsoup.parse(answer.body(), url.toString()));
            }
            if (answer.statusCode() > 303) {
                // RFC 9700 §4.12: what was typed would be sent on.
                throw new AssertionError(answer.statusCode() + " at " + url);
            }
            url = url.resolve(location.get());
            String next = url.toString();
            if (outside.stream().anyMatch(next::startsWith)) {
                return new Step(url, 0, answer.headers(), new Document(next));
            }
            answer = send(url, HttpRequest.Builder::GET);
        }
        throw new AssertionError("redirected for ever, at last to " + url);
    }

    private HttpResponse<String> send(URI url, How how) throws IOException {
        var request =
                HttpRequest.newBuilder(url)
                        .timeout(Duration.ofSeconds(20))
                        .header("Accept", "text/html,*/*;q=0.8")
                        .header("Sec-Fetch-Mode", "navigate")
                        .header("Sec-Fetch-Dest", "document");
        jar.header(url).ifPresent(cookies -> request.header("Cookie", cookies));
        try {
            var answer = client.send(how.on(request).build(), HttpResponse.BodyHandlers.ofString());
            answer.headers().allValues("set-cookie").forEach(line -> jar.take(url, line));
            return answer;
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
