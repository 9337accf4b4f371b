package dev.microauth.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Signing out of a browser because an application asks for it, in a real one.
@Tag("browser")
@ExtendWith({Shared.class, Chromium.class})
class SignOutPagesTest {
    @AutoClose private final RelyingParty app = new RelyingParty();

    private final AuthPort auth;
    private final String endSession;
    private final Chromium.Windows windows;
    private final Registrar registrar;
    private final Credentials client;

    SignOutPagesTest(Shared.House house, Chromium.Windows windows) throws IOException {
        this.auth = house.auth();
        this.endSession = auth.issuer() + "/end-session";
        this.windows = windows;
        this.registrar = new Registrar(house);
        this.client =
                registrar.client(
                        app.callback(),
                        Map.of(
                                "client_name",
                                "Orders",
                                "token_endpoint_auth_method",
                                "none",
                                "post_logout_redirect_uris",
                                List.of(app.url("/bye"))));
    }

    private String asking(String... parameters) {
        return endSession + "?" + Http.encoded(List.of(parameters));
    }

    /// Security: E1, H2
    @Test
    void nobody_is_signed_out_or_sent_on_without_being_asked() throws IOException {
        var person = registrar.person();
        try (var window = windows.open()) {
            window.go(auth.issuer() + "/account").signIn(person.name(), Household.PASSWORD);
            window.go(
                    asking(
                            "client_id",
                            client.id(),
                            "post_logout_redirect_uri",
                            app.url("/elsewhere")));
            window.shoot("sign-out-refused");
            assertThat(app.arrivals("/elsewhere")).isEmpty();

            String asked =
                    asking(
                            "client_id",
                            client.id(),
                            "post_logout_redirect_uri",
                            app.url("/bye"),
                            "state",
                            "s1");
            window.go(asked).shoot("sign-out");
            assertThat(window.text()).contains(person.name()).contains("Orders");
            window.press("stay");
            assertThat(window.go(auth.issuer() + "/account").asksFor("password")).isFalse();

            window.go(asked).press("end");
            window.page().waitForURL(url -> url.startsWith(app.url("/bye")));
            assertThat(app.arrivals("/bye").getLast().parameters().one("state")).isEqualTo("s1");
            assertThat(window.go(auth.issuer() + "/account").asksFor("password")).isTrue();
        }
    }

    /// Security: E1
    /// Spec: RP-Initiated §2
    @Test
    void whom_an_application_names_by_their_id_token_is_signed_out_at_once() throws IOException {
        var person = registrar.person();
        try (var window = windows.open()) {
            var asked = app.ask(auth.issuer(), client.id(), "openid");
            window.go(asked.url()).signIn(person.name(), Household.PASSWORD);
            String idToken = auth.redeem(client, app, asked).text("id_token");
            window.go(asking("id_token_hint", idToken));
            assertThat(window.page().title()).startsWith("You are signed out");
            assertThat(window.go(auth.issuer() + "/account").asksFor("password")).isTrue();
        }
    }
}
