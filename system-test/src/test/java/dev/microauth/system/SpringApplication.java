package dev.microauth.system;

import static org.springframework.security.config.Customizer.withDefaults;

import dev.microauth.testkit.TomcatServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.LifecycleException;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.filter.DelegatingFilterProxy;

/// A web application that leaves signing in to Spring Security, which knows microauthd by its issuer alone.
final class SpringApplication implements AutoCloseable {
    /// Where Spring Security takes answers.
    static final String REDIRECT = "/login/oauth2/code/microauth";

    private final TomcatServer tomcat;

    SpringApplication(int port, String issuer, Credentials client) throws LifecycleException {
        ClientRegistration registration =
                ClientRegistrations.fromIssuerLocation(issuer)
                        .registrationId("microauth")
                        .clientId(client.id())
                        .clientSecret(client.secret())
                        .scope("openid", "profile", "email")
                        .userNameAttributeName("preferred_username")
                        .build();
        var beans = new AnnotationConfigWebApplicationContext();
        beans.register(Security.class);
        beans.addBeanFactoryPostProcessor(factory ->
                factory.registerSingleton(
                        "registrations", new InMemoryClientRegistrationRepository(registration)));

        tomcat =
                TomcatServer.start(
                        "",
                        port,
                        context -> {
                            beans.setServletContext(context);
                            beans.refresh();
                            context.addFilter(
                                            "security",
                                            new DelegatingFilterProxy(
                                                    "springSecurityFilterChain", beans))
                                    .addMappingForUrlPatterns(null, false, "/*");
                            context.addServlet("greeting", new Greeting()).addMapping("/");
                        });
    }

    /// Whoever comes signs in first.
    @EnableWebSecurity
    static class Security {
        @Bean
        SecurityFilterChain chain(HttpSecurity http, ClientRegistrationRepository registrations)
                throws Exception {
            var leaving = new OidcClientInitiatedLogoutSuccessHandler(registrations);
            leaving.setPostLogoutRedirectUri("{baseUrl}/left");
            return http.authorizeHttpRequests(all ->
                            all.requestMatchers("/left").permitAll().anyRequest().authenticated())
                    .oauth2Login(withDefaults())
                    .logout(logout -> logout.logoutSuccessHandler(leaving))
                    .build();
        }
    }

    private static final class Greeting extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            response.setContentType("text/html");
            var token = (CsrfToken) request.getAttribute("_csrf");
            if (!(request.getUserPrincipal() instanceof Authentication who)) {
                response.getWriter().print("Nobody is here.");
            } else if (who.getPrincipal() instanceof OidcUser user) {
                response.getWriter()
                        .printf(
                                "<p>Hello %s, %s, signed in by %s.</p>"
                                        + "<form method=post action=/logout>"
                                        + "<input type=hidden name=%s value=%s></form>",
                                user.getName(),
                                user.getEmail(),
                                user.getIdToken().getClaimAsStringList("amr"),
                                token.getParameterName(),
                                token.getToken());
            }
        }
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.close();
    }
}
