package dev.microauth.api.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.microauth.api.RoleEdit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminClientTest {
    private static final UUID ID = new UUID(1, 2);
    private static final String ROLE =
            "{\"id\":\""
                    + ID
                    + "\",\"name\":\"support\",\"description\":null,\"is_protected\":false}";

    private record Said(int status, String body, Map<String, String> headers) {}

    private final Map<String, Said> answers = new ConcurrentHashMap<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final HttpServer server;
    private final Connection connection;

    AdminClientTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Thread::startVirtualThread);
        connection = Connection.to(url(), "test/1", Optional.empty());
    }

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        connection.close();
        server.stop(0);
    }

    @Test
    void a_connection_needs_the_address_of_a_port() {
        for (var text :
                List.of(
                        "ftp://localhost",
                        "/path",
                        "http://a@localhost",
                        "http://localhost?q",
                        "http:x")) {
            assertThatThrownBy(() -> Connection.to(URI.create(text), "test/1", Optional.empty()))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /// Spec: RFC 9457 §3
    @Test
    void a_refusal_carries_the_problem_and_the_wait() {
        says(
                "GET /api/v1/roles",
                429,
                "{\"type\":\"about:blank\",\"title\":\"Slow\",\"status\":429,\"detail\":\"Too many.\",\"fields\":{\"q\":\"odd\"},"
                        + "\"request_id\":\"r1\",\"extra\":1}",
                Map.of("Retry-After", "9"));

        var refused =
                catchThrowableOfType(Refused.class, () -> admin("t").roles().list(Query.all()));

        assertThat(refused.problem().detail()).isEqualTo("Too many.");
        assertThat(refused.problem().fields()).contains(Map.of("q", "odd"));
        assertThat(refused.problem().requestId()).isEqualTo("r1");
        assertThat(refused.retryAfter()).contains(Duration.ofSeconds(9));
    }

    @Test
    void a_refusal_in_another_form_keeps_its_status() {
        says(
                "GET /api/v1/roles",
                502,
                "<html>",
                Map.of("Retry-After", "Sun, 22 Nov 2026 05:00:00 GMT"));

        var refused =
                catchThrowableOfType(Refused.class, () -> admin("t").roles().list(Query.all()));

        assertThat(refused.problem().status()).isEqualTo(502);
        assertThat(refused.retryAfter()).isEmpty();
    }

    @Test
    void what_is_no_answer_of_ours_is_none() {
        for (var body : List.of("", "<html>", "[]", "{\"id\":7}", "{\"id\":\"" + ID + "\"}")) {
            says("GET /api/v1/roles/" + ID, 200, body, Map.of());
            assertThatThrownBy(() -> admin("t").roles().get(ID))
                    .as(body)
                    .isInstanceOf(NoAnswer.class);
        }
        server.stop(0);
        assertThatThrownBy(() -> admin("t").roles().get(ID)).isInstanceOf(NoAnswer.class);
    }

    @Test
    void a_redirect_does_not_get_the_token() {
        says("GET /api/v1/roles/" + ID, 307, "", Map.of("Location", "/elsewhere"));

        assertThatThrownBy(() -> admin("t").roles().get(ID)).isInstanceOf(Refused.class);

        assertThat(asked).hasSize(1);
    }

    /// Spec: RFC 6750 §2.1
    @Test
    void the_token_goes_in_its_header_and_a_fixed_one_is_not_tried_twice() {
        says("GET /api/v1/roles/" + ID, 401, "{}", Map.of());

        assertThatThrownBy(() -> admin("t").roles().get(ID)).isInstanceOf(Refused.class);

        assertThat(asked).containsExactly("GET /api/v1/roles/" + ID + " Bearer t");
    }

    @Test
    void a_service_account_signs_in_by_itself_and_anew_when_its_token_is_over() {
        says(
                "POST /token",
                200,
                "{\"access_token\":\"first\",\"token_type\":\"Bearer\",\"expires_in\":900}",
                Map.of());
        says("GET /api/v1/roles/" + ID, 200, ROLE, Map.of());
        var signIn = new SignIn(connection);
        var admin =
                new AdminClient(
                        connection, TokenSource.ofServiceAccount(signIn, "inventory", "a+b"));
        admin.roles().get(ID);
        admin.roles().get(ID);
        assertThat(asked.stream().filter(line -> line.startsWith("POST"))).hasSize(1);
        assertThat(asked.getFirst()).contains("client_id=inventory&client_secret=a%2Bb");

        says("GET /api/v1/roles/" + ID, 401, "{}", Map.of());
        assertThatThrownBy(() -> admin.roles().get(ID)).isInstanceOf(Refused.class);
        assertThat(asked.stream().filter(line -> line.startsWith("POST")))
                .as("once more, and no further")
                .hasSize(2);
    }

    /// Spec: RFC 6749 §5.2
    @Test
    void a_refused_sign_in_says_which_error() {
        says(
                "POST /token",
                400,
                "{\"error\":\"mfa_required\",\"error_description\":\"A code is missing.\"}",
                Map.of());

        var refused =
                catchThrowableOfType(
                        SignInRefused.class,
                        () -> new SignIn(connection).password("alice", "pass", Optional.empty()));

        assertThat(refused.error()).isEqualTo("mfa_required");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.description()).isEqualTo("A code is missing.");
    }

    /// Spec: RFC 7396 §2
    @Test
    void a_change_names_only_what_changes_and_can_insist_on_the_state() {
        says("GET /api/v1/roles/" + ID, 200, ROLE, Map.of("ETag", "\"7\""));
        says("PATCH /api/v1/roles/" + ID, 200, ROLE, Map.of());
        var roles = admin("t").roles();

        var read = roles.read(ID);
        roles.update(
                ID,
                Patch.none()
                        .with("name", "care")
                        .without("description")
                        .onlyIf(read.tag().orElseThrow()));

        assertThat(asked.getLast())
                .isEqualTo(
                        "PATCH /api/v1/roles/"
                                + ID
                                + " Bearer t \"7\" application/merge-patch+json"
                                + " {\"name\":\"care\",\"description\":null}");
    }

    @Test
    void a_page_leads_to_the_next() {
        says(
                "GET /api/v1/roles",
                200,
                "{\"items\":[" + ROLE + "],\"next\":\"c r\",\"total\":2}",
                Map.of());

        var page =
                admin("t")
                        .roles()
                        .list(
                                Query.all()
                                        .matching("s&t")
                                        .sortedBy("-name")
                                        .limit(1)
                                        .with("is_active", "true"));

        assertThat(page.items()).hasSize(1);
        assertThat(page.next()).contains("c r");
        assertThat(asked.getLast())
                .startsWith("GET /api/v1/roles?q=s%26t&sort=-name&limit=1&is_active=true ");
        admin("t").roles().list(Query.all().after("c r"));
        assertThat(asked.getLast()).startsWith("GET /api/v1/roles?after=c%20r ");
    }

    @Test
    void making_one_answers_it() {
        says("POST /api/v1/roles", 201, ROLE, Map.of());

        var made = admin("t").roles().create(new RoleEdit("support", Optional.empty()));

        assertThat(made.id()).isEqualTo(ID);
        assertThat(asked.getLast())
                .endsWith("application/json {\"name\":\"support\",\"description\":null}");
    }

    @Test
    void a_secret_is_not_printed_by_accident() {
        assertThat(TokenSource.of("hidden").toString()).doesNotContain("hidden");
        assertThat(
                        new TokenAnswer(
                                        "hidden",
                                        "Bearer",
                                        Optional.empty(),
                                        Optional.of("hidden"),
                                        Optional.empty())
                                .toString())
                .doesNotContain("hidden");
    }

    private AdminClient admin(String token) {
        return new AdminClient(connection, TokenSource.of(token));
    }

    private URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
    }

    private void says(String request, int status, String body, Map<String, String> headers) {
        answers.put(request, new Said(status, body, headers));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            for (var header : List.of("Authorization", "If-Match", "Content-Type")) {
                line +=
                        Optional.ofNullable(exchange.getRequestHeaders().getFirst(header))
                                .map(" "::concat)
                                .orElse("");
            }
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add((line + " " + body).strip());
            var key = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            var said = answers.getOrDefault(key, new Said(404, "{}", Map.of()));
            said.headers().forEach(exchange.getResponseHeaders()::set);
            var bytes = said.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(said.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
