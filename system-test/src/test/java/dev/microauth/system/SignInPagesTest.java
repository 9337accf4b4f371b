package dev.microauth.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Signing in with a password, in a real browser.
@Tag("browser")
@ExtendWith({Shared.class, Chromium.class})
class SignInPagesTest {
    private static final String WRONG = "not the password of anybody";

    @AutoClose private final RelyingParty app = new RelyingParty();

    private final String issuer;
    private final Chromium.Windows windows;
    private final Registrar registrar;
    private final Credentials client;

    SignInPagesTest(Shared.House house, Chromium.Windows windows) throws IOException {
        this.issuer = house.auth().issuer();
        this.windows = windows;
        this.registrar = new Registrar(house);
        this.client = registrar.client(app.callback(), Map.of("client_name", "Orders"));
    }

    private RelyingParty.Asked asked(String... more) {
        return app.ask(issuer, client.id(), "openid profile", more);
    }

    /// Security: A3, H1, H6
    @Test
    void an_address_that_was_never_registered_is_told_of_and_not_gone_to() {
        try (var window = windows.open()) {
            var asked = asked();
            window.go(asked.url().replace("callback", "elsewhere"));
            assertThat(window.at().toString()).startsWith(issuer);
            window.shoot("error-unsafe");
            // By this number an operator finds the line in the log.
            assertThat(window.text()).containsPattern("[0-9a-f]{8}-[0-9a-f]{4}-");
        }
        assertThat(app.arrivals("/elsewhere")).isEmpty();
    }

    /// Security: G1
    /// Trap: 1
    @Test
    void unknown_wrong_locked_and_disabled_look_alike() throws IOException {
        var wrong = registrar.person();
        var locked = registrar.person();
        registrar.call(
                204, "POST", "/users/" + locked.id() + "/lockout", Map.of("permanent", true));
        var disabled = registrar.person();
        registrar.call(204, "POST", "/users/" + disabled.id() + "/deactivate", Map.of());
        var told = new java.util.TreeSet<String>();
        for (List<String> typed :
                List.of(
                        List.of("nobody-of-that-name", WRONG),
                        List.of(wrong.name(), WRONG),
                        List.of(locked.name(), Household.PASSWORD),
                        List.of(disabled.name(), Household.PASSWORD))) {
            try (var window = windows.open()) {
                window.go(asked().url()).signIn(typed.get(0), typed.get(1));
                assertThat(window.asksFor("password")).isTrue();
                assertThat(window.field("password").inputValue()).isEmpty();
                told.add(window.page().locator("div[role=alert]").innerText());
                if (typed.get(0).equals(wrong.name())) {
                    window.shoot("sign-in-wrong");
                }
            }
        }
        assertThat(told).hasSize(1);
        assertThat(app.arrivals("/callback")).isEmpty();
    }

    /// Security: F5, F6
    @Test
    void whoever_fails_often_waits() throws IOException {
        var person = registrar.person();
        try (var window = windows.open()) {
            window.go(asked().url());
            for (int i = 0; i < 10 && !window.text().contains("too many"); i++) {
                window.signIn(person.name(), WRONG);
            }
            assertThat(window.text()).contains("too many");
            window.shoot("sign-in-throttled");
        }
    }

    /// Security: A1, A7, A11, A13, A14, E4, H1, H11
    @Test
    void a_password_leads_to_the_application_and_to_the_next_one_without_a_word()
            throws IOException {
        var person = registrar.person();
        try (var window = windows.open();
                var other = new RelyingParty()) {
            var asked = asked();
            window.go(asked.url());
            assertThat(window.text()).contains("Orders");
            window.shoot("sign-in");
            window.signIn(person.name(), Household.PASSWORD);
            assertThat(window.page().title()).isEqualTo("Application");
            var answer = app.answered(asked);
            assertThat(answer.one("iss")).isEqualTo(issuer);
            assertThat(answer.one("code")).isNotEmpty();

            var cookie =
                    window.context().cookies(issuer).stream()
                            .filter(each -> each.name.equals("__Host-mad-session"))
                            .findFirst()
                            .orElseThrow();
            assertThat(cookie.httpOnly).isTrue();
            assertThat(cookie.secure).isTrue();
            assertThat(cookie.path).isEqualTo("/");
            assertThat(cookie.sameSite)
                    .isEqualTo(com.microsoft.playwright.options.SameSiteAttribute.LAX);

            var second = registrar.app(other.callback());
            var next = other.ask(issuer, second.id(), "openid");
            window.go(next.url());
            assertThat(other.answered(next).one("code")).isNotEmpty();
        }
    }

    /// Security: A15
    @Test
    void an_answer_in_a_form_arrives_with_scripts_and_without() throws IOException {
        var person = registrar.person();
        for (boolean scripts : new boolean[] {true, false}) {
            try (var window = windows.open(new NewContextOptions().setJavaScriptEnabled(scripts))) {
                var asked = asked("response_mode", "form_post");
                window.go(asked.url()).signIn(person.name(), Household.PASSWORD);
                if (!scripts) {
                    window.shoot("form-post");
                    window.page().locator("button").click();
                }
                window.page().waitForURL(app.callback());
                assertThat(app.answered(asked).one("code")).isNotEmpty();
                assertThat(app.arrivals("/callback").getLast().method()).isEqualTo("POST");
            }
        }
    }

    /// Security: A20
    @Test
    void a_page_of_another_sign_in_goes_on_nowhere() throws IOException {
        var person = registrar.person();
        try (var window = windows.open()) {
            window.go(asked().url()).context().clearCookies();
            window.signIn(person.name(), Household.PASSWORD).shoot("error-expired");
            assertThat(window.page().title()).startsWith("This page has expired");
            assertThat(app.arrivals("/callback")).isEmpty();

            window.page().locator("main a").first().click();
            window.signIn(person.name(), Household.PASSWORD);
            assertThat(app.arrivals("/callback")).hasSize(1);
        }
    }

    /// Security: H11
    @Test
    void it_works_without_scripts() throws IOException {
        var person = registrar.person();
        try (var window = windows.open(new NewContextOptions().setJavaScriptEnabled(false))) {
            var asked = asked();
            window.go(asked.url()).shoot("sign-in-no-scripts");
            window.signIn(person.name(), WRONG).signIn(person.name(), Household.PASSWORD);
            assertThat(app.answered(asked).one("code")).isNotEmpty();
        }
    }

    /// Security: H11
    @Test
    void it_works_by_the_keyboard_alone() throws IOException {
        var person = registrar.person();
        try (var window = windows.open()) {
            var asked = asked();
            window.go(asked.url());
            // The first field has the focus.
            var keyboard = window.page().keyboard();
            keyboard.type(person.name());
            keyboard.press("Tab");
            keyboard.type(Household.PASSWORD);
            keyboard.press("Enter");
            window.page().waitForURL(url -> url.startsWith(app.callback()));
            assertThat(app.answered(asked).one("code")).isNotEmpty();
        }
    }

    @Test
    void it_speaks_the_language_of_the_browser_or_of_the_request() {
        try (var german = windows.open(new NewContextOptions().setLocale("de-AT"))) {
            german.go(asked().url()).shoot("sign-in-german");
            assertThat(german.page().locator("html").getAttribute("lang")).isEqualTo("de");
            assertThat(german.text()).contains("Anmelden");
            german.go(asked("ui_locales", "en-GB").url());
            assertThat(german.page().locator("html").getAttribute("lang")).isEqualTo("en");
        }
        try (var french = windows.open(new NewContextOptions().setLocale("fr"))) {
            french.go(asked().url());
            assertThat(french.page().locator("html").getAttribute("lang")).isEqualTo("en");
        }
    }

    /// Security: A16, A17
    @Test
    void the_client_decides_whether_somebody_is_asked_again() throws IOException {
        var person = registrar.person();
        try (var window = windows.open()) {
            var silent = asked("prompt", "none");
            window.go(silent.url());
            assertThat(app.answered(silent).one("error")).isEqualTo("login_required");

            window.go(asked("login_hint", person.name()).url());
            assertThat(window.field("username").inputValue()).isEqualTo(person.name());
            window.signIn(person.name(), Household.PASSWORD);

            var known = asked("prompt", "none");
            window.go(known.url());
            assertThat(app.answered(known).one("code")).isNotEmpty();

            window.go(asked("prompt", "login").url());
            assertThat(window.asksFor("password")).isTrue();
            window.shoot("sign-in-again");

            window.go(asked("prompt", "select_account").url()).shoot("choose-account");
            assertThat(window.text()).contains(person.name());
        }
    }
}
