package dev.microauth.system;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What a browser does with cookies and redirects, one step at a time. Cookies go by host and know no ports; one for
/// secure transport is taken from the machine itself too.
final class SiteBrowser {
    private static final Pattern FORM =
            Pattern.compile("(?s)<form [^>]*action=\"([^\"]*)\"[^>]*>(.*?)</form>");
    private static final Pattern HIDDEN =
            Pattern.compile(
                    "<input (?=[^>]*type=\"hidden\")[^>]*name=\"([^\"]*)\"[^>]*value=\"([^\"]*)\"");
    private static final String PAGE = "text/html,application/xhtml+xml";

    private final Http http;
    private final Map<String, Map<String, String>> cookies = new TreeMap<>();

    SiteBrowser(Http http) {
        this.http = http;
    }

    void keep(String host, String name, String value) {
        cookies.computeIfAbsent(host, _ -> new TreeMap<>()).put(name, value);
    }

    Answer open(String url, String... headers) throws IOException {
        return keeping(url, http.get(url, sending(url, headers)));
    }

    /// Fills in the form of a page of this address.
    Answer submit(String url, Answer page, String... namesAndValues) throws IOException {
        var form =
                FORM.matcher(page.body())
                        .results()
                        .filter(each ->
                                each.group(2).contains("name=\"" + namesAndValues[0] + "\""))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no such form in " + page));
        var fields = new ArrayList<>(List.of(namesAndValues));
        HIDDEN.matcher(form.group(2))
                .results()
                .forEach(input -> fields.addAll(List.of(input.group(1), input.group(2))));
        String target = URI.create(url).resolve(form.group(1)).toString();
        return keeping(target, http.post(target, fields, sending(target)));
    }

    private String[] sending(String url, String... headers) {
        String host = URI.create(url).getHost();
        var sent = new ArrayList<>(List.of(headers));
        sent.addAll(List.of("Accept", PAGE));
        var jar = cookies.getOrDefault(host, Map.of());
        if (!jar.isEmpty()) {
            sent.addAll(
                    List.of(
                            "Cookie",
                            String.join(
                                    "; ",
                                    jar.entrySet().stream()
                                            .map(each -> each.getKey() + "=" + each.getValue())
                                            .toList())));
        }
        return sent.toArray(String[]::new);
    }

    private Answer keeping(String url, Answer answer) {
        String host = URI.create(url).getHost();
        for (String line : answer.headers().allValues("set-cookie")) {
            String pair = line.split(";", 2)[0];
            keep(host, pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
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
