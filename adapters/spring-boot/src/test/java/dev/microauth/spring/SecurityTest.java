package dev.microauth.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.guard.Guard;
import dev.microauth.guard.GuardRule;
import dev.microauth.guard.Guards;
import dev.microauth.guard.Verdict;
import dev.microauth.jose.AuthUser;
import dev.microauth.mounting.Tokens;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// Spring Security decides, by what tokens say.
class SecurityTest {
    private static final Tokens TOKENS = new Tokens();
    private static final String REALM = "Bearer realm=\"orders\"";

    private static ConfigurableApplicationContext app;
    private static Asking asking;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableMethodSecurity
    @Import(Api.class)
    static class Application {
        @Bean
        SecurityFilterChain api(HttpSecurity http, MicroAuthBearer bearer) {
            bearer.customize(http);
            http.authorizeHttpRequests(paths ->
                    paths.requestMatchers("/open")
                            .permitAll()
                            .requestMatchers("/orders/**")
                            .hasAuthority("SCOPE_orders:read")
                            .anyRequest()
                            .authenticated());
            return http.build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Api.class)
    static class WithoutChain {}

    @RestController
    static class Api {
        @GetMapping("/open")
        String open() {
            return "open";
        }

        @GetMapping("/orders")
        String orders(@AuthenticationPrincipal AuthUser user, Authentication authentication) {
            return user.id() + " " + authentication.getAuthorities();
        }

        @GetMapping("/later")
        Callable<String> later(AuthUser user) {
            return () ->
                    user.id()
                            + " is "
                            + SecurityContextHolder.getContext().getAuthentication().getName();
        }

        @PostMapping("/close")
        @PreAuthorize("hasRole('Manager')")
        String close() {
            return "closed";
        }

        @GetMapping("/guarded")
        @Guard(scope = "guarded")
        String guarded() {
            return "reached";
        }
    }

    @BeforeAll
    static void open() {
        app = start(Application.class);
        asking = new Asking(app);
    }

    private static ConfigurableApplicationContext start(Class<?> application) {
        return Apps.start(
                application,
                beans -> beans.registerBean(Guards.class, TOKENS::guards),
                "microauth.guards.unguarded=left-to-security");
    }

    @AfterAll
    static void close() {
        asking.close();
        app.close();
    }

    /// Spec: RFC 6750 §3.1
    @Test
    void refusals_are_those_of_bearer_tokens() {
        for (String target : new String[] {"/orders", "/later", "/nothing"}) {
            var refused = asking.get(target);
            asking.refuses(refused, 401, REALM);
            assertThat(refused.headers().firstValue("www-authenticate")).contains(REALM);
        }
        asking.refuses(asking.as("x", "/orders"), 401, REALM + ", error=\"invalid_token\"");
        asking.refuses(asking.as("x", "/open"), 401, REALM + ", error=\"invalid_token\"");
        asking.refuses(asking.as("a b", "/orders"), 400, REALM + ", error=\"invalid_request\"");
        asking.refuses(
                asking.as(TOKENS.of("other"), "/orders"),
                403,
                REALM + ", error=\"insufficient_scope\"");
    }

    /// Spec: RFC 6750 §3.1
    @Test
    void what_a_method_refuses_is_worded_alike() {
        String[] clerk = {"authorization", "Bearer " + TOKENS.of("", "Clerk")};
        asking.refuses(
                asking.ask("POST", "/close", "", clerk),
                403,
                REALM + ", error=\"insufficient_scope\"");
        String[] manager = {"authorization", "Bearer " + TOKENS.of("", "Manager")};
        assertThat(asking.ask("POST", "/close", "", manager).body()).isEqualTo("closed");
    }

    @Test
    void a_guard_holds_behind_security_too() {
        asking.refuses(
                asking.as(TOKENS.of("orders:read"), "/guarded"),
                403,
                REALM + ", error=\"insufficient_scope\"");
        assertThat(asking.as(TOKENS.of("guarded"), "/guarded").body()).isEqualTo("reached");
    }

    @Test
    void authorities_say_where_they_come_from() {
        assertThat(asking.as(TOKENS.of("orders:read profile", "Clerk"), "/orders").body())
                .isEqualTo("alice [ROLE_Clerk, SCOPE_orders:read, SCOPE_profile]");
        assertThat(asking.get("/open").body()).isEqualTo("open");
    }

    @Test
    void an_answer_that_comes_later_knows_its_caller() {
        assertThat(asking.as(TOKENS.of(""), "/later").body()).isEqualTo("alice is alice");
    }

    @Test
    void no_request_leaves_a_session() {
        var answer = asking.as(TOKENS.of("orders:read"), "/orders");
        assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
        assertThat(asking.get("/orders").headers().firstValue("set-cookie")).isEmpty();
    }

    @Test
    void an_authentication_is_not_kept_anywhere() throws Exception {
        var shown = List.of("Bearer " + TOKENS.of("orders:read"));
        var admitted = (Verdict.Admitted) TOKENS.guards().judge(new GuardRule.Open(), shown);
        var authentication = new MicroAuthAuthentication(admitted.user().orElseThrow());
        assertThat(authentication.getCredentials()).isEqualTo("");
        try (var out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThatThrownBy(() -> out.writeObject(authentication))
                    .isInstanceOf(NotSerializableException.class);
        }
    }

    @Test
    void without_a_chain_of_its_own_an_application_takes_tokens_alone() {
        try (var shut = start(WithoutChain.class);
                var asked = new Asking(shut)) {
            assertThat(shut.getBeansOfType(UserDetailsService.class)).isEmpty();
            asked.refuses(asked.get("/open"), 401, REALM);
            asked.refuses(asked.get("/open", "authorization", "Basic dXNlcjp1c2Vy"), 401, REALM);
            assertThat(asked.as(TOKENS.of(""), "/open").body()).isEqualTo("open");
        }
    }
}
