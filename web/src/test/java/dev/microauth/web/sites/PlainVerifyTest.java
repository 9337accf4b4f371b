package dev.microauth.web.sites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.actor.Origin;
import dev.microauth.credential.Attempt;
import dev.microauth.credential.SignIn;
import dev.microauth.key.Ring;
import dev.microauth.web.Answer;
import dev.microauth.web.Site;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// `/verify` where no site is registered, asked by a proxy that names no address.
class PlainVerifyTest {
    @AutoClose private final Site site = Site.open();

    private String cookie(String username) {
        var outcome =
                site.engine()
                        .signIns()
                        .withPassword(
                                username, Site.PASSWORD.toCharArray(), Attempt.from(Origin.NONE));
        var session =
                site.engine()
                        .sessions()
                        .signIn(Ring.AUTH, (SignIn.Proven) outcome, Optional.empty(), Origin.NONE);
        return "__Host-mad-session=" + session.reference().revealText();
    }

    private Answer verify(String target, String header, String value) {
        return site.auth().get(target).header(header, value).send();
    }

    @Test
    void who_is_not_signed_in_is_told_where_to() {
        var answer = site.auth().get("/verify").send().refuses(401, "login_required");
        assertThat(answer.header("location")).hasValue("http://localhost:9040/account");
        assertThat(answer.headerNames()).noneMatch(name -> name.startsWith("remote-"));
        verify("/verify", "authorization", "Bearer x").refuses(401, "login_required");
        verify("/verify", "cookie", "__Host-mad-session=x").refuses(401, "login_required");
    }

    @Test
    void a_role_can_be_asked_for() {
        String alice = cookie("alice");
        verify("/verify?role=MadAdmin", "cookie", alice).refuses(403, "access_denied");
        assertThat(verify("/verify?role=MadAdmin&role=Clerk", "cookie", alice).status())
                .isEqualTo(200);
    }

    @Test
    void a_token_of_somebody_else_s_application_opens_nothing_and_one_of_ours_does() {
        String own = site.aliceSignsIn("openid").text("access_token");
        assertThat(
                        verify("/verify", "authorization", "Bearer " + own)
                                .response()
                                .header("remote-user"))
                .hasValue("alice");
        String machine = site.clientToken("batch");
        verify("/verify", "authorization", "Bearer " + machine).refuses(401, "login_required");
    }

    @Test
    void who_is_signed_in_is_let_through_by_name() {
        var answer = verify("/verify", "cookie", cookie("alice"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("remote-user")).hasValue("alice");
        assertThat(answer.header("remote-groups")).hasValue("Clerk");
    }

    /// Security: H4
    @Test
    void once_a_site_has_rules_an_address_has_to_be_named_and_believed() {
        String alice = cookie("alice");
        verify("/verify", "x-forwarded-host", "wiki.example.com").refuses(400, "invalid_request");
        site.engine()
                .clients()
                .create(Site.ACTOR)
                .clientId("wiki")
                .protectedSites(List.of("https://wiki.example.com"))
                .save();
        verify("/verify", "cookie", alice).refuses(400, "invalid_request");
    }
}
