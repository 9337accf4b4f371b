package dev.microauth.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A sign-in goes on only where it began, and forwards only.
///
/// Trap: 2
@Tag("browser")
@ExtendWith({Shared.class, Chromium.class})
class BrowserBindingTest {
    @AutoClose private final RelyingParty app = new RelyingParty();

    private final String issuer;
    private final Chromium.Windows windows;
    private final Registrar registrar;
    private final Credentials client;

    BrowserBindingTest(Shared.House house, Chromium.Windows windows) throws IOException {
        this.issuer = house.auth().issuer();
        this.windows = windows;
        this.registrar = new Registrar(house);
        this.client = registrar.client(app.callback(), Map.of("client_name", "Orders"));
    }

    private RelyingParty.Asked asked() {
        return app.ask(issuer, client.id(), "openid");
    }

    private static void assertExpired(Window window) {
        assertThat(window.asksFor("password")).isFalse();
        assertThat(window.asksFor("totp_code")).isFalse();
        assertThat(window.text()).contains("expired");
    }

    /// Security: A20
    @Test
    void a_page_of_one_browser_is_worth_nothing_in_another() throws IOException {
        var person = registrar.person();
        registrar.enrolTotp(person);
        try (var mine = windows.open();
                var victim = windows.open()) {
            mine.go(asked().url());
            String login = mine.at().toString();
            mine.signIn(person.name(), Household.PASSWORD);
            assertThat(mine.asksFor("totp_code")).isTrue();
            String halfway = mine.at().toString();

            for (String link : new String[] {login, halfway}) {
                victim.go(link);
                assertExpired(victim);
            }
            victim.shoot("expired");
        }
    }

    /// Security: A20, H2
    @Test
    void a_form_without_its_cookie_is_refused() throws IOException {
        var person = registrar.person();
        try (var window = windows.open()) {
            window.go(asked().url());
            window.context().clearCookies();
            window.signIn(person.name(), Household.PASSWORD);
            assertExpired(window);
            // There is a way on: begin again.
            window.page().locator("main a, main button").first().click();
            window.page().waitForLoadState();
            assertThat(window.asksFor("password")).isTrue();
        }
        assertThat(app.arrivals("/callback")).isEmpty();
    }

    /// Security: A20
    @Test
    void a_form_of_another_browser_is_refused_with_its_cookie_too() throws IOException {
        var person = registrar.person();
        try (var mine = windows.open();
                var other = windows.open()) {
            mine.go(asked().url());
            other.go(asked().url());
            // All that the form holds, but in the other window.
            Object action = mine.page().evaluate("document.querySelector('form').action");
            String hidden =
                    String.valueOf(
                            mine.page()
                                    .evaluate(
                                            "JSON.stringify([...document.querySelector('form')"
                                                    + ".querySelectorAll('input[type=hidden]')]"
                                                    + ".map(e => [e.name, e.value]))"));
            other.page()
                    .evaluate(
                            """
                            ([action, hidden]) => {
                                const form = document.querySelector('form');
                                form.action = action;
                                for (const [name, value] of JSON.parse(hidden)) {
                                    form.elements.namedItem(name).value = value;
                                }
                            }
                            """,
                            java.util.List.of(String.valueOf(action), hidden));
            other.signIn(person.name(), Household.PASSWORD);
            assertExpired(other);
        }
    }

    /// Security: A20
    @Test
    void the_back_button_does_no_harm() throws IOException {
        var person = registrar.person();
        try (var window = windows.open()) {
            var asked = asked();
            window.go(app.url("/start"));
            window.go(asked.url()).signIn(person.name(), Household.PASSWORD);
            String first = app.answered(asked).one("code");

            window.page().goBack();
            window.page().waitForLoadState();
            // Whoever is signed in by now is not asked for a password again.
            assertThat(window.asksFor("password")).isFalse();
            window.shoot("signed-in-already");
            window.page().locator("main button").first().click();
            window.page().waitForLoadState();
            assertThat(window.page().title()).isEqualTo("Application");
            assertThat(app.answered(asked).one("code")).isNotEqualTo(first);
        }
    }

    /// Security: A21
    @Test
    void each_sign_in_gets_a_reference_of_its_own() throws IOException {
        var person = registrar.person();
        try (var window = windows.open()) {
            window.go(asked().url()).signIn(person.name(), Household.PASSWORD);
            String before = session(window);
            var again = app.ask(issuer, client.id(), "openid", "prompt", "login");
            window.go(again.url());
            // Of somebody who is known only the password is needed.
            window.fill("password", Household.PASSWORD);
            window.submit("password");
            assertThat(app.answered(again).one("code")).isNotEmpty();
            assertThat(session(window)).isNotEqualTo(before);
        }
    }

    private String session(Window window) {
        return window.context().cookies(issuer).stream()
                .filter(each -> each.name.equals("__Host-mad-session"))
                .map(each -> each.value)
                .findFirst()
                .orElseThrow();
    }

    /// Security: A13, H1
    @Test
    void no_page_is_shown_in_a_frame() {
        try (var window = windows.open()) {
            window.go(app.url("/"));
            window.page()
                    .evaluate(
                            """
                            async url => {
                                const frame = document.createElement('iframe');
                                frame.src = url;
                                document.body.append(frame);
                                await new Promise(done => frame.onload = done);
                            }
                            """,
                            asked().url());
            var frame = window.page().frames().getLast();
            assertThat(frame.locator("[name=password]").count()).isZero();
            window.expect("frame");
        }
    }
}
