package dev.microauth.web.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.actor.Origin;
import dev.microauth.credential.Attempt;
import dev.microauth.credential.SecondFactor;
import dev.microauth.credential.SignIn;
import dev.microauth.key.Ring;
import dev.microauth.secret.Secret;
import dev.microauth.session.Session;
import dev.microauth.web.Answer;
import dev.microauth.web.Call;
import dev.microauth.web.Site;
import dev.microauth.web.http.Response.Header;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A browser in which somebody is signed in. It keeps the cookie of its session as browsers do.
final class OwnTab {
    static final String COOKIE = "__Host-mad-session";

    private static final Pattern SEAL = Pattern.compile("name=\"seal\" value=\"([^\"]+)\"");
    private static final String AGENT =
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    private final Site site;
    private String reference;
    private String language = "en";

    private OwnTab(Site site, String reference) {
        this.site = site;
        this.reference = reference;
    }

    /// Somebody who signs in with the password of everybody.
    static OwnTab of(Site site, String username) {
        return by(site, site.engine().signIns().withPassword(username, password(), attempt()));
    }

    /// The same with a code, for somebody who has to show one.
    static OwnTab of(Site site, String username, SecondFactor factor) {
        var signIns = site.engine().signIns();
        var half = (SignIn.Halfway) signIns.withPassword(username, password(), attempt());
        return by(site, signIns.withSecondFactor(half.proof(), factor, attempt()));
    }

    private static char[] password() {
        return Site.PASSWORD.toCharArray();
    }

    private static OwnTab by(Site site, SignIn signIn) {
        assertThat(signIn).isInstanceOf(SignIn.Proven.class);
        var session =
                site.engine()
                        .sessions()
                        .signIn(
                                Ring.AUTH,
                                (SignIn.Proven) signIn,
                                Optional.empty(),
                                attempt().origin());
        return new OwnTab(site, session.reference().revealText());
    }

    private static Attempt attempt() {
        return Attempt.from(
                new Origin(
                        Optional.of(InetAddress.ofLiteral("192.0.2.7")),
                        Optional.of(AGENT),
                        Optional.empty()));
    }

    /// Another one with the cookie that this one has now.
    OwnTab copy() {
        return new OwnTab(site, reference);
    }

    OwnTab speaking(String tag) {
        language = tag;
        return this;
    }

    Call call(Call call) {
        return call.header("cookie", COOKIE + "=" + reference)
                .header("accept-language", language)
                .header("user-agent", AGENT);
    }

    Answer get(String path) {
        return kept(call(site.auth().get(path)).send());
    }

    /// A page that is there.
    String page(String path) {
        return get(path).succeeds().body();
    }

    /// Sends the form of a page as a browser does.
    Answer submit(String page, String path, String... fields) {
        return post(path, seal(page(page)), fields);
    }

    Answer post(String path, String seal, String... fields) {
        return kept(
                call(site.auth().post(path))
                        .header("sec-fetch-site", "same-origin")
                        .header("origin", "null")
                        .form("seal", seal)
                        .form(fields)
                        .send());
    }

    static String seal(String page) {
        return SEAL.matcher(page).results().map(found -> found.group(1)).findFirst().orElseThrow();
    }

    static Optional<MatchResult> find(String pattern, String page) {
        return Pattern.compile(pattern).matcher(page).results().findFirst();
    }

    /// Goes where an answer leads, which has to be one of our pages.
    String follow(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(303);
        return page(answer.header("location").orElseThrow());
    }

    Answer kept(Answer answer) {
        answer.response().headers().stream()
                .filter(header -> header.name().equals("set-cookie"))
                .map(Header::value)
                .filter(value -> value.startsWith(COOKIE + "="))
                .forEach(value ->
                        reference = value.substring(COOKIE.length() + 1, value.indexOf(';')));
        return answer;
    }

    String reference() {
        return reference;
    }

    /// Whether somebody is signed in in it.
    boolean isSignedIn() {
        return get("/account").status() == 200;
    }

    Session session() {
        return site.engine().sessions().find(Ring.AUTH, Secret.of(reference)).orElseThrow();
    }
}
