package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.microauth.MicroAuth;
import dev.microauth.jose.Algorithm;
import dev.microauth.service.AccountReference;
import dev.microauth.token.WaitingRoom;
import dev.microauth.web.status.Running;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// GET /revocations.
class RevocationsEndpointTest {
    private static final String PATH = "/revocations";

    @AutoClose private static final Site SITE = Site.open();

    private static Call ask(String query) {
        return SITE.auth().get(PATH + query).basic("stranger", SITE.secret("stranger"));
    }

    /// Security: B2, C8
    /// Trap: 6
    @Test
    void nobody_without_a_secret_of_their_own_is_told() {
        String token = SITE.clientToken("batch");
        String secret = SITE.secret("batch");
        for (Call call :
                List.of(
                        SITE.auth().get(PATH),
                        SITE.auth().get(PATH).basic("batch", "wrong"),
                        SITE.auth().get(PATH).basic("page", ""),
                        SITE.auth().get(PATH).basic("off", SITE.secret("off")),
                        SITE.auth().get(PATH).bearer(token),
                        SITE.auth().get(PATH).form("client_id", "batch", "client_secret", secret),
                        SITE.auth().get(PATH + "?client_id=batch&client_secret=" + secret))) {
            var answer = call.send().refuses(401, "invalid_client");
            assertThat(answer.header("www-authenticate").orElseThrow()).startsWith("Basic ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?cursor=x",
                "?cursor=!!!!!!!!!!!!!!!!!!!!!!",
                "?cursor=AAAAAAAAAAAAAAAAAAAAAAA",
                "?wait=-1",
                "?wait=1.5",
                "?wait=99999",
                "?wait=0&wait=0",
                "?nonce=a%20b",
                "?nonce=%22",
                "?cursor=AAAAAAAAAAAAAAAAAAAAAA&cursor=AAAAAAAAAAAAAAAAAAAAAA"
            })
    void a_question_that_cannot_be_read_is_refused(String query) {
        ask(query).send().refuses(400, "invalid_request");
    }

    /// Security: B1, C1
    @Test
    void the_answer_is_a_token_of_its_own_kind_that_opens_nothing() throws Exception {
        String dead = SITE.clientToken("batch");
        SITE.as("batch", "/revoke").form("token", dead).send().succeeds();

        var answer = ask("?nonce=n-1&wait=0").send().succeeds().isNotStored();
        assertThat(answer.header("content-type")).hasValue("application/jwt");
        var told = SignedJWT.parse(answer.body());
        assertThat(told.getHeader().getType().getType()).isEqualTo("revocations+jwt");
        var claims = told.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo("http://localhost:9040");
        assertThat(claims.getAudience()).containsExactly("stranger");
        assertThat(claims.getStringClaim("nonce")).isEqualTo("n-1");
        assertThat((Map<?, ?>) claims.getClaim("revoked")).hasSize(1);
        SITE.auth().get("/whoami").bearer(answer.body()).send().refuses(401, "invalid_token");
        assertThat(SITE.as("shop", "/introspect").form("token", answer.body()).send().body())
                .contains("\"active\":false");

        var next = ask("?cursor=" + claims.getStringClaim("cursor")).send().succeeds();
        assertThat((Map<?, ?>) SignedJWT.parse(next.body()).getJWTClaimsSet().getClaim("revoked"))
                .isEmpty();
    }

    /// Trap: 18
    @ParameterizedTest
    @EnumSource
    void whatever_signs_here_the_first_question_of_all_is_answered(Algorithm algorithm)
            throws Exception {
        try (var auth = MicroAuth.builder().appName("shop").signingAlgorithm(algorithm).open()) {
            var client = auth.engine().clients().create(Site.ACTOR).clientId("orders").save();
            var routes =
                    new Routes(
                            auth.engine(),
                            new Running("test", Site.START, List.of()),
                            Optional.empty(),
                            WaitingRoom.large());
            var answer =
                    new Port(routes.auth())
                            .get(PATH)
                            .basic("orders", client.secret().orElseThrow().revealText())
                            .send()
                            .succeeds();
            assertThat(SignedJWT.parse(answer.body()).getHeader().getAlgorithm().getName())
                    .isEqualTo(algorithm.name());
        }
    }

    /// Trap: 11
    @Test
    void a_service_account_may_ask_with_its_credential() {
        var engine = SITE.engine();
        var account = engine.serviceAccounts().create(Site.ACTOR).name("gateway").save();
        var credential =
                engine.serviceCredentials()
                        .issue(Site.ACTOR, AccountReference.of(account.id()))
                        .credential();

        SITE.auth().get(PATH).basic("gateway", credential.revealText()).send().succeeds();
    }
}
