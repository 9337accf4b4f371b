package dev.microauth.mounting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.testkit.CookieJar;
import dev.microauth.testkit.HtmlForm;
import dev.microauth.testkit.UrlEncoded;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// A browser without scripts at one host: it keeps cookies, follows redirects within the host, and fills in forms.
final class Tab {
    private final Web web;
    private final String origin;
    private final CookieJar jar = new CookieJar();
    private Optional<Answer> shown = Optional.empty();

    Tab(Web web, String origin) {
        this.web = web;
        this.origin = origin;
    }

    Answer page() {
        return shown.orElseThrow();
    }

    boolean isSignedIn() {
        return jar.value("localhost", "__Host-mad-session").isPresent();
    }

    Tab open(String target) {
        return show(web.get(target));
    }

    /// Sends the first form of the page with these fields beside its hidden ones.
    Tab submit(Map<String, String> filledIn) {
        var form = HtmlForm.first(page().body());
        assertThat(form.action()).startsWith("/");
        return show(
                web.post(form.action())
                        .header("origin", origin)
                        .form(UrlEncoded.of(form.filledIn(filledIn))));
    }

    /// The parameters of the address outside of the host to which the browser is sent.
    Map<String, String> sentAway() {
        assertThat(page().status()).as(page().body()).isEqualTo(303);
        var to = URI.create(page().header("location"));
        assertThat(to.isAbsolute()).isTrue();
        return UrlEncoded.read(to.getRawQuery());
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
        jar.header(URI.create(origin)).ifPresent(cookies -> asked.header("cookie", cookies));
        Answer answer = asked.send();
        answer.headers().allValues("set-cookie").forEach(this::keep);
        return answer;
    }

    private void keep(String cookie) {
        assertThat(cookie)
                .startsWith("__Host-mad-")
                .contains("; Path=/; Secure; HttpOnly; SameSite=Lax");
        jar.take(URI.create(origin), cookie);
    }
}
