package dev.microauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.cli.terminal.ExitCode;
import dev.microauth.testkit.Eventually;
import dev.microauth.testkit.UrlEncoded;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// `mad session login --browser`: a browser that brings back what this test wants it to.
///
/// Spec: RFC 8252 §7.3, §8.3
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class BrowserSignInTest {
    @TempDir Path home;

    @AutoClose private final Stub stub = new Stub();
    @AutoClose private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void answer() throws IOException {
        new World(stub);
        stub.on(
                "GET /.well-known/oauth-authorization-server",
                Stub.json(
                        200,
                        Map.of(
                                "issuer",
                                stub.url(),
                                "authorization_endpoint",
                                stub.url() + "/authorize")));
        stub.on(
                "POST /token",
                Stub.json(
                        200,
                        Map.of(
                                "access_token",
                                "access-1",
                                "token_type",
                                "Bearer",
                                "expires_in",
                                900,
                                "refresh_token",
                                "refresh-1")));
        var script =
                Files.writeString(
                        home.resolve("browser"),
                        "#!/bin/sh\necho \"$1\" >\"$0.new\"\nmv \"$0.new\" \"$0.asked\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    /// Security: A7
    /// Spec: RFC 6749 §10.12
    @Test
    void an_answer_that_was_not_asked_for_is_shown_out_and_waited_on_goes() throws Exception {
        var ran = run();
        var asked = asked();

        String place = found(asked, "redirect_uri");
        assertThat(get(place + "?code=evil&iss=" + UrlEncoded.of(stub.url())).statusCode())
                .isEqualTo(400);
        assertThat(get(answer(asked, "code", "evil", "state", "other")).statusCode())
                .isEqualTo(400);
        assertThat(get(answer(asked, "code", "evil") + "&code=other").statusCode()).isEqualTo(400);
        assertThat(get(place.replace("/callback", "/")).statusCode()).isEqualTo(404);
        assertThat(get(place.replace("127.0.0.1", "localhost")).statusCode()).isEqualTo(404);
        assertThat(ran).isNotDone();

        get(answer(asked, "code", "right"));
        assertThat(ran.get(30, TimeUnit.SECONDS).code()).isEqualTo(ExitCode.DONE);
        assertThat(stub.asked()).noneMatch(line -> line.contains("evil"));
    }

    /// Security: A7
    /// Spec: RFC 9207 §2.4
    @Test
    void the_code_of_another_server_is_not_sent_to_this_one() throws Exception {
        var ran = run();
        get(answer(asked(), "code", "stray", "iss", "https://evil.example.com"));

        var told = ran.get(30, TimeUnit.SECONDS);
        assertThat(told.code()).isEqualTo(ExitCode.FAILED);
        assertThat(told.err()).contains("came from another server");
        assertThat(stub.asked()).noneMatch(line -> line.startsWith("POST /token"));
        assertThat(home.resolve(".config/microauth/tokens.json")).doesNotExist();
    }

    @Test
    void a_refusal_is_told_and_nothing_is_kept() throws Exception {
        var ran = run();
        var page =
                get(
                        answer(
                                asked(),
                                "error",
                                "access_denied",
                                "error_description",
                                "Not \u001b[31myou."));
        assertThat(page.body()).contains("Nobody was signed in");

        var told = ran.get(30, TimeUnit.SECONDS);
        assertThat(told.code()).isEqualTo(ExitCode.NOT_SIGNED_IN);
        assertThat(told.err()).contains("nobody was signed in").doesNotContain("\u001b");
        assertThat(home.resolve(".config/microauth/tokens.json")).doesNotExist();
    }

    /// Security: E5
    @Test
    void what_the_server_says_of_a_missing_factor_is_passed_on() throws Exception {
        stub.on(
                "POST /token",
                Stub.json(
                        400,
                        Map.of(
                                "error",
                                "mfa_required",
                                "error_description",
                                "Administrators need a second factor here.")));
        var ran = run();
        get(answer(asked(), "code", "right"));

        var told = ran.get(30, TimeUnit.SECONDS);
        assertThat(told.code()).isEqualTo(ExitCode.NOT_SIGNED_IN);
        assertThat(told.err()).contains("Administrators need a second factor here.");
    }

    /// Security: A4
    /// Spec: RFC 7636 §4.2
    @Test
    void the_code_is_redeemed_with_the_verifier_of_this_sign_in() throws Exception {
        var ran = run();
        var asked = asked();
        assertThat(asked)
                .containsEntry("response_type", "code")
                .containsEntry("client_id", "mad")
                .containsEntry("code_challenge_method", "S256");
        assertThat(asked.get("redirect_uri")).matches("http://127\\.0\\.0\\.1:\\d+/callback");
        assertThat(asked.get("state")).hasSizeGreaterThanOrEqualTo(43);

        var page = get(answer(asked, "code", "a code"));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Back to the terminal");
        assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                .contains("default-src 'none'");

        var told = ran.get(30, TimeUnit.SECONDS);
        assertThat(told.code()).as(told.err()).isEqualTo(ExitCode.DONE);
        assertThat(told.err()).contains("Signed in to " + stub.url());
        var form =
                UrlEncoded.read(
                        stub.asked().stream()
                                .filter(line -> line.startsWith("POST /token "))
                                .findFirst()
                                .orElseThrow()
                                .substring("POST /token ".length()));
        assertThat(form)
                .containsEntry("grant_type", "authorization_code")
                .containsEntry("client_id", "mad")
                .containsEntry("code", "a code")
                .containsEntry("redirect_uri", asked.get("redirect_uri"));
        assertThat(challenge(found(form, "code_verifier"))).isEqualTo(asked.get("code_challenge"));
        assertThat(Files.readString(home.resolve(".config/microauth/tokens.json")))
                .contains("access-1", "refresh-1");
        assertThat(new Shell(home).run("user", "list").code()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void a_server_without_pages_is_told() {
        stub.on(
                "GET /.well-known/oauth-authorization-server",
                Stub.json(200, Map.of("issuer", stub.url())));
        assertThat(login().err()).contains("no page to sign in at");

        stub.on(
                "GET /.well-known/oauth-authorization-server",
                Stub.json(
                        200,
                        Map.of(
                                "issuer",
                                stub.url(),
                                "authorization_endpoint",
                                "file:///etc/passwd")));
        assertThat(login().err()).contains("no page to sign in at");
        assertThat(home.resolve("browser.asked")).doesNotExist();
    }

    @Test
    void it_does_not_go_with_what_would_be_typed() {
        var ran = new Shell(home).run("session", "login", "--browser", "--username", "alice");
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("does not go with --browser");
        assertThat(stub.asked()).isEmpty();
    }

    private CompletableFuture<Shell.Ran> run() {
        return CompletableFuture.supplyAsync(this::login);
    }

    private Shell.Ran login() {
        return new Shell(home)
                .variable("BROWSER", home.resolve("browser").toString())
                .run("session", "login", "--browser", "--admin-url", stub.url());
    }

    /// What the browser was sent to, once it was.
    private Map<String, String> asked() throws Exception {
        var file = home.resolve("browser.asked");
        Eventually.holds(() -> Files.exists(file));
        return UrlEncoded.read(URI.create(Files.readString(file).strip()).getRawQuery());
    }

    /// The address of an answer; what is given stands over what would be right.
    private String answer(Map<String, String> asked, String... changed) {
        var parameters = new HashMap<>(Map.of("state", asked.get("state"), "iss", stub.url()));
        for (int i = 0; i < changed.length; i += 2) {
            parameters.put(changed[i], changed[i + 1]);
        }
        return asked.get("redirect_uri") + "?" + UrlEncoded.of(parameters);
    }

    private HttpResponse<String> get(String address) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(address)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String found(Map<String, String> parameters, String name) {
        return Optional.ofNullable(parameters.get(name)).orElseThrow();
    }

    private static String challenge(String verifier) throws Exception {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        MessageDigest.getInstance("SHA-256")
                                .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    }
}
