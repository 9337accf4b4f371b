package dev.microauth.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// One-time links by which people choose a password, in a real browser.
@Tag("browser")
@ExtendWith({Shared.class, Chromium.class})
class SetupPagesTest {
    private static final String CHOSEN = "a ferry under nine clouds";

    private final String issuer;
    private final Chromium.Windows windows;
    private final Registrar registrar;

    SetupPagesTest(Shared.House house, Chromium.Windows windows) throws IOException {
        this.issuer = house.auth().issuer();
        this.windows = windows;
        this.registrar = new Registrar(house);
    }

    private static Window choose(Window window, String password, String again) {
        return window.fill("password", password)
                .fill("password_again", again)
                .submit("password_again");
    }

    /// Security: F10
    @Test
    void an_invitation_is_good_once() throws IOException {
        String name = "i" + UUID.randomUUID().toString().substring(0, 8);
        var created = registrar.call(201, "POST", "/users", Map.of("username", name));
        String link = created.text("url");
        try (var window = windows.open()) {
            window.go(link).shoot("setup-invitation");
            assertThat(window.text()).contains(name);
            choose(window, CHOSEN, CHOSEN + ".");
            assertThat(window.text()).contains("The two passwords differ");
            choose(window, "short", "short").shoot("setup-short");
            choose(window, CHOSEN, CHOSEN).shoot("setup-done");
            window.go(link).shoot("setup-gone");
            assertThat(window.asksFor("password")).isFalse();

            window.go(issuer + "/account").signIn(name, CHOSEN);
            assertThat(window.text()).contains(name);
        }
    }

    /// Security: F10
    @Test
    void a_link_of_an_administrator_takes_the_place_of_a_lost_password() throws IOException {
        var person = registrar.person();
        String link =
                registrar
                        .call(200, "POST", "/users/" + person.id() + "/reset", Map.of())
                        .text("url");
        try (var window = windows.open()) {
            window.go(issuer + "/account").signIn(person.name(), Household.PASSWORD);
            assertThat(window.asksFor("password")).isTrue();
            choose(window.go(link).shoot("setup-reset"), CHOSEN, CHOSEN);
            window.go(issuer + "/account").signIn(person.name(), CHOSEN);
            assertThat(window.text()).contains(person.name());
        }
    }
}
