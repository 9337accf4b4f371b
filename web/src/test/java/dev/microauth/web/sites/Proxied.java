package dev.microauth.web.sites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.actor.Origin;
import dev.microauth.credential.Attempt;
import dev.microauth.credential.SignIn;
import dev.microauth.key.Ring;
import dev.microauth.web.Answer;
import dev.microauth.web.Call;
import dev.microauth.web.Site;
import dev.microauth.web.http.Response.Header;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A browser in front of protected sites, whose proxy asks `/verify`. It keeps cookies by host, as browsers do.
final class Proxied {
    static final String PAGE = "text/html,application/xhtml+xml,*/*;q=0.8";
    static final String LOGIN = "localhost";

    private final Site site;
    private final Map<String, Map<String, String>> cookies = new TreeMap<>();

    Proxied(Site site) {
        this.site = site;
    }

    /// What the proxy is told about a page that this browser asks for.
    Answer open(String url) {
        return verify(url, PAGE, "");
    }

    /// The same about something that a page loads.
    Answer load(String url) {
        return verify(url, "*/*", "");
    }

    /// With a question of the proxy's own, such as `?role=Clerk`.
    Answer verify(String url, String accept, String query) {
        return send(
                site.auth()
                        .get("/verify" + query)
                        .relayed()
                        .header("X-Original-URL", url)
                        .header("Accept", accept),
                url);
    }

    /// A page of the server itself.
    Answer visit(String url) {
        URI uri = URI.create(url);
        assertThat(uri.getAuthority()).isEqualTo("localhost:9040");
        return send(
                site.auth().get(uri.getRawPath() + "?" + uri.getRawQuery()).header("Accept", PAGE),
                url);
    }

    private Answer send(Call call, String url) {
        String host = URI.create(url).getHost();
        String sent =
                String.join(
                        "; ",
                        jar(host).entrySet().stream()
                                .map(each -> each.getKey() + "=" + each.getValue())
                                .toList());
        Answer answer = (sent.isEmpty() ? call : call.header("Cookie", sent)).send();
        for (String line : set(answer)) {
            // Security E4: such a name is taken with these attributes alone, and by nobody else's
            // host.
            assertThat(line)
                    .startsWith("__Host-")
                    .contains("; Path=/; Secure; HttpOnly; SameSite=Lax");
            String pair = line.substring(0, line.indexOf(';'));
            jar(host)
                    .put(
                            pair.substring(0, pair.indexOf('=')),
                            pair.substring(pair.indexOf('=') + 1));
        }
        return answer;
    }

    static List<String> set(Answer answer) {
        return answer.response().headers().stream()
                .filter(header -> header.name().equals("set-cookie"))
                .map(Header::value)
                .toList();
    }

    Map<String, String> jar(String host) {
        return cookies.computeIfAbsent(host, _ -> new TreeMap<>());
    }

    /// Signs somebody in at the server.
    Proxied signIn(String username) {
        var proof =
                site.engine()
                        .signIns()
                        .withPassword(
                                username, Site.PASSWORD.toCharArray(), Attempt.from(Origin.NONE));
        assertThat(proof).isInstanceOf(SignIn.Proven.class);
        var session =
                site.engine()
                        .sessions()
                        .signIn(Ring.AUTH, (SignIn.Proven) proof, Optional.empty(), Origin.NONE);
        jar(LOGIN).put("__Host-mad-session", session.reference().revealText());
        return this;
    }

    /// Follows the way from a site to the server and back, and answers what is said to the address with the ticket in
    /// it.
    String ticketed(String url) {
        Answer asked = open(url);
        assertThat(asked.status()).isEqualTo(401);
        Answer sent = visit(asked.header("location").orElseThrow());
        assertThat(sent.status()).as(sent.body()).isEqualTo(303);
        return sent.header("location").orElseThrow();
    }

    /// The whole way, after which the site lets this browser in.
    Proxied enter(String url) {
        Answer arrived = open(ticketed(url));
        assertThat(arrived.status()).isEqualTo(401);
        assertThat(arrived.header("location")).hasValue(url);
        return this;
    }
}
