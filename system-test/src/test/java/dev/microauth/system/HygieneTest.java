package dev.microauth.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Marked secrets go in by every way, the wrong ones too; afterwards nothing of them is in the log or in any
/// file.
@Tag("system")
class HygieneTest {
    @TempDir Path temporary;

    private final Ports ports = Ports.free();
    private final List<String> secrets = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private int count;

    /// Security: K4, L2, I5
    /// Trap: 16
    @Test
    void no_name_secret_or_token_is_in_the_log_or_readable_on_disk() throws IOException {
        Path data = temporary.resolve("data");
        Credentials demo;
        try (var daemon = Microauthd.quickstart(data, ports, "--log-level", "debug")) {
            demo = JourneyTest.demo(daemon);
            daemon.terminate();
        }
        var household = Household.moveInto(data);
        secrets.addAll(
                List.of(Household.ALICE, Household.ADMIN, Household.PASSWORD, demo.secret()));
        secrets.add(household.house().secret());
        secrets.add(household.patient().secret());
        secrets.add(household.other().secret());
        secrets.add(Files.readString(data.resolve("master.key")).strip());

        try (var daemon = Microauthd.serve(data, ports, "--log-level", "debug")) {
            goodOnes(daemon, demo, household);
            wrongOnes(daemon, household);
            daemon.kill();
            assertThat(found(data, daemon.log())).isEmpty();
        }
        // Once more with everything moved from the write-ahead log into the database.
        try (var daemon = Microauthd.serve(data, ports, "--log-level", "debug")) {
            daemon.terminate();
            assertThat(found(data, daemon.log())).isEmpty();
        }
        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer.body() + answer.headers()).doesNotContain("canary"));
    }

    private void goodOnes(Microauthd daemon, Credentials demo, Household household)
            throws IOException {
        var auth = daemon.auth();
        var house = household.house();
        String token = auth.clientCredentials(demo).text("access_token");
        Answer signedIn = auth.password(house, Household.ALICE, Household.PASSWORD);
        Answer refreshed = auth.refresh(house, signedIn.text("refresh_token"));
        Answer reused = auth.refresh(house, signedIn.text("refresh_token"));
        assertThat(reused.status()).isEqualTo(400);
        Answer admin =
                auth.http()
                        .post(
                                ports.adminIssuer() + "/token",
                                List.of(
                                        "username",
                                        Household.ADMIN,
                                        "password",
                                        Household.PASSWORD));
        for (Answer each : List.of(signedIn, refreshed, admin)) {
            secrets.add(each.text("refresh_token"));
            token(each.text("access_token"));
        }
        token(token);
        auth.introspect(demo, token);
        auth.bearer("/whoami", token);
        auth.bearer("/me", refreshed.text("access_token"));
        auth.revoke(demo, token);
    }

    /// The signature is what makes a token of it.
    private void token(String compact) {
        secrets.add(compact);
        secrets.add(compact.substring(compact.lastIndexOf('.') + 1));
    }

    private void wrongOnes(Microauthd daemon, Household household) throws IOException {
        var auth = daemon.auth();
        var house = household.house();
        var http = auth.http();
        String token = ports.issuer() + "/token";
        String jwt = "eyJhbGciOiJFUzI1NiJ9." + canary() + "." + canary();

        answers.add(auth.password(house, canary(), canary()));
        answers.add(auth.password(house, Household.ALICE, canary()));
        answers.add(
                http.post(
                        ports.adminIssuer() + "/token",
                        List.of(
                                "username",
                                canary(),
                                "password",
                                canary(),
                                "totp_code",
                                canary())));
        answers.add(
                http.post(
                        ports.adminIssuer() + "/token",
                        List.of("grant_type", "refresh_token", "refresh_token", canary())));
        answers.add(auth.clientCredentials(new Credentials(canary(), canary())));
        answers.add(auth.clientCredentials(house.withSecret(canary())));
        answers.add(
                http.post(
                        token,
                        List.of(
                                "grant_type", canary(),
                                "client_id", canary(),
                                "client_secret", canary())));
        for (String scheme : List.of("Basic ", "Bearer ", "Digest ", "")) {
            answers.add(
                    http.post(
                            token,
                            List.of("grant_type", "client_credentials"),
                            "Authorization",
                            scheme + canary()));
        }
        answers.add(auth.refresh(house, canary()));
        answers.add(auth.token(house, "grant_type", "refresh_token", "token", canary()));
        answers.add(
                auth.token(house, "grant_type", "password", "password", canary(), "password", "x"));
        for (String wrong : List.of(canary(), jwt)) {
            answers.add(auth.introspect(house, wrong));
            answers.add(auth.revoke(house, wrong));
            for (String path : List.of("/whoami", "/userinfo", "/me", "/nowhere")) {
                answers.add(auth.bearer(path, wrong));
            }
        }
        for (String query :
                List.of("client_secret", "password", "access_token", "refresh_token", "code")) {
            answers.add(http.get(token + "?" + query + "=" + canary()));
            answers.add(
                    http.post(
                            token + "?" + query + "=" + canary(),
                            List.of("grant_type", "client_credentials"),
                            "Authorization",
                            house.basic()));
            answers.add(http.get(ports.issuer() + "/whoami?" + query + "=" + canary()));
        }
        answers.add(http.get(ports.issuer() + "/whoami", "Cookie", "session=" + canary()));
        for (String type : List.of("application/json", "text/plain", canary() + "/" + canary())) {
            answers.add(
                    http.postRaw(
                            token,
                            type,
                            ("{\"password\":\"" + canary() + "\"}")
                                    .getBytes(StandardCharsets.UTF_8)));
        }
        raw("GET /whoami HTTP/1.1\r\nHost: a\r\nAuthorization Bearer " + canary() + "\r\n\r\n");
        raw("GET /whoami?" + canary() + " HTTP/9.9\r\n\r\n");
        raw(canary() + " /whoami HTTP/1.1\r\nHost: " + canary() + "\r\nConnection: close\r\n\r\n");
        raw("POST /token HTTP/1.1\r\nHost: a\r\nContent-Length: " + canary() + "\r\n\r\n");
    }

    private void raw(String request) throws IOException {
        try (var client = new RawHttp(ports.auth())) {
            client.send(request).readAll();
        }
    }

    private String canary() {
        String made = "canary" + "%06d".formatted(++count) + "tweets";
        secrets.add(made);
        return made;
    }

    /// Which secrets are where, in any of the forms in which they travel.
    private Map<String, List<String>> found(Path data, String log) throws IOException {
        var places = new LinkedHashMap<String, String>();
        places.put("the log", log);
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = data.relativize(file).toString();
                if (!name.equals("master.key")) {
                    places.put(
                            name,
                            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
                }
            }
        }
        assertThat(places).containsKey("microauth.db");
        var found = new LinkedHashMap<String, List<String>>();
        places.forEach((name, content) -> {
            var seen =
                    secrets.stream()
                            .filter(secret ->
                                    content.contains(secret) || content.contains(encoded(secret)))
                            .toList();
            if (!seen.isEmpty()) {
                found.put(name, seen);
            }
        });
        return found;
    }

    private static String encoded(String secret) {
        return Base64.getEncoder()
                .withoutPadding()
                .encodeToString(secret.getBytes(StandardCharsets.UTF_8));
    }
}
