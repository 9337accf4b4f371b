package dev.microauth.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.Engine;
import dev.microauth.MicroAuth;
import dev.microauth.access.Access;
import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.credential.Attempt;
import dev.microauth.credential.SignIn;
import dev.microauth.key.Ring;
import dev.microauth.oauth.GrantType;
import dev.microauth.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Real proxies, with the configurations of docs/forward-auth.md, in front of an application that knows nothing of
/// identity.
@Tag("clients")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForwardAuthTest {
    private static final String PASSWORD = "a lantern over seven stones";
    private static final String ADMIN = "root.of.the.house";
    private static final Actor ACTOR = Actor.system("system test");
    private static final String[] MADE_UP = {
        "Remote-User",
        "root",
        "Remote-Groups",
        "MadAdmin",
        "Remote-Name",
        "Root",
        "Remote-Email",
        "r@x"
    };

    /// The proxies, each with a port of its own.
    enum Kind {
        NGINX("alice"),
        CADDY("carla");

        final int port = Ports.one();
        final String person;

        Kind(String person) {
            this.person = person;
        }

        String site(String host) {
            return "http://" + host + ":" + port;
        }

        Program start(Path place, int application, int auth) throws IOException {
            return switch (this) {
                case NGINX ->
                        ReverseProxy.nginx(
                                place,
                                port,
                                documented("nginx", application, auth)
                                        .replaceAll("(?m)^ *ssl_certificate.*\n", "")
                                        .replace(
                                                "listen 443 ssl;", "listen 127.0.0.1:" + port + ";")
                                        .replace("server_name wiki.example.com", "server_name _"));
                case CADDY ->
                        ReverseProxy.caddy(
                                place,
                                port,
                                documented("caddy", application, auth)
                                        .replace("wiki.example.com {", "http://:" + port + " {"));
            };
        }
    }

    /// The first block of a language on the page.
    private static String documented(String language, int application, int auth) {
        try {
            String page = Files.readString(Checkout.root().resolve("docs/forward-auth.md"));
            String block = page.substring(page.indexOf("```" + language) + 3 + language.length());
            return block.substring(0, block.indexOf("```"))
                    .replace("127.0.0.1:8080", "127.0.0.1:" + application)
                    .replace("127.0.0.1:9040", "127.0.0.1:" + auth);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Microauthd daemon;
    private Credentials house;
    private final Map<String, String> sessions = new TreeMap<>();

    @BeforeAll
    void start(@TempDir Path place) throws IOException {
        Path data = place.resolve("data");
        try (var auth = MicroAuth.builder().persistTo(data).openEngine()) {
            populate(auth);
            for (String name : List.of("alice", "carla", "bob")) {
                sessions.put(name, signIn(auth, name));
            }
        }
        daemon = Microauthd.serve(data, Ports.free(), "--trusted-proxies", "127.0.0.1");
    }

    @AfterAll
    void stop() {
        daemon.close();
    }

    private void populate(Engine auth) {
        auth.roles().create(ACTOR).name("Staff").save();
        auth.roles().create(ACTOR).name("Guest").save();
        person(auth, "alice", "Staff");
        person(auth, "carla", "Staff");
        person(auth, "bob", "Guest");
        person(auth, ADMIN, Access.ADMIN_ROLE);
        auth.clients()
                .create(ACTOR)
                .clientId("wiki")
                .protectedSites(
                        List.of(
                                Kind.NGINX.site("127.0.0.1"),
                                Kind.NGINX.site("localhost"),
                                Kind.CADDY.site("127.0.0.1"),
                                Kind.CADDY.site("localhost")))
                .allowedRoles("Staff")
                .save();
        var created =
                auth.clients()
                        .create(ACTOR)
                        .clientId("house")
                        .firstParty()
                        .grants(GrantType.PASSWORD)
                        .save();
        house = new Credentials("house", created.secret().map(Secret::revealText).orElseThrow());
    }

    private static void person(Engine auth, String name, String role) {
        var user =
                auth.users().create(ACTOR).username(name).password(PASSWORD.toCharArray()).save();
        auth.access().assignRole(ACTOR, user.id(), role);
    }

    private static String signIn(Engine auth, String name) {
        var proof =
                auth.signIns()
                        .withPassword(name, PASSWORD.toCharArray(), Attempt.from(Origin.NONE));
        return auth.sessions()
                .signIn(Ring.AUTH, (SignIn.Proven) proof, Optional.empty(), Origin.NONE)
                .reference()
                .revealText();
    }

    /// Security: H4, B9
    @ParameterizedTest
    @EnumSource
    void a_token_opens_the_site_for_those_with_the_role(Kind kind, @TempDir Path place)
            throws IOException {
        try (var application = new Application();
                var proxy = kind.start(place, application.port(), daemon.ports().auth())) {
            String page = kind.site("127.0.0.1") + "/page";
            var auth = daemon.auth();
            assertThat(auth.http().get(page).status()).as(proxy.log()).isIn(401, 303);
            assertThat(with(page, "garbage").status()).isIn(401, 303);
            assertThat(with(page, token("bob")).status()).isEqualTo(403);
            assertThat(
                            auth.http()
                                    .get(
                                            page,
                                            "Authorization",
                                            "Bearer " + token("bob"),
                                            "X-Original-URL",
                                            kind.site("localhost") + "/",
                                            "X-Forwarded-Host",
                                            "elsewhere")
                                    .status())
                    .isEqualTo(403);
            assertThat(application.reached()).isEmpty();

            assertThat(with(page, token("alice")).body()).isEqualTo("the application");
            assertThat(
                            auth.http()
                                    .post(
                                            page,
                                            List.of("a", "b"),
                                            "Authorization",
                                            "Bearer " + token("alice"))
                                    .status())
                    .isEqualTo(200);
            assertThat(application.reached()).hasSize(2);
        }
    }

    /// Security: A20, E3, E4
    @ParameterizedTest
    @EnumSource
    void a_browser_goes_to_the_sign_in_and_back_to_the_page_it_asked_for(
            Kind kind, @TempDir Path place) throws IOException {
        try (var application = new Application();
                var proxy = kind.start(place, application.port(), daemon.ports().auth())) {
            String page = kind.site("127.0.0.1") + "/a/page?b=c&d=%20e";
            var browser = new SiteBrowser(daemon.http());
            Answer first = browser.open(page, MADE_UP);
            assertThat(SiteBrowser.next(first))
                    .as(proxy.log())
                    .startsWith(daemon.ports().issuer() + "/sites/sign-in?rd=");
            assertThat(application.reached()).isEmpty();

            browser.jar().put("localhost", "__Host-mad-session", sessions.get(kind.person));
            Answer sent = browser.follow(first);
            assertThat(sent.status()).isEqualTo(303);
            Answer arrived = browser.follow(sent);
            assertThat(SiteBrowser.next(arrived)).isEqualTo(page);
            assertThat(application.reached()).isEmpty();

            assertThat(browser.follow(arrived).body()).isEqualTo("the application");
            browser.open(page, MADE_UP);
            assertThat(application.reached())
                    .hasSize(2)
                    .allSatisfy(reached -> {
                        assertThat(reached.target()).isEqualTo("/a/page?b=c&d=%20e");
                        assertThat(reached.told("Remote-User")).isEqualTo(kind.person);
                        assertThat(reached.told("Remote-Groups")).isEqualTo("Staff");
                        assertThat(reached.told("Remote-Name")).isEmpty();
                        assertThat(reached.told("Remote-Email")).isEmpty();
                        assertThat(reached.told("Cookie")).doesNotContain("mad-session");
                    });

            // On the host of the server itself its own cookie is enough.
            assertThat(browser.open(kind.site("localhost") + "/b").status()).isEqualTo(200);

            endSessions(kind.person);
            for (String host : List.of("127.0.0.1", "localhost")) {
                assertThat(SiteBrowser.next(browser.open(kind.site(host) + "/c")))
                        .as("after the session has ended")
                        .startsWith(daemon.ports().issuer() + "/sites/sign-in?rd=");
            }
            assertThat(application.reached()).hasSize(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void somebody_signs_in_on_the_way(Kind kind, @TempDir Path place) throws IOException {
        try (var application = new Application();
                var proxy = kind.start(place, application.port(), daemon.ports().auth())) {
            String page = kind.site("127.0.0.1") + "/page";
            String issuer = daemon.ports().issuer();
            var browser = new SiteBrowser(daemon.http());
            Answer here = browser.follow(browser.open(page));
            String login = URI.create(issuer).resolve(SiteBrowser.next(here)).toString();
            Answer form = browser.open(login);
            assertThat(form.status()).as(proxy.log()).isEqualTo(200);

            Answer wrong = browser.submit(login, form, "username", "alice", "password", "no");
            assertThat(wrong.header("location")).isEmpty();
            Answer right = browser.submit(login, wrong, "username", "alice", "password", PASSWORD);
            String back = URI.create(issuer).resolve(SiteBrowser.next(right)).toString();
            Answer arrived = browser.follow(browser.open(back));
            assertThat(SiteBrowser.next(arrived)).isEqualTo(page);
            assertThat(browser.follow(arrived).body()).isEqualTo("the application");
            assertThat(application.reached())
                    .singleElement()
                    .extracting(reached -> reached.told("Remote-User"))
                    .isEqualTo("alice");
        }
    }

    @ParameterizedTest
    @EnumSource
    void who_lacks_the_role_is_told_so_and_not_sent_in_circles(Kind kind, @TempDir Path place)
            throws IOException {
        try (var application = new Application();
                var proxy = kind.start(place, application.port(), daemon.ports().auth())) {
            var browser = new SiteBrowser(daemon.http());
            browser.jar().put("localhost", "__Host-mad-session", sessions.get("bob"));
            assertThat(browser.open(kind.site("localhost") + "/").status())
                    .as(proxy.log())
                    .isEqualTo(403);
            Answer told = browser.follow(browser.open(kind.site("127.0.0.1") + "/"));
            assertThat(told.status()).isEqualTo(403);
            assertThat(told.body()).contains("bob");
            assertThat(application.reached()).isEmpty();
        }
    }

    private void endSessions(String name) throws IOException {
        var http = daemon.http();
        String admin = daemon.ports().adminIssuer();
        String bearer =
                "Bearer "
                        + http.post(
                                        admin + "/token",
                                        List.of("username", ADMIN, "password", PASSWORD))
                                .text("access_token");
        String id =
                http.get(admin + "/api/v1/users/by-name/" + name, "Authorization", bearer)
                        .text("id");
        Answer ended =
                http.json(
                        "DELETE",
                        admin + "/api/v1/users/" + id + "/sessions",
                        "",
                        "Authorization",
                        bearer);
        assertThat(ended.status()).isEqualTo(204);
    }

    private Answer with(String page, String token) throws IOException {
        return daemon.http().get(page, "Authorization", "Bearer " + token);
    }

    private String token(String name) throws IOException {
        return daemon.auth().password(house, name, PASSWORD).text("access_token");
    }
}
