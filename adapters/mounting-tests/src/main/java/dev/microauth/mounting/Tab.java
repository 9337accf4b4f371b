package dev.microauth.mounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A browser without scripts at one host: it keeps cookies, follows redirects within the host, and fills in forms.
final class Tab {
    private static final Pattern FORM = Pattern.compile("(?s)<form ([^>]*)>(.*?)</form>");
    private static final Pattern HIDDEN = Pattern.compile("<input ([^>]*type=\"hidden\"[^>]*)>");
    private static final Pattern ATTRIBUTE = Pattern.compile("([a-z-]+)=\"([^\"]*)\"");

    private final Web web;
    private final String origin;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private Optional<Answer> shown = Optional.empty();

    Tab(Web web, String origin) {
        this.web = web;
        this.origin = origin;
    }

    Answer page() {
        return shown.orElseThrow();
    }

    Map<String, String> cookies() {
        return cookies;
    }

    Tab open(String target) {
        return show(web.get(target));
    }

    /// Sends the first form of the page with these fields beside its hidden ones.
    Tab submit(Map<String, String> filledIn) {
        var form = FORM.matcher(page().body());
        assertThat(form.find()).as(page().body()).isTrue();
        var fields = new LinkedHashMap<String, String>();
        HIDDEN.matcher(form.group(2))
                .results()
                .map(input -> attributes(input.group(1)))
                .forEach(input ->
                        fields.put(
                                input.getOrDefault("name", ""), input.getOrDefault("value", "")));
        fields.putAll(filledIn);
        String action = attributes(form.group(1)).getOrDefault("action", "");
        assertThat(action).startsWith("/");
        return show(web.post(action).header("origin", origin).form(fields));
    }

    /// The parameters of the address outside of the host to which the browser is sent.
    Map<String, String> sentAway() {
        assertThat(page().status()).as(page().body()).isEqualTo(303);
        var to = URI.create(page().header("location"));
        assertThat(to.isAbsolute()).isTrue();
        var parameters = new LinkedHashMap<String, String>();
        for (String pair : to.getRawQuery().split("&", -1)) {
            int equals = pair.indexOf('=');
            parameters.put(
                    pair.substring(0, equals),
                    URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private Tab show(Web.Asked asked) {
        Answer answer = send(asked);
        for (int hops = 0; hops < 8 && leadsHere(answer); hops++) {
            answer = send(web.get(answer.header("location")));
        }
        shown = Optional.of(answer);
        return this;
    }

    private static boolean leadsHere(Answer answer) {
        return answer.status() == 303 && answer.header("location").startsWith("/");
    }

    private Answer send(Web.Asked asked) {
        if (!cookies.isEmpty()) {
            List<String> line = new ArrayList<>();
            cookies.forEach((name, value) -> line.add(name + "=" + value));
            asked.header("cookie", String.join("; ", line));
        }
        Answer answer = asked.send();
        answer.headers().allValues("set-cookie").forEach(this::keep);
        return answer;
    }

    private void keep(String cookie) {
        assertThat(cookie)
                .startsWith("__Host-mad-")
                .contains("; Path=/; Secure; HttpOnly; SameSite=Lax");
        String pair = cookie.substring(0, cookie.indexOf(';'));
        int equals = pair.indexOf('=');
        if (cookie.contains("Max-Age=0")) {
            cookies.remove(pair.substring(0, equals));
        } else {
            cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
    }

    private static Map<String, String> attributes(String text) {
        var attributes = new LinkedHashMap<String, String>();
        ATTRIBUTE
                .matcher(text)
                .results()
                .forEach(each -> attributes.put(each.group(1), plain(each.group(2))));
        return attributes;
    }

    private static String plain(String escaped) {
        return escaped.replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
