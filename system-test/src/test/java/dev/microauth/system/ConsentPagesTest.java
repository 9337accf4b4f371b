package dev.microauth.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What clients of others ask people for, and who may enter at all, in a real browser.
@Tag("browser")
@ExtendWith({Shared.class, Chromium.class})
class ConsentPagesTest {
    @AutoClose private final RelyingParty app = new RelyingParty();

    private final String issuer;
    private final Chromium.Windows windows;
    private final Registrar registrar;

    ConsentPagesTest(Shared.House house, Chromium.Windows windows) throws IOException {
        this.issuer = house.auth().issuer();
        this.windows = windows;
        this.registrar = new Registrar(house);
    }

    /// Security: A19, H3
    @Test
    void somebody_elses_client_asks_once_and_takes_no_for_an_answer() throws IOException {
        var client =
                registrar.client(
                        app.callback(),
                        Map.of("is_first_party", false, "client_name", "The <b>Gazette</b>"));
        var person = registrar.person();
        try (var window = windows.open()) {
            var refused = app.ask(issuer, client.id(), "openid profile email offline_access");
            window.go(refused.url()).signIn(person.name(), Household.PASSWORD);
            assertThat(window.text()).contains("The <b>Gazette</b>");
            window.shoot("consent");
            window.press("deny");
            assertThat(app.answered(refused).one("error")).isEqualTo("access_denied");

            var allowed = app.ask(issuer, client.id(), "openid profile");
            window.go(allowed.url());
            window.press("allow");
            assertThat(app.answered(allowed).one("code")).isNotEmpty();

            var again = app.ask(issuer, client.id(), "openid");
            window.go(again.url());
            assertThat(app.answered(again).one("code")).isNotEmpty();

            // More than was granted is asked for.
            window.go(app.ask(issuer, client.id(), "openid email").url());
            assertThat(window.page().locator("button[value=allow]").count()).isOne();
        }
    }

    /// Security: A19, B9
    @Test
    void who_lacks_the_role_that_a_client_asks_for_is_told_so() throws IOException {
        registrar.role("Treasurer");
        var client =
                registrar.client(
                        app.callback(),
                        Map.of("client_name", "The vault", "allowed_roles", List.of("Treasurer")));
        var person = registrar.person();
        try (var window = windows.open()) {
            var asked = app.ask(issuer, client.id(), "openid");
            window.go(asked.url()).signIn(person.name(), Household.PASSWORD);
            assertThat(window.at().toString()).startsWith(issuer);
            window.shoot("barred-role");
            assertThat(app.arrivals("/callback")).isEmpty();
        }
    }

    /// Security: E5
    @Test
    void who_lacks_the_factor_that_a_client_asks_for_is_told_so() throws IOException {
        var client =
                registrar.client(
                        app.callback(),
                        Map.of("client_name", "The vault", "required_acr", "urn:microauth:acr:2"));
        var person = registrar.person();
        try (var window = windows.open()) {
            var asked = app.ask(issuer, client.id(), "openid");
            window.go(asked.url()).signIn(person.name(), Household.PASSWORD);
            assertThat(window.at().toString()).startsWith(issuer);
            window.shoot("barred-factor");
            assertThat(app.arrivals("/callback")).isEmpty();
        }
    }
}
