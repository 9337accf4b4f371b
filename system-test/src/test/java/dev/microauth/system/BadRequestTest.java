package dev.microauth.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.testkit.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What a client may send wrong, and that the daemon lives on.
@Tag("system")
@ExtendWith(Shared.class)
class BadRequestTest {
    private final Shared.House house;
    private final AuthPort auth;
    private final String token;

    BadRequestTest(Shared.House house) {
        this.house = house;
        this.auth = house.auth();
        this.token = auth.issuer() + "/token";
    }

    private int logged;

    @BeforeEach
    void note_where_the_log_is() {
        logged = house.daemon().log().length();
    }

    @AfterEach
    void the_daemon_lives_and_logged_no_trace() throws IOException {
        assertThat(auth.clientCredentials(house.demo()).status()).isEqualTo(200);
        assertThat(house.daemon().log().substring(logged))
                .doesNotContain("Exception")
                .doesNotContain("\"level\":\"error\"");
    }

    /// Spec: RFC 6749 §5.2
    @Test
    void an_unknown_grant_is_unsupported() throws IOException {
        refused(auth.token(house.demo(), "grant_type", "magic"), 400, "unsupported_grant_type");
    }

    /// Security: B5
    @Test
    void a_grant_that_the_client_was_not_given_is_refused() throws IOException {
        refused(
                auth.password(house.household().other(), Household.ALICE, Household.PASSWORD),
                400,
                "unauthorized_client");
    }

    /// Security: B2
    /// Spec: RFC 6749 §5.2
    @Test
    void a_wrong_secret_is_refused_with_a_challenge() throws IOException {
        var answer = auth.clientCredentials(house.household().other().withSecret("wrong"));
        refused(answer, 401, "invalid_client");
        assertThat(answer.header("WWW-Authenticate"))
                .hasValueSatisfying(v -> assertThat(v).startsWith("Basic"));
    }

    /// Security: G2
    @Test
    void an_unknown_client_and_a_wrong_secret_look_alike() throws IOException {
        var wrong = auth.clientCredentials(house.household().patient().withSecret("wrong"));
        var unknown = auth.clientCredentials(new Credentials("nobody-at-all", "wrong"));
        assertThat(unknown.status()).isEqualTo(wrong.status());
        assertThat(unknown.body()).isEqualTo(wrong.body());
    }

    @Test
    void a_malformed_basic_header_is_refused() throws IOException {
        for (String header : List.of("Basic", "Basic !!!", "Basic bm9jb2xvbg==", "Basic =", "x")) {
            var answer =
                    auth.http()
                            .post(
                                    token,
                                    List.of("grant_type", "client_credentials"),
                                    "Authorization",
                                    header);
            refused(answer, 401, "invalid_client");
        }
    }

    /// Security: A10
    /// Spec: RFC 6749 §3.2
    @Test
    void a_parameter_that_stands_twice_is_refused() throws IOException {
        refused(
                auth.token(
                        house.demo(),
                        "grant_type",
                        "client_credentials",
                        "grant_type",
                        "client_credentials"),
                400,
                "invalid_request");
        refused(
                auth.token(house.demo(), "grant_type", "client_credentials", "x", "1", "x", "2"),
                400,
                "invalid_request");
    }

    /// Security: H5
    @Test
    void a_body_of_one_and_a_half_megabytes_gets_a_readable_413() throws IOException {
        byte[] body = new byte[1_500_000];
        Arrays.fill(body, (byte) 'a');
        for (String port : List.of(auth.issuer(), house.daemon().ports().adminIssuer())) {
            var answer =
                    auth.http()
                            .postRaw(
                                    port + "/token",
                                    "application/x-www-form-urlencoded",
                                    body,
                                    "Authorization",
                                    house.demo().basic());
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).isNotBlank();
        }
    }

    /// Security: B1
    @Test
    void another_content_type_is_refused() throws IOException {
        byte[] json = "{\"grant_type\":\"client_credentials\"}".getBytes(StandardCharsets.UTF_8);
        for (String type : List.of("application/json", "text/plain", "multipart/form-data")) {
            var answer =
                    auth.http().postRaw(token, type, json, "Authorization", house.demo().basic());
            refused(answer, 400, "invalid_request");
        }
    }

    @Test
    void garbage_in_the_form_is_refused() throws IOException {
        for (String form : List.of("grant_type=%zz", "grant_type=%ff%fe", "=&=&=", "%00=1")) {
            var answer =
                    auth.http()
                            .postRaw(
                                    token,
                                    "application/x-www-form-urlencoded",
                                    form.getBytes(StandardCharsets.ISO_8859_1),
                                    "Authorization",
                                    house.demo().basic());
            refused(answer, 400, "invalid_request");
        }
    }

    /// Security: H5, H6
    @Test
    void what_is_no_http_gets_an_answer_and_no_more() throws IOException {
        for (String garbage :
                List.of(
                        "hello\r\n\r\n",
                        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n",
                        "GET /ping HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                        "POST /token HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: a\r\n\r\n")) {
            try (var client = new RawHttp(house.daemon().ports().auth())) {
                String answer = client.send(garbage).readAll();
                assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("Exception");
            }
        }
    }

    /// Security: H5
    @Test
    void slow_clients_are_cut_off_while_others_are_served() throws IOException {
        var slow = new ArrayList<RawHttp>();
        try {
            for (int i = 0; i < 60; i++) {
                slow.add(
                        new RawHttp(house.daemon().ports().auth())
                                .send(
                                        i % 2 == 0
                                                ? "GET /ping HTTP/1.1\r\nHost: a\r\nX: "
                                                : "POST /token HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\na"));
            }
            Eventually.within(
                    Duration.ofSeconds(20),
                    () -> {
                        served();
                        slow.forEach(BadRequestTest::drip);
                        return slow.stream().allMatch(RawHttp::isEnded);
                    },
                    () -> "slow clients are still held");
        } finally {
            for (var client : slow) {
                client.close();
            }
        }
    }

    private void served() {
        try {
            assertThat(auth.http().get(auth.issuer() + "/ping").status()).isEqualTo(200);
        } catch (IOException e) {
            throw new AssertionError("others are not served", e);
        }
    }

    private static void drip(RawHttp client) {
        try {
            client.send("a");
        } catch (IOException _) {
            // It was cut off, as it should be.
        }
    }

    private static void refused(Answer answer, int status, String error) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json()).containsEntry("error", error);
        assertThat(answer.json().keySet()).isSubsetOf("error", "error_description");
        assertThat(answer.header("Cache-Control")).hasValue("no-store");
        assertThat(answer.header("X-Request-Id")).isPresent();
    }
}
