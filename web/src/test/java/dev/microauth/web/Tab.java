package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.testkit.HtmlForm;
import dev.microauth.testkit.UrlEncoded;
import dev.microauth.web.http.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A tab of a browser without scripts: it keeps cookies, follows what leads to pages of ours, and fills in forms.
final class Tab {
    private static final Pattern LINK = Pattern.compile("<a [^>]*href=\"([^\"]*)\"");

    private final Port port;
    private final Map<String, String> cookies;
    private final List<String> headers = new ArrayList<>();
    private Optional<Answer> shown = Optional.empty();
    private Optional<String> from = Optional.empty();
    private String address = "";

    Tab(Port port) {
        this(port, new LinkedHashMap<>());
    }

    private Tab(Port port, Map<String, String> cookies) {
        this.port = port;
        this.cookies = cookies;
    }

    /// Another tab of the same browser.
    Tab another() {
        return new Tab(port, cookies);
    }

    /// Sends this header from now on.
    Tab saying(String name, String value) {
        headers.add(name);
        headers.add(value);
        return this;
    }

    /// Always asks from this place.
    Tab from(String literal) {
        from = Optional.of(literal);
        return this;
    }

    Map<String, String> cookies() {
        return cookies;
    }

    /// What is shown; where the browser was sent away, that answer.
    Answer page() {
        return shown.orElseThrow();
    }

    /// The path and query of what is shown.
    String address() {
        return address;
    }

    Tab open(String target) {
        return send(Method.GET, target, List.of());
    }

    /// Opens again what is shown.
    Tab reload() {
        return open(address);
    }

    /// Follows the first link.
    Tab follow() {
        var link = LINK.matcher(page().body());
        assertThat(link.find()).as(page().body()).isTrue();
        return open(HtmlForm.plain(link.group(1)));
    }

    /// Sends the first form with a field of this name, or the first of all where a button has it.
    Tab submit(String... namesAndValues) {
        var form = HtmlForm.with(namesAndValues[0], page().body());
        var fields = new LinkedHashMap<>(form.hidden());
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        var all = new ArrayList<String>();
        fields.forEach((name, value) -> all.addAll(List.of(name, value)));
        return send(Method.POST, form.action(), all);
    }

    /// What a form would send by itself.
    Map<String, String> hidden(String field) {
        return HtmlForm.with(field, page().body()).hidden();
    }

    /// Sends a form as it is given.
    Tab post(String target, Map<String, String> fields) {
        var all = new ArrayList<String>();
        fields.forEach((name, value) -> all.addAll(List.of(name, value)));
        return send(Method.POST, target, all);
    }

    /// The parameters with which the client was answered.
    Map<String, String> answered() {
        assertThat(page().status()).as(page().body()).isEqualTo(303);
        String location = page().header("location").orElseThrow();
        assertThat(location).doesNotStartWith("/");
        return UrlEncoded.read(location.substring(location.indexOf('?') + 1));
    }

    /// Whether a form with a field of this name is shown.
    boolean asks(String field) {
        return shown.filter(page -> page.status() != 303)
                .map(page -> page.body().contains("name=\"" + field + "\""))
                .orElse(false);
    }

    private Tab send(Method method, String target, List<String> fields) {
        Answer answer = call(method, target, fields);
        String at = target;
        for (int hops = 0; hops < 8 && leadsHere(answer); hops++) {
            at = answer.header("location").orElseThrow();
            answer = call(Method.GET, at, List.of());
        }
        address = at;
        shown = Optional.of(answer);
        return this;
    }

    private static boolean leadsHere(Answer answer) {
        return answer.status() == 303
                && answer.header("location").filter(to -> to.startsWith("/")).isPresent();
    }

    private Answer call(Method method, String target, List<String> fields) {
        Call call = port.call(method, target);
        from.ifPresent(call::from);
        if (!cookies.isEmpty()) {
            var line = new ArrayList<String>();
            cookies.forEach((name, value) -> line.add(name + "=" + value));
            call.header("cookie", String.join("; ", line));
        }
        for (int i = 0; i < headers.size(); i += 2) {
            call.header(headers.get(i), headers.get(i + 1));
        }
        if (method == Method.POST) {
            call.form(fields.toArray(String[]::new));
        }
        Answer answer = call.send();
        answer.response().headers().stream()
                .filter(header -> header.name().equals("set-cookie"))
                .forEach(header -> keep(header.value()));
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
}
