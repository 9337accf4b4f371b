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
