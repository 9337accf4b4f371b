package dev.microauth.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Codes, recovery codes and passkeys, in a real browser. The authenticator is Chromium's own virtual one.
@Tag("browser")
@ExtendWith({Shared.class, Chromium.class})
class SecondFactorPagesTest {
    @AutoClose private final RelyingParty app = new RelyingParty();

    private final AuthPort auth;
    private final String issuer;
    private final Chromium.Windows windows;
    private final Registrar registrar;
    private final Credentials client;

    SecondFactorPagesTest(Shared.House house, Chromium.Windows windows) throws IOException {
        this.auth = house.auth();
        this.issuer = auth.issuer();
        this.windows = windows;
        this.registrar = new Registrar(house);
        this.client =
                registrar.client(
                        app.callback(),
                        Map.of("client_name", "Orders", "token_endpoint_auth_method", "none"));
    }

    private RelyingParty.Asked asked(String... more) {
        return app.ask(issuer, client.id(), "openid", more);
    }

    private String methods(RelyingParty.Asked asked) throws IOException {
        var granted = auth.redeem(client, app, asked);
        return String.valueOf(Tokens.claims(granted.text("id_token")).get("amr"));
    }

    /// Security: F7
    /// Trap: 2
    @Test
    void a_code_is_good_once_and_a_wrong_one_never() throws IOException {
        var person = registrar.person();
        var codes = registrar.enrolTotp(person);
        try (var window = windows.open()) {
            var asked = asked();
            window.go(asked.url()).signIn(person.name(), Household.PASSWORD);
            assertThat(window.asksFor("totp_code")).isTrue();
            window.shoot("second-factor");
            // The one that confirmed the enrolment.
            window.fill("totp_code", codes.spent()).submit("totp_code");
            assertThat(window.asksFor("totp_code")).isTrue();
            window.shoot("second-factor-wrong");
            String good = codes.now();
            window.fill("totp_code", good).submit("totp_code");
            assertThat(methods(asked)).contains("pwd", "otp", "mfa");

            var again = asked("prompt", "login");
            window.go(again.url()).signIn(person.name(), Household.PASSWORD);
            window.fill("totp_code", good).submit("totp_code");
            assertThat(window.asksFor("totp_code")).isTrue();
        }
    }

    /// Security: F8
    @Test
    void a_recovery_code_is_good_once() throws IOException {
        var person = registrar.person();
        var codes = registrar.enrolTotp(person);
        String recovery = codes.recovery().getFirst();
        for (boolean fresh : new boolean[] {true, false}) {
            try (var window = windows.open()) {
                var asked = asked();
                window.go(asked.url()).signIn(person.name(), Household.PASSWORD);
                window.page().locator("summary").click();
                window.shoot("recovery-code");
                window.fill("recovery_code", recovery).submit("recovery_code");
                if (fresh) {
                    assertThat(app.answered(asked).one("code")).isNotEmpty();
                } else {
                    assertThat(window.at().toString()).startsWith(issuer);
                }
            }
        }
    }

    /// Security: F9
    @Test
    void a_passkey_signs_in_alone_or_after_the_password() throws IOException {
        var person = registrar.person();
        try (var window = windows.open()) {
            var key = Authenticator.in(window);
            enrolPasskey(window, person);

            var asked = asked();
            window.go(asked.url());
            // The browser offers it in the field of the name, and its holder agrees.
            window.page().waitForURL(url -> url.startsWith(app.callback()));
            assertThat(methods(asked)).contains("mfa").doesNotContain("pwd");

            window.context().clearCookies();
            key.holderAgrees(false);
            var second = asked();
            window.go(second.url());
            window.signIn(person.name(), Household.PASSWORD);
            assertThat(window.asksFor("password")).isFalse();
            window.shoot("second-factor-passkey");
            key.holderAgrees(true);
            window.page().locator("form[data-passkey=second-factor] button").click();
            window.page().waitForURL(url -> url.startsWith(app.callback()));
            assertThat(methods(second)).contains("pwd", "mfa");
        }
    }

    /// Security: F9
    @Test
    void another_authenticator_signs_nobody_in() throws IOException {
        var person = registrar.person();
        try (var window = windows.open()) {
            Authenticator.in(window);
            enrolPasskey(window, person);
        }
        try (var window = windows.open()) {
            Authenticator.in(window);
            window.go(asked().url()).signIn(person.name(), Household.PASSWORD);
            window.page().locator("form[data-passkey=second-factor] button").click();
            window.page().locator("[data-passkey-problem]").waitFor();
            window.shoot("second-factor-no-passkey");
        }
        assertThat(app.arrivals("/callback")).isEmpty();
    }

    private void enrolPasskey(Window window, Registrar.Person person) throws IOException {
        String bearer = "Bearer " + registrar.tokenOf(person);
        var question =
                auth.http()
                        .json(
                                "POST",
                                issuer + "/me/passkeys/options",
                                "{}",
                                "Authorization",
                                bearer)
                        .json();
        window.go(issuer + "/jwks.json");
        String credential =
                String.valueOf(
                        window.page()
                                .evaluate(
                                        """
                                        async options => {
                                            const publicKey = PublicKeyCredential
                                                .parseCreationOptionsFromJSON(JSON.parse(options));
                                            const made = await navigator.credentials.create({publicKey});
                                            return JSON.stringify(made.toJSON());
                                        }
                                        """,
                                        Tokens.json(question.get("options"))));
        String body =
                "{\"name\":\"Laptop\",\"state\":%s,\"credential\":%s}"
                        .formatted(Tokens.json(question.get("state")), credential);
        var added =
                auth.http().json("POST", issuer + "/me/passkeys", body, "Authorization", bearer);
        assertThat(added.status()).as(added.body()).isEqualTo(201);
    }
}
