package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.actor.Origin;
import dev.microauth.authorize.AuthorizationRequest;
import dev.microauth.authorize.Authorizations;
import dev.microauth.authorize.Checked;
import dev.microauth.authorize.Decision;
import dev.microauth.authorize.Progress;
import dev.microauth.credential.Attempt;
import dev.microauth.credential.SignIn;
import dev.microauth.key.Ring;
import dev.microauth.session.Session;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// A code of the admin port, redeemed at the token endpoint of the admin port.
///
/// Spec: RFC 6749 §4.1.3, RFC 7636 §4.6
class AdminCodeTest {
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private static final String PLACE = "http://127.0.0.1:43210/callback";

    @AutoClose private final Site site = Site.open();

    /// Security: A5, A8, B7, B8
    @Test
    void a_code_is_redeemed_by_whom_it_was_made_for_or_not_at_all() {
        for (Map<String, String> wrong :
                List.of(
                        Map.of("code_verifier", "x".repeat(43)),
                        Map.of("code_verifier", ""),
                        Map.of("redirect_uri", "http://127.0.0.1:43211/callback"),
                        Map.of("redirect_uri", ""),
                        Map.of("client_id", "shop"),
                        Map.of("code", "x".repeat(43)))) {
            redeem(code("admin"), wrong).refuses(400, "invalid_grant");
        }
        site.admin()
                .post("/token")
                .form("grant_type", "authorization_code", "code", code("admin"))
                .send()
                .refuses(400, "invalid_request");
    }

    /// Security: A9
    /// Trap: 5
    @Test
    void a_code_is_good_once_and_its_second_use_takes_back_what_the_first_gave() {
        String code = code("admin");
        var tokens = redeem(code, Map.of()).succeeds();
        assertThat(me(tokens)).isEqualTo(200);

        redeem(code, Map.of()).refuses(400, "invalid_grant");
        assertThat(me(tokens)).isEqualTo(401);
    }

    /// Security: A8
    @Test
    void a_minute_later_it_is_gone() {
        String code = code("admin");
        site.advance(Duration.ofSeconds(61));
        redeem(code, Map.of()).refuses(400, "invalid_grant");
    }

    /// Security: B9, H7
    /// Trap: 1
    @Test
    void who_is_locked_out_or_no_administrator_any_more_gets_nothing_for_it() {
        String code = code("admin");
        var admin = site.user("admin").id();
        site.engine().access().assignRole(Site.ACTOR, site.user("alice").id(), "MadAdmin");
        site.engine().users().lockOut(Site.ACTOR, admin, Optional.of(site.now().plusSeconds(60)));
        redeem(code, Map.of()).refuses(400, "invalid_grant");

        String other = code("alice");
        site.engine().users().lockOut(Site.ACTOR, admin, Optional.empty());
        site.engine().access().unassignRole(Site.ACTOR, site.user("alice").id(), "MadAdmin");
        redeem(other, Map.of()).refuses(400, "invalid_grant");
    }

    /// Security: E5
    @Test
    void where_administrators_need_two_factors_one_gets_nothing_for_it() {
        try (Site strict = Site.open(with -> with.requireAdminMfa(true))) {
            var flow = new Flow(strict, Ring.ADMIN, "mad", Map.of());
            redeem(strict, flow.code("admin"), Map.of()).refuses(400, "mfa_required");
        }
    }

    /// Security: H7
    @Test
    void the_ports_do_not_take_each_others_codes() {
        site.auth()
                .post("/token")
                .form(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        "page",
                        "code",
                        code("admin"),
                        "redirect_uri",
                        PLACE,
                        "code_verifier",
                        VERIFIER)
                .send()
                .refuses(400, "unauthorized_client");
    }

    @Test
    void it_buys_what_a_password_does_and_is_prolonged_alike() {
        var tokens = redeem(code("admin"), Map.of()).succeeds();
        assertThat(me(tokens)).isEqualTo(200);
        var next =
                site.admin()
                        .post("/token")
                        .form(
                                "grant_type",
                                "refresh_token",
                                "refresh_token",
                                tokens.text("refresh_token"))
                        .send()
                        .succeeds();
        assertThat(me(next)).isEqualTo(200);
    }

    /// Security: A19
    @Test
    void what_a_person_lets_a_client_have_is_listed_and_taken_back() {
        var admin = Admin.of(site);
        var alice = site.user("alice");
        String path = "/users/" + alice.id() + "/consents";
        assertThat(admin.get(path).succeeds().text("items")).isEqualTo("[]");
        assertThat(admin.delete(path + "/shop").status()).isEqualTo(404);
        assertThat(admin.delete(path + "/no%20client").status()).isEqualTo(404);

        site.engine()
                .clients()
                .create(Site.ACTOR)
                .clientId("wiki")
                .publicClient()
                .redirectUris(PLACE)
                .scopes("openid")
                .save();
        var flow = new Flow(site, Ring.AUTH, "wiki", Map.of("scope", "openid"));
        assertThat(flow.decide("alice")).isInstanceOf(Decision.Consent.class);
        assertThat(flow.consent("alice")).isNotEmpty();
        assertThat(admin.get(path).succeeds().body())
                .contains("\"client_id\":\"wiki\"", "\"scope\":\"openid\"");
        assertThat(admin.delete(path + "/wiki").status()).isEqualTo(204);
        assertThat(admin.get(path).succeeds().text("total")).isEqualTo("0");
    }

    private int me(Answer tokens) {
        return site.admin().get("/api/v1/me").bearer(tokens.text("access_token")).send().status();
    }

    /// What is empty is not sent.
    private Answer redeem(String code, Map<String, String> changed) {
        return redeem(site, code, changed);
    }

    private static Answer redeem(Site site, String code, Map<String, String> changed) {
        var form =
                new LinkedHashMap<>(
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "client_id",
                                "mad",
                                "code",
                                code,
                                "redirect_uri",
                                PLACE,
                                "code_verifier",
                                VERIFIER));
        form.putAll(changed);
        var call = site.admin().post("/token");
        form.forEach((name, value) -> {
            if (!value.isEmpty()) {
                call.form(name, value);
            }
        });
        return call.send();
    }

    /// The code that a browser brings back after this person signed in.
    private String code(String username) {
        var flow = new Flow(site, Ring.ADMIN, "mad", Map.of());
        assertThat(flow.decide(username)).isInstanceOf(Decision.Granted.class);
        return flow.code(username);
    }

    /// A client's way through the authorization endpoint of a port.
    private static final class Flow {
        private final Site site;
        private final Authorizations authorizations;
        private final Ring ring;
        private final AuthorizationRequest request;
        private final Progress begun;

        Flow(Site site, Ring ring, String client, Map<String, String> more) {
            this.site = site;
            this.begun = Progress.begun(site.now());
            this.ring = ring;
            this.authorizations = site.engine().authorizations(ring);
            var parameters = new LinkedHashMap<>(more);
            parameters.put("client_id", client);
            parameters.put("response_type", "code");
            parameters.put("redirect_uri", PLACE);
            parameters.put("code_challenge", CHALLENGE);
            parameters.put("code_challenge_method", "S256");
            if (!(authorizations.check(parameters) instanceof Checked.Sound(var sound))) {
                throw new AssertionError("a sound request");
            }
            this.request = sound;
        }

        Decision decide(String username) {
            return authorizations.decide(request, Optional.of(session(username)), begun);
        }

        String code(String username) {
            return found(authorizations.answer(request, session(username), begun, Origin.NONE));
        }

        String consent(String username) {
            return found(authorizations.consent(request, session(username), begun, Origin.NONE));
        }

        private static String found(Optional<dev.microauth.authorize.Answer> answer) {
            return answer.map(given -> given.parameters().get("code")).orElseThrow();
        }

        private Session session(String username) {
            var outcome =
                    site.engine()
                            .signIns()
                            .withPassword(
                                    username,
                                    Site.PASSWORD.toCharArray(),
                                    Attempt.from(Origin.NONE));
            if (!(outcome instanceof SignIn.Proven proven)) {
                throw new AssertionError("signed in: " + outcome);
            }
            return site.engine()
                    .sessions()
                    .signIn(ring, proven, Optional.empty(), Origin.NONE)
                    .session();
        }
    }
}
