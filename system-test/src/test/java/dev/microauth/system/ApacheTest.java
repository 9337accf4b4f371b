package dev.microauth.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Apache's mod_auth_openidc in front of a page.
@Tag("clients")
@ExtendWith(Shared.class)
class ApacheTest {
    @TempDir Path place;

    private final Shared.House house;
    private final String issuer;
    private final Registrar registrar;

    ApacheTest(Shared.House house) throws IOException {
        this.house = house;
        this.issuer = house.auth().issuer();
        this.registrar = new Registrar(house);
    }

    /// Security: E2
    /// Spec: OIDC Core §3.1, RFC 7636 §4, Back-Channel §2.5
    @Test
    void it_signs_somebody_in_and_is_told_when_they_leave() throws IOException {
        int port = Ports.one();
        String redirect = "http://127.0.0.1:" + port + Apache.REDIRECT;
        var client =
                registrar.client(
                        redirect,
                        Map.of("backchannel_logout_uri", redirect + "?logout=backchannel"));
        var person = registrar.person();
        try (var apache = new Apache(place, port, issuer, client);
                var browser = new FormDriver()) {
            var asked = browser.get(apache.url("/"));
            assertThat(asked.url()).asString().startsWith(issuer);
            assertThat(asked.asksFor("password")).as(asked::toString).isTrue();

            var shown =
                    browser.submit(
                            asked, "username", person.name(), "password", Household.PASSWORD);
            assertThat(shown.text()).as(apache.log()).isEqualTo("The minutes.");
            assertThat(shown.headers().firstValue("x-remote-user")).hasValue(person.name());

            registrar.call(204, "DELETE", "/users/" + person.id() + "/sessions", Map.of());
            Eventually.within(
                    Duration.ofSeconds(20),
                    () -> !isShown(browser, apache),
                    () -> apache.log() + house.daemon().log());
        }
    }

    private static boolean isShown(FormDriver browser, Apache apache) {
        try {
            return browser.get(apache.url("/")).text().equals("The minutes.");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// Security: A1, A3
    @Test
    void it_is_shown_a_page_when_its_address_is_not_the_registered_one() throws IOException {
        int port = Ports.one();
        var client = registrar.client("http://127.0.0.1:" + port + "/elsewhere", Map.of());
        try (var apache = new Apache(place, port, issuer, client);
                var browser =
                        new FormDriver().stoppingAt("http://127.0.0.1:" + port + Apache.REDIRECT)) {
            var asked = browser.get(apache.url("/"));
            assertThat(asked.status()).isEqualTo(400);
            assertThat(asked.url()).asString().startsWith(issuer);
            assertThat(List.of("/authorize", "/login")).contains(asked.url().getPath());
        }
    }
}
