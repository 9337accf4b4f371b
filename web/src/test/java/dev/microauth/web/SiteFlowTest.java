package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.client.NewClient;
import dev.microauth.oauth.Assurance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// From a protected site to the sign-in and back.
class SiteFlowTest {
    private static final String WIKI = "https://wiki.example.com";
    private static final String PAGE = WIKI + "/a/page?b=c&d=%C3%A9";
    private static final String ISSUER = "http://localhost:9040";

    @AutoClose private final Site site = Site.open();
    private final Tab tab = new Tab(site.auth());
    private final Map<String, String> siteCookies = new TreeMap<>();

    private void wiki(UnaryOperator<NewClient> with) {
        with.apply(
                        site.engine()
                                .clients()
                                .create(Site.ACTOR)
                                .clientId("wiki")
                                .name("The <wiki>")
                                .protectedSites(List.of(WIKI)))
                .save();
    }

    /// What the proxy of the wiki is told, with the cookies that the browser has there.
    private Answer ask(String url) {
        Answer answer =
                site.auth()
                        .get("/verify")
                        .relayed()
                        .header("X-Original-URL", url)
                        .header("Accept", "text/html")
                        .header(
                                "Cookie",
                                siteCookies.entrySet().stream()
                                        .map(each -> each.getKey() + "=" + each.getValue())
                                        .collect(Collectors.joining("; ")))
                        .send();
        answer.response().headers().stream()
                .filter(header -> header.name().equals("set-cookie"))
                .map(header -> header.value().substring(0, header.value().indexOf(';')))
                .forEach(pair ->
                        siteCookies.put(
                                pair.substring(0, pair.indexOf('=')),
                                pair.substring(pair.indexOf('=') + 1)));
        return answer;
    }

    /// Goes to where the proxy sends a browser that asks for the page.
    private Tab leave() {
        Answer sent = ask(PAGE);
        assertThat(sent.status()).isEqualTo(401);
        String place = sent.header("location").orElseThrow();
        assertThat(place).startsWith(ISSUER + "/sites/sign-in?");
        return tab.open(place.substring(ISSUER.length()));
    }

    private void comesBack() {
        assertThat(tab.page().status()).as(tab.page().body()).isEqualTo(303);
        String back = tab.page().header("location").orElseThrow();
        assertThat(back).startsWith(PAGE + "&mad-ticket=");
        assertThat(ask(back).header("location")).hasValue(PAGE);
        assertThat(ask(PAGE).header("remote-user")).hasValue("alice");
    }

    /// Security: A11, H1, H3
    @Test
    void who_signs_in_on_the_way_comes_to_the_page_that_was_asked_for() {
        wiki(client -> client);
        leave();
        assertThat(tab.page().status()).isEqualTo(200);
        assertThat(tab.page().body()).contains("The &lt;wiki&gt;");
        assertThat(tab.page().header("content-security-policy").orElseThrow())
                .contains("form-action 'self' " + WIKI + ";");

        tab.submit("username", "alice", "password", "not the password");
        assertThat(tab.asks("password")).isTrue();
        assertThat(ask(PAGE).status()).isEqualTo(401);
        tab.submit("username", "alice", "password", Site.PASSWORD);
        comesBack();
    }

    @Test
    void who_is_signed_in_already_is_asked_nothing() {
        wiki(client -> client);
        leave().submit("username", "alice", "password", Site.PASSWORD);
        siteCookies.clear();
        leave();
        comesBack();
    }

    /// Security: E5
    @Test
    void who_signed_in_too_long_ago_does_so_again() {
        wiki(client -> client.sessionMaxAge(Optional.of(Duration.ofMinutes(5))));
        leave().submit("username", "alice", "password", Site.PASSWORD);
        comesBack();
        site.advance(Duration.ofMinutes(6));
        leave();
        assertThat(tab.asks("password")).isTrue();
        tab.submit("username", "alice", "password", Site.PASSWORD);
        comesBack();
    }

    /// Security: E5
    @Test
    void who_cannot_prove_enough_is_told_so_and_not_sent_in_circles() {
        wiki(client -> client.requiredAssurance(Optional.of(Assurance.MULTIPLE)));
        leave().submit("username", "alice", "password", Site.PASSWORD);
        assertThat(tab.page().status()).isIn(200, 403);
        assertThat(tab.address()).startsWith("/login/barred");
        leave();
        assertThat(tab.page().header("location")).isEmpty();
        assertThat(ask(PAGE).status()).isEqualTo(401);
    }

    /// Security: E1
    @Test
    void who_signs_out_here_is_out_there() {
        wiki(client -> client);
        leave().submit("username", "alice", "password", Site.PASSWORD);
        comesBack();
        tab.open("/end-session").submit("choice", "end");
        Answer after = ask(PAGE);
        assertThat(after.status()).isEqualTo(401);
        assertThat(leave().asks("password")).isTrue();
    }

    @Test
    void a_long_address_leads_to_the_front_door_of_the_site() {
        wiki(client -> client);
        String place = ask(WIKI + "/%22" + "%C3".repeat(400)).header("location").orElseThrow();
        tab.open(place.substring(ISSUER.length()));
        tab.submit("username", "alice", "password", Site.PASSWORD);
        assertThat(tab.page().header("location").orElseThrow()).startsWith(WIKI + "/?mad-ticket=");
        String longest = ask(WIKI + "/" + "%".repeat(999)).header("location").orElseThrow();
        assertThat(tab.another().open(longest.substring(ISSUER.length())).page().status())
                .isEqualTo(303);
        assertThat(new Tab(site.auth()).open(longest.substring(ISSUER.length())).page().status())
                .as("an address of the greatest length that there is")
                .isEqualTo(200);
    }
}
