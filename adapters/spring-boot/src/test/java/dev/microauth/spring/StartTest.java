package dev.microauth.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.MicroAuth;
import dev.microauth.guard.Guard;
import dev.microauth.guard.Public;
import dev.microauth.jose.AuthUser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Applications that do not start, and say why.
class StartTest {
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Empty {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Open.class)
    static class TakesNobody {}

    @RestController
    static class Open {
        @GetMapping("/open")
        @Public
        String open(AuthUser user) {
            return user.id();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Both.class)
    static class SaysBoth {}

    @RestController
    static class Both {
        @GetMapping("/both")
        @Guard
        @Public
        String both() {
            return "reached";
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Permitting.class)
    static class AsksForPermission {}

    @RestController
    static class Permitting {
        @GetMapping("/cancel")
        @Guard(permission = "orders.cancel")
        String cancel() {
            return "cancelled";
        }
    }

    private static void refused(String because, Class<?> application, String... properties) {
        assertThatThrownBy(() -> Apps.start(application, properties).close())
                .hasStackTraceContaining(because);
    }

    @Test
    void an_open_handler_may_not_count_on_a_user() {
        refused("take Optional<AuthUser>", TakesNobody.class, "without-security");
    }

    @Test
    void a_handler_says_one_of_both() {
        refused("says @Guard and @Public", SaysBoth.class, "without-security");
    }

    @Test
    void permissions_are_not_asked_of_tokens_from_elsewhere() {
        refused(
                "ask for a scope or a role",
                AsksForPermission.class,
                "without-security",
                "microauth.remote.issuer=https://id.example.com",
                "microauth.remote.audience=orders");
    }

    @Test
    void a_server_elsewhere_needs_an_audience() {
        refused(
                "needs issuer and audience",
                Empty.class,
                "without-security",
                "microauth.remote.issuer=https://id.example.com");
    }

    @Test
    void doors_of_a_server_elsewhere_are_not_served_here() {
        refused(
                "take one of them away",
                Empty.class,
                "without-security",
                "microauth.remote.issuer=https://id.example.com",
                "microauth.remote.audience=orders",
                "microauth.doors.mount=auth");
    }

    @Test
    void doors_need_an_address() {
        refused(
                "set microauth.embedded.issuer",
                Empty.class,
                "without-security",
                "microauth.doors.mount=auth");
        refused(
                "would have the whole application",
                Empty.class,
                "without-security",
                "microauth.embedded.issuer=http://localhost:9999",
                "microauth.embedded.admin-issuer=http://localhost:9999/admin",
                "microauth.doors.mount=auth");
        refused(
                "lies outside of the context",
                Empty.class,
                "without-security",
                "server.servlet.context-path=/app",
                "microauth.embedded.issuer=http://localhost:9999/id",
                "microauth.doors.mount=auth");
    }

    @Test
    void nothing_is_left_to_a_security_that_is_not_there() {
        refused(
                "there is no Spring Security",
                Empty.class,
                "without-security",
                "microauth.guards.unguarded=left-to-security");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class HalfCovered {
        @Bean
        SecurityFilterChain api(HttpSecurity http, MicroAuthBearer bearer) {
            bearer.customize(http.securityMatcher("/api/**"));
            return http.authorizeHttpRequests(paths -> paths.anyRequest().authenticated()).build();
        }
    }

    @Test
    void what_is_left_to_security_is_seen_by_it() {
        refused(
                "no SecurityFilterChain is for all paths",
                HalfCovered.class,
                "microauth.guards.unguarded=left-to-security");
    }

    /// Security: M
    @Test
    void a_misspelt_setting_stops_the_start() {
        refused(
                "microauth.gards.open-paths",
                Empty.class,
                "without-security",
                "microauth.gards.open-paths=/**");
    }

    @Test
    void a_bridge_needs_to_know_where_it_stands() {
        refused(
                "needs issuer, client-id and base-url",
                Empty.class,
                "without-security",
                "microauth.bridge.client-id=shop");
    }

    @Test
    void any_port_will_do_where_no_door_is_served() {
        for (String port : List.of("0", "-1", "80")) {
            try (var app =
                    Apps.start(
                            Empty.class,
                            "without-security",
                            "spring.main.web-application-type=none",
                            "server.port=" + port)) {
                assertThat(app.getBean(MicroAuth.class).engine().issuers().auth())
                        .isEqualTo("http://localhost/id");
            }
        }
    }

    /// Security: M
    @Test
    void a_bridge_that_is_not_there_leaves_no_page_open() {
        assertThatThrownBy(() ->
                        Apps.start(
                                        TakesNobody.class,
                                        context ->
                                                context.setClassLoader(
                                                        new Without("dev.microauth.bridge.")),
                                        "without-security",
                                        "microauth.bridge.client-id=shop")
                                .close())
                .hasStackTraceContaining("needs microauth-servlet-bridge");
    }

    /// Security: M
    @Test
    void an_application_of_webflux_which_nobody_would_guard_does_not_start() {
        var app = new SpringApplication(Empty.class);
        app.setBannerMode(Banner.Mode.OFF);
        app.setRegisterShutdownHook(false);
        app.setWebApplicationType(WebApplicationType.REACTIVE);

        assertThatThrownBy(() -> app.run().close()).hasStackTraceContaining("guards Spring MVC");
    }

    /// The class path of an application that did not bring everything.
    private static final class Without extends ClassLoader {
        private final String prefix;

        Without(String prefix) {
            super(StartTest.class.getClassLoader());
            this.prefix = prefix;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith(prefix)) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }
}
