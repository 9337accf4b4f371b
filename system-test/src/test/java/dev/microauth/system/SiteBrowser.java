package dev.microauth.system;

import dev.microauth.testkit.CookieJar;
import dev.microauth.testkit.HtmlForm;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// What a browser does with cookies and redirects, one step at a time. Cookies go by host and know no ports; one for
/// secure transport is taken from the machine itself too.
final class SiteBrowser {
    private static final String PAGE = "text/html,application/xhtml+xml";

    private final Http http;
    private final CookieJar jar = new CookieJar();

    SiteBrowser(Http http) {
        this.http = http;
    }

    CookieJar jar() {
        return jar;
    }

    Answer open(String url, String... headers) throws IOException {
        return keeping(url, http.get(url, sending(url, headers)));
    }

    /// Fills in the form of a page of this address.
    Answer submit(String url, Answer page, String... namesAndValues) throws IOException {
        var form = HtmlForm.with(namesAndValues[0], page.body());
        var fields = new ArrayList<>(List.of(namesAndValues));
        form.hidden().forEach((name, value) -> fields.addAll(List.of(name, value)));
        String target = URI.create(url).resolve(form.action()).toString();
        return keeping(target, http.post(target, fields, sending(target)));
    }

    private String[] sending(String url, String... headers) {
        var sent = new ArrayList<>(List.of(headers));
        sent.addAll(List.of("Accept", PAGE));
        jar.header(URI.create(url)).ifPresent(cookies -> sent.addAll(List.of("Cookie", cookies)));
        return sent.toArray(String[]::new);
    }

    private Answer keeping(String url, Answer answer) {
        answer.headers().allValues("set-cookie").forEach(line -> jar.take(URI.create(url), line));
        return answer;
    }

    /// Follows an answer to where a browser would go: by a redirect, or by a page that leads on.
    Answer follow(Answer answer) throws IOException {
        return open(next(answer));
    }

    static String next(Answer answer) {
        String place = answer.header("location").orElseThrow(() -> new AssertionError(answer));
        boolean redirects = answer.status() == 303;
        boolean leads =
                answer.body()
                        .contains(
                                "<meta http-equiv=\"refresh\" content=\"0; url="
                                        + place.replace("&", "&amp;")
                                        + "\">");
        if (!redirects && !leads) {
            throw new AssertionError("no browser would go on from " + answer);
        }
        return place;
    }
}
