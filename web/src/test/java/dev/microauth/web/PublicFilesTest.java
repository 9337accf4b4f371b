package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.token.WaitingRoom;
import dev.microauth.web.files.PublicFiles;
import dev.microauth.web.http.Method;
import dev.microauth.web.status.Running;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The files of the operator on the auth port.
class PublicFilesTest {
    @TempDir Path place;

    @AutoClose private final Site site = Site.open();
    private Path files = Path.of("");

    @BeforeEach
    void make() throws IOException {
        files = Files.createDirectory(place.resolve("public"));
        write("index.html", "<!doctype html><title>Hello</title>");
        write("app.js", "export {};");
        Files.createDirectory(files.resolve("deep"));
        write("deep/index.html", "<!doctype html><title>Deep</title>");
        write("deep/logo.svg", "<svg onload='alert(1)'/>");
        Files.writeString(place.resolve("master.key"), "secret");
    }

    @Test
    void nothing_is_shown_unless_it_was_asked_for() {
        assertThat(site.auth().get("/").send().status()).isEqualTo(404);
        assertThat(site.auth().get("/app.js").send().status()).isEqualTo(404);
    }

    /// Security: H4, H6
    @Test
    void no_spelling_of_a_path_leads_out_of_the_directory_or_to_what_is_hidden()
            throws IOException {
        write(".hidden", "secret");
        Files.createDirectory(files.resolve(".git"));
        write(".git/config", "secret");
        for (String path :
                List.of(
                        "/../master.key",
                        "/..%2fmaster.key",
                        "/%2e%2e/master.key",
                        "/deep/../../master.key",
                        "/deep/..",
                        "/deep/.",
                        "/./index.html",
                        "//index.html",
                        "/\\..\\master.key",
                        "/..\\master.key",
                        "/%61pp.js",
                        "/app.js%00.html",
                        "/app.js/",
                        "/app.js/index.html",
                        "/app.js;v=1",
                        "/.hidden",
                        "/.git/config",
                        "/deep",
                        "/nothing",
                        "/" + "a/".repeat(20),
                        "/" + "a".repeat(5_000))) {
            var answer = port().get(path).send();
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.body()).doesNotContain("secret");
        }
    }

    /// Security: H6
    @Test
    void a_link_is_not_followed_wherever_on_the_way_it_stands() throws IOException {
        Files.createSymbolicLink(files.resolve("key.txt"), place.resolve("master.key"));
        Files.createSymbolicLink(files.resolve("up"), place);
        Files.createSymbolicLink(place.resolve("linked"), files);

        assertThat(port().get("/key.txt").send().status()).isEqualTo(404);
        assertThat(port().get("/up/master.key").send().status()).isEqualTo(404);
        assertThat(port(place.resolve("linked")).get("/app.js").send().status()).isEqualTo(404);
        assertThat(port(place.resolve("missing")).get("/").send().status()).isEqualTo(404);
    }

    @Test
    void what_is_too_long_is_not_there() throws IOException {
        Files.write(files.resolve("large.bin"), new byte[PublicFiles.LONGEST + 1]);
        Files.write(files.resolve("fits.bin"), new byte[PublicFiles.LONGEST]);

        assertThat(port().get("/large.bin").send().status()).isEqualTo(404);
        assertThat(port().get("/fits.bin").send().header("content-type"))
                .hasValue("application/octet-stream");
    }

    /// Trap: 18
    @Test
    void no_file_stands_before_a_route() throws IOException {
        write("token", "a file");
        write("ping", "a file");
        Files.createDirectories(files.resolve(".well-known"));
        Files.createDirectory(files.resolve("me"));
        write("me/sessions", "a file");

        assertThat(port().get("/ping").send().body()).doesNotContain("a file");
        assertThat(port().get("/token").send().status()).isEqualTo(405);
        assertThat(port().get("/me/sessions").send().status()).isEqualTo(401);
        assertThat(port().post("/app.js").send().status()).isEqualTo(404);
        assertThat(port().call(Method.DELETE, "/index.html").send().status()).isEqualTo(404);
    }

    /// Security: A13, A14, H1, H3
    @Test
    void a_page_can_load_only_what_stands_here_and_nobody_frames_it() {
        var page = port().get("/").send();
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("content-type")).hasValue("text/html; charset=utf-8");
        assertThat(page.header("content-security-policy").orElseThrow())
                .contains(
                        "default-src 'none'",
                        "script-src 'self'",
                        "frame-ancestors 'none'",
                        "base-uri 'none'",
                        "require-trusted-types-for 'script'")
                .doesNotContain("unsafe");
        assertThat(page.header("x-frame-options")).hasValue("DENY");
        assertThat(page.header("x-content-type-options")).hasValue("nosniff");
        assertThat(page.header("referrer-policy")).hasValue("no-referrer");
        assertThat(page.header("cross-origin-opener-policy")).hasValue("same-origin");

        var picture = port().get("/deep/logo.svg").send();
        assertThat(picture.header("content-type")).hasValue("image/svg+xml");
        assertThat(picture.header("content-security-policy").orElseThrow())
                .contains("default-src 'none'", "sandbox");
    }

    /// Spec: RFC 9110 §13.1.2
    @Test
    void who_has_it_already_is_told_so() throws IOException {
        var first = port().get("/app.js").send();
        assertThat(first.header("content-type")).hasValue("text/javascript; charset=utf-8");
        assertThat(first.header("cache-control")).hasValue("no-cache");
        String tag = first.header("etag").orElseThrow();

        var again = port().get("/app.js").header("if-none-match", "\"x\", W/" + tag).send();
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.header("etag")).hasValue(tag);

        write("app.js", "export default 1;");
        assertThat(port().get("/app.js").header("if-none-match", tag).send().status())
                .isEqualTo(200);
        assertThat(port().call(Method.HEAD, "/deep/").send().status()).isEqualTo(200);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(files.resolve(name), text, StandardCharsets.UTF_8);
    }

    private Port port() {
        return port(files);
    }

    private Port port(Path directory) {
        return new Port(
                new Routes(
                                site.engine(),
                                new Running("test", Site.START, Site.SETTINGS),
                                Optional.of(directory),
                                WaitingRoom.large())
                        .auth());
    }
}
