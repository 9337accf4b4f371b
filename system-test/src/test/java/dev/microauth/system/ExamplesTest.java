package dev.microauth.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each example does what its README says, word for word.
@Tag("system")
class ExamplesTest {
    private static final String PASSWORD = "nine grey herons at noon";

    @TempDir Path place;

    @Test
    void plain() throws IOException {
        int port = Ports.one();
        try (var shop = Example.start("plain", port, place);
                var browser = new FormDriver()) {
            follows(
                    Readme.of("plain")
                            .with("the-token-of-alice", shop.said("token of alice: "))
                            .with("the-token-of-bob", shop.said("token of bob: "))
                            .with("localhost:8080", "localhost:" + port));

            assertThat(browser.get("http://localhost:" + port + "/callback?code=x").status())
                    .isEqualTo(400);
            var asked = browser.get(shop.said("open: "));
            var greeted = browser.submit(asked, "username", "alice", "password", PASSWORD);
            assertThat(greeted.url())
                    .asString()
                    .startsWith("http://localhost:" + port + "/callback?");
            assertThat(greeted.text())
                    .startsWith("hello alice, who may openid orders:read orders:write ey");
        }
    }

    @Test
    void javalin() throws IOException {
        int port = Ports.one();
        String home = "http://localhost:" + port + "/";
        try (var notes = Example.start("javalin", port, place);
                var browser = new FormDriver();
                var http = new Http()) {
            follows(Readme.of("javalin").with("localhost:8080", "localhost:" + port));

            var asked = browser.click(browser.get(notes.said("open: ")), "/sign-in");
            var greeted = browser.submit(asked, "username", "alice", "password", PASSWORD);
            assertThat(greeted.url()).hasToString(home);
            assertThat(greeted.text()).startsWith("Hello alice.");
            String token = greeted.page().selectFirst("code").text();
            var answer = http.get(home + "notes", "Authorization", "Bearer " + token);
            assertThat(answer.body()).isEqualTo("the notes of alice\n");

            var left = browser.submit(greeted, "leave", "yes");
            assertThat(left.text()).startsWith("Nobody is signed in.");
            assertThat(http.get(home + "notes", "Authorization", "Bearer " + token).status())
                    .isEqualTo(401);
            assertThat(browser.click(left, "/sign-in").asksFor("password")).isTrue();
        }
    }

    @Test
    void spring_boot() throws IOException {
        int port = Ports.one();
        try (var shop = Example.start("spring-boot", port, place)) {
            follows(
                    Readme.of("spring-boot")
                            .with("the-secret-of-robot", shop.said("secret of robot: "))
                            .with("the-token-of-alice", shop.said("token of alice: "))
                            .with("localhost:8080", "localhost:" + port));
        }
    }

    /// Security: C7
    @Test
    void resource_server() throws IOException {
        int port = Ports.one();
        var ports = Ports.free();
        try (var daemon = Microauthd.quickstart(place.resolve("data"), ports)) {
            follows(
                    Readme.of("resource-server")
                            .with("the-link-it-printed", daemon.announced().text("setup_url"))
                            .with("localhost:8080", "localhost:" + port)
                            .with("localhost:9041", "localhost:" + ports.admin())
                            .with("localhost:9040", "localhost:" + ports.auth())
                            .env("PORT", "" + port)
                            .env("ISSUER", ports.issuer()));
        }
    }

    private void follows(Readme readme) throws IOException {
        Ran ran = readme.follow(place);
        assertThat(ran.out()).as(ran.err()).isEqualTo(readme.promised()).isNotEmpty();
        assertThat(ran.code()).as(ran.err()).isZero();
    }
}
