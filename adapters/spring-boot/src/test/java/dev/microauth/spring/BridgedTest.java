package dev.microauth.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.MicroAuth;
import dev.microauth.bridge.BridgeUser;
import dev.microauth.guard.Guard;
import dev.microauth.guard.Guards;
import dev.microauth.oauth.GrantType;
import dev.microauth.subject.UserId;
import dev.microauth.testkit.Eventually;
import dev.microauth.testkit.OwnPorts;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// An application whose people sign in at another: both are of Spring Boot, and the other has the engine inside.
class BridgedTest {
    private static final String PASSWORD = "a lantern over seven stones";

    private static ConfigurableApplicationContext home;
    private static ConfigurableApplicationContext app;
    private static String issuer;
    private static String url;
    private static UserId alice;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Home {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableMethodSecurity
    @Import(Pages.class)
    static class Shop {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Me.class)
    static class Plain {}

    @RestController
    static class Me {
        @GetMapping("/me")
        String me(BridgeUser user) {
            return user.username();
        }
    }

    @RestController
    static class Pages {
        @GetMapping("/account")
        String account(@AuthenticationPrincipal BridgeUser user, Authentication authentication) {
            return "account of " + user.username() + " " + authentication.getAuthorities();
        }

        @GetMapping("/about")
        String about() {
            return "about";
        }

        @GetMapping("/manage")
        @PreAuthorize("hasRole('Manager')")
        String manage() {
            return "reached";
        }

        @PostMapping("/order")
        String order() {
            return "reached";
        }
    }

    @BeforeAll
    static void open() throws IOException {
        int homePort = OwnPorts.next();
        int port = OwnPorts.next();
        url = "http://localhost:" + port;
        issuer = "http://localhost:" + homePort + "/id";
        home = Apps.start(Home.class, "server.port=" + homePort, "microauth.doors.mount=auth");
        var auth = home.getBean(MicroAuth.class);
        alice =
                auth.users()
                        .create()
                        .username("alice")
                        .password(PASSWORD.toCharArray())
                        .save()
                        .id();
        var client =
                auth.clients()
                        .create()
                        .clientId("shop")
                        .name("Shop")
                        .firstParty()
                        .grants(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN)
                        .scopes("openid", "profile", "email")
                        .redirectUris(url + "/callback")
                        .postLogoutRedirectUris(List.of(url + "/signed-out"))
                        .backchannelLogoutUri(Optional.of(url + "/backchannel-logout"))
                        .save();
        app =
                Apps.start(
                        Shop.class,
                        "server.port=" + port,
                        "microauth.bridge.issuer=" + issuer,
                        "microauth.bridge.client-id=shop",
                        "microauth.bridge.client-secret="
                                + client.secret().orElseThrow().revealText(),
                        "microauth.bridge.base-url=" + url,
                        "microauth.bridge.open-paths=/about");
    }

    @AfterAll
    static void close() {
        app.close();
        home.close();
    }

    private static void signIn(Visitor visitor) {
        var page = visitor.open(url + "/account");
        assertThat(page.uri().getPath()).as(page.body()).startsWith("/id/");
        var account = visitor.submit(page, Map.of("username", "alice", "password", PASSWORD));
        assertThat(account.uri()).isEqualTo(URI.create(url + "/account"));
        assertThat(account.body())
                .isEqualTo("account of alice [SCOPE_email, SCOPE_openid, SCOPE_profile]");
    }

    @Test
    void a_page_leads_through_the_sign_in_and_back() {
        try (var visitor = new Visitor()) {
            assertThat(visitor.open(url + "/about").body()).isEqualTo("about");
            signIn(visitor);
        }
    }

    @Test
    void what_a_method_asks_is_asked_of_whoever_is_signed_in() {
        try (var visitor = new Visitor()) {
            signIn(visitor);
            assertThat(visitor.open(url + "/manage").statusCode()).isEqualTo(403);
        }
    }

    @Test
    void a_form_needs_its_token_since_the_cookie_comes_by_itself() {
        try (var visitor = new Visitor()) {
            signIn(visitor);
            var answer = visitor.post(URI.create(url + "/order"), Map.of("a", "b"));
            assertThat(answer.statusCode()).isEqualTo(403);
        }
    }

    @Test
    void the_bridge_takes_the_forms_that_are_for_it() {
        try (var visitor = new Visitor()) {
            signIn(visitor);
            var answer =
                    visitor.post(
                            URI.create(url + "/backchannel-logout"), Map.of("logout_token", "x"));
            assertThat(answer.statusCode()).isEqualTo(400);
            var out = visitor.post(URI.create(url + "/signout"), Map.of("scope", "local"));
            assertThat(out.statusCode()).isEqualTo(303);
            assertThat(out.headers().allValues("set-cookie"))
                    .anyMatch(each -> each.contains("Max-Age=0"));
        }
    }

    @Test
    void sessions_that_end_there_end_here() {
        try (var visitor = new Visitor()) {
            signIn(visitor);
            home.getBean(MicroAuth.class).sessions().endAll(alice);
            Eventually.holds(() -> !visitor.open(url + "/account").body().contains("account of"));
        }
    }

    @Test
    void without_spring_security_the_person_is_the_principal() throws IOException {
        int port = OwnPorts.next();
        var there = home.getBean(MicroAuth.class).clients();
        String base = "http://localhost:" + port;
        there.create()
                .clientId("plain")
                .name("Plain")
                .firstParty()
                .publicClient()
                .scopes("openid", "profile", "email")
                .redirectUris(base + "/callback")
                .save();
        try (var plain =
                        Apps.start(
                                Plain.class,
                                "without-security",
                                "server.port=" + port,
                                "microauth.bridge.issuer=" + issuer,
                                "microauth.bridge.client-id=plain",
                                "microauth.bridge.base-url=" + base);
                var visitor = new Visitor()) {
            assertThat(plain.getBeansOfType(Guards.class)).isEmpty();
            var page = visitor.open(base + "/me");
            var me = visitor.submit(page, Map.of("username", "alice", "password", PASSWORD));
            assertThat(me.body()).isEqualTo("alice");
        }
    }

    @RestController
    static class OnAMethod {
        @GetMapping("/reports")
        @Guard(role = "Manager")
        String reports() {
            return "reached";
        }
    }

    @RestController
    @Guard(scope = "reports:read")
    static class OnAClass {
        @GetMapping("/reports")
        String reports() {
            return "reached";
        }
    }

    @Guard
    static class OnAServlet extends HttpServlet {
        private static final long serialVersionUID = 1;
    }

    /// Else whoever signs in is let in where a role was asked for.
    ///
    /// Security: H7
    @ParameterizedTest
    @ValueSource(classes = {OnAMethod.class, OnAClass.class, OnAServlet.class})
    void a_guard_that_nobody_would_ask_keeps_the_application_from_starting(Class<?> guarded) {
        assertThatThrownBy(() ->
                        Apps.start(
                                        Plain.class,
                                        context -> context.registerBean(guarded),
                                        "microauth.bridge.issuer=" + issuer,
                                        "microauth.bridge.client-id=plain",
                                        "microauth.bridge.base-url=http://localhost:8080")
                                .close())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has a @Guard, and this application takes no tokens");
    }

    @Test
    void such_an_application_takes_no_tokens_and_no_passwords() {
        assertThat(app.getBeansOfType(Guards.class)).isEmpty();
        assertThat(app.getBeansOfType(MicroAuth.class)).isEmpty();
        assertThat(app.getBeansOfType(UserDetailsService.class)).isEmpty();
    }
}
