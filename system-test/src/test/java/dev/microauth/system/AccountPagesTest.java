package dev.microauth.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What people do with their own account, in a real browser: their password, what is signed in, what they let in.
@Tag("browser")
@ExtendWith({Shared.class, Chromium.class})
class AccountPagesTest {
    private static final String OTHER = "a ferry under nine clouds";

    @AutoClose private final RelyingParty app = new RelyingParty();

    private final String issuer;
    private final String account;
    private final Chromium.Windows windows;
    private final Registrar registrar;

    AccountPagesTest(Shared.House house, Chromium.Windows windows) throws IOException {
        this.issuer = house.auth().issuer();
        this.account = issuer + "/account";
        this.windows = windows;
        this.registrar = new Registrar(house);
    }

    private Window signedIn(Registrar.Person person) {
        return signedIn(person, new NewContextOptions());
    }

    private Window signedIn(Registrar.Person person, NewContextOptions options) {
        return windows.open(options).go(account).signIn(person.name(), Household.PASSWORD);
    }

    private static Window choose(Window window, String current, String fresh, String again) {
        return window.fill("current_password", current)
                .fill("new_password", fresh)
                .fill("new_password_again", again)
                .submit("current_password");
    }

    /// Security: E5, H2
    @Test
    void a_form_of_before_a_change_does_nothing() throws IOException {
        try (var window = signedIn(registrar.person())) {
            var elsewhere = window.context().newPage();
            elsewhere.navigate(account + "/password");
            elsewhere.fill("[name=current_password]", Household.PASSWORD);
            elsewhere.fill("[name=new_password]", OTHER);
            elsewhere.fill("[name=new_password_again]", OTHER);
            elsewhere.locator("form button[type=submit]").click();
            elsewhere.locator("[role=status]").waitFor();

            window.press("end").shoot("account-stale");
            assertThat(window.text()).contains("Nothing was changed");
            window.page().locator("main a.button").click();
            assertThat(window.at().toString()).isEqualTo(account);
        }
    }

    /// Security: F5, E5
    @Test
    void a_new_password_needs_the_old_one() throws IOException {
        var person = registrar.person();
        try (var window = signedIn(person)) {
            window.page().locator("a[href$='/account/password']").click();
            window.shoot("account-password");
            choose(window, Household.PASSWORD, OTHER, "another one");
            assertThat(window.text()).contains("The two passwords differ");
            choose(window, "not the one", OTHER, OTHER).shoot("account-password-wrong");
            assertThat(window.field("current_password").inputValue()).isEmpty();
            choose(window, Household.PASSWORD, OTHER, OTHER).shoot("account-password-done");
            assertThat(window.at().getPath()).isEqualTo("/account");
        }
        try (var window = signedIn(person)) {
            assertThat(window.asksFor("password")).isTrue();
            window.signIn(person.name(), OTHER);
            assertThat(window.text()).contains(person.name());
        }
    }

    /// Security: E3
    @Test
    void somebody_signs_out_another_device_and_then_this_one() throws IOException {
        var person = registrar.person();
        var phone =
                new NewContextOptions()
                        .setUserAgent(
                                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15"
                                        + " (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1");
        try (var here = signedIn(person);
                var there = signedIn(person, phone);
                var further = signedIn(person)) {
            here.go(account + "/sessions").shoot("account-sessions");
            here.page()
                    .locator(
                            "li",
                            new com.microsoft.playwright.Page.LocatorOptions().setHasText("iPhone"))
                    .locator("button")
                    .click();
            here.page().locator("[role=status]").waitFor();
            assertThat(there.go(account).asksFor("password")).isTrue();
            assertThat(further.go(account).asksFor("password")).isFalse();

            here.page().locator("summary").click();
            here.shoot("account-sessions-others").press("others");
            assertThat(further.go(account).asksFor("password")).isTrue();

            here.go(account + "/history").shoot("account-history");
            here.go(account).press("end").shoot("signed-out");
            assertThat(here.page().title()).startsWith("You are signed out");
            assertThat(here.go(account).asksFor("password")).isTrue();
        }
    }

    /// Security: A19
    @Test
    void somebody_takes_back_what_they_let_an_application_have() throws IOException {
        var client =
                registrar.client(
                        app.callback(), Map.of("is_first_party", false, "client_name", "Gazette"));
        var person = registrar.person();
        try (var window = signedIn(person)) {
            window.shoot("account");
            assertThat(window.go(account + "/applications").text()).doesNotContain("Gazette");
            var asked = app.ask(issuer, client.id(), "openid profile email offline_access");
            window.go(asked.url()).press("allow");
            assertThat(app.answered(asked).one("code")).isNotEmpty();

            window.go(account + "/applications").shoot("account-applications");
            assertThat(window.text()).contains("Gazette");
            window.press("revoke").shoot("account-applications-revoked");
            window.go(app.ask(issuer, client.id(), "openid").url());
            assertThat(window.page().locator("button[value=allow]").count()).isOne();
        }
    }

    @Test
    void its_pages_speak_german_too() throws IOException {
        var german = new NewContextOptions().setLocale("de-AT");
        try (var window = signedIn(registrar.person(), german)) {
            for (String page : List.of("", "/sessions")) {
                window.go(account + page).shoot("account" + page.replace('/', '-') + "-german");
                assertThat(window.page().locator("html").getAttribute("lang")).isEqualTo("de");
            }
        }
    }

    /// Security: F7, F8
    @Test
    void an_app_is_set_up_by_its_first_code_and_brings_recovery_codes() throws IOException {
        var person = registrar.person();
        Codes codes;
        try (var window = signedIn(person)) {
            window.go(account + "/authenticator").shoot("account-app");
            window.page().locator("form button").click();
            window.page().locator("summary").click();
            window.shoot("account-app-key");
            codes = new Codes(window.page().locator("code.key").innerText(), List.of());

            String wrong = codes.now().equals("000000") ? "111111" : "000000";
            window.fill("totp_code", wrong).submit("totp_code").shoot("account-app-wrong");
            window.fill("totp_code", codes.now()).submit("totp_code").shoot("account-codes-fresh");
            List<String> shown = window.page().locator("ol.codes code").allInnerTexts();
            assertThat(shown).hasSize(10).doesNotHaveDuplicates();
            var file =
                    window.page()
                            .waitForDownload(() -> window.page().locator("a[download]").click());
            assertThat(Files.readString(file.path())).contains(person.name()).contains(shown);
            codes = new Codes(codes.secret(), shown);

            window.page().locator("main a.button").first().click();
            window.shoot("account-with-app");
            window.go(account + "/recovery-codes").shoot("account-codes");
        }
        try (var window = signedIn(person)) {
            window.page().locator("summary").click();
            window.fill("recovery_code", codes.recovery().getFirst()).submit("recovery_code");
            assertThat(window.at().toString()).isEqualTo(account);
            assertThat(window.text()).contains("9 left");
        }
    }

    /// Security: F9
    @Test
    void a_passkey_made_on_its_page_signs_in() throws IOException {
        var person = registrar.person();
        try (var window = signedIn(person)) {
            var key = Authenticator.in(window);
            window.go(account + "/passkeys");
            window.page().locator("main a.button").click();
            window.shoot("account-passkeys-add");
            window.fill("name", "The laptop of <b>Paula</b>").submit("name");
            window.page().locator("ol.codes").waitFor();
            assertThat(window.page().locator("ol.codes li").count()).isEqualTo(10);

            window.go(account + "/passkeys").shoot("account-passkeys");
            assertThat(window.text()).contains("The laptop of <b>Paula</b>");
            window.page().locator(".items a").click();
            window.page().locator("summary").click();
            window.shoot("account-passkey");
            window.go(account + "/passkeys/add").submit("name");
            window.page().locator("[data-passkey-known]").waitFor();
            window.shoot("account-passkeys-known");

            window.go(account).press("end");
            key.holderAgrees(true);
            window.go(account);
            window.page().waitForURL(account);
            assertThat(window.text()).contains(person.name());
        }
    }
}
