package dev.microauth.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Spring Security's OAuth2 client, from the first page to the last.
@Tag("clients")
@ExtendWith(Shared.class)
class SpringLoginTest {
    private final String issuer;
    private final Registrar registrar;

    SpringLoginTest(Shared.House house) throws IOException {
        this.issuer = house.auth().issuer();
        this.registrar = new Registrar(house);
    }

    /// Security: C2, E1
    /// Spec: OIDC Core §3.1, RP-Initiated §2
    @Test
    void it_signs_somebody_in_and_out() throws Exception {
        int port = Ports.one();
        String base = "http://127.0.0.1:" + port;
        var client =
                registrar.client(
                        base + SpringApplication.REDIRECT,
                        Map.of("post_logout_redirect_uris", List.of(base + "/left")));
        var person = registrar.person();
        try (var _ = new SpringApplication(port, issuer, client);
                var browser = new FormDriver()) {
            var asked = browser.get(base + "/");
            // The page on which Spring lets people choose is left out where there is one provider.
            assertThat(asked.url()).asString().startsWith(issuer);

            var greeted =
                    browser.submit(
                            asked, "username", person.name(), "password", Household.PASSWORD);
            assertThat(greeted.text())
                    .isEqualTo(
                            "Hello %s, %s@example.com, signed in by [pwd]."
                                    .formatted(person.name(), person.name()));

            var left = browser.submit(greeted, greeted.page().forms().getFirst());
            assertThat(left.url()).asString().startsWith(base + "/left");
            assertThat(left.text()).isEqualTo("Nobody is here.");
            // The session here is over, too.
            assertThat(browser.get(base + "/").asksFor("password")).isTrue();
        }
    }
}
