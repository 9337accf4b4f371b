package dev.microauth.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.audit.Action;
import dev.microauth.link.Administrator;
import dev.microauth.secret.Secret;
import dev.microauth.server.command.CommandFailure;
import dev.microauth.server.command.ExitCode;
import dev.microauth.server.command.Surroundings;
import dev.microauth.server.settings.Settings;
import dev.microauth.subject.ClientId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The daemon inside this process, over real directories and ports.
@Timeout(120)
@TestMethodOrder(MethodOrderer.MethodName.class)
class DaemonTest {
    @TempDir Path place;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final DaemonVerbs verbs =
            new DaemonVerbs(
                    new Surroundings(
                            Map.of(),
                            Path.of("").toAbsolutePath(),
                            print(out),
                            print(new ByteArrayOutputStream()),
                            false,
                            "test"));

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    private static Settings settings(Path data) {
        return Given.served(data);
    }

    private static Daemon start(Path data, Settings settings) {
        return Daemon.start(Engines.any(data, settings).openEngine(), data, settings, "test");
    }

    private static boolean answers(Settings.Door door) throws IOException {
        var address = URI.create("http://127.0.0.1:" + door.port() + "/health/ready").toURL();
        try (var stream = address.openStream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).contains("ready");
        }
    }

    @Test
    void a_rate_limit_of_the_settings_holds_at_both_ports() throws IOException {
        Path data = place.resolve("data");
        var settings = Given.served(data, "--rate-limit", "1/1h");
        try (var _ = start(data, settings)) {
            String client = "grant_type=client_credentials&client_id=nobody&client_secret=x";
            assertThat(status(settings.auth(), client)).isEqualTo(401);
            assertThat(status(settings.auth(), client)).isEqualTo(429);
            String person = "grant_type=password&username=nobody&password=x";
            assertThat(status(settings.admin(), person)).isEqualTo(400);
            assertThat(status(settings.admin(), person)).isEqualTo(429);
        }
    }

    private static int status(Settings.Door door, String form) throws IOException {
        var address = URI.create("http://127.0.0.1:" + door.port() + "/token").toURL();
        var connection = (HttpURLConnection) address.openConnection();
        connection.setDoOutput(true);
        connection.getOutputStream().write(form.getBytes(StandardCharsets.UTF_8));
        return connection.getResponseCode();
    }

    @Test
    void a_deep_directory_is_served_and_commands_say_why_they_reach_nobody() throws IOException {
        Path data = place.resolve("d".repeat(60)).resolve("e".repeat(60));
        Files.createDirectories(data.getParent());
        var settings = settings(data);
        try (var _ = start(data, settings)) {
            assertThat(answers(settings.auth())).isTrue();
            assertThat(answers(settings.admin())).isTrue();
            assertThatThrownBy(() -> verbs.health(data, settings))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("too long for a socket");
            assertThatThrownBy(() -> verbs.auditVerify(data, settings))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("too long for a socket")
                    .hasMessageEndingWith(
                            "Stop the process that holds the directory, and try again.");
        }
        assertThat(verbs.auditVerify(data, settings)).isEqualTo(ExitCode.DONE);
    }

    @Test
    void commands_work_through_the_daemon_while_it_runs_and_on_the_files_after_it()
            throws IOException {
        Path data = place.resolve("data");
        var settings = settings(data);
        String before;
        try (var _ = start(data, settings)) {
            before = Files.readString(data.resolve("master.key"));
            assertThat(verbs.health(data, settings)).isEqualTo(ExitCode.DONE);
            assertThat(verbs.auditVerify(data, settings)).isEqualTo(ExitCode.DONE);
            assertThat(verbs.rotateMaster(data, settings)).isEqualTo(ExitCode.DONE);
            assertThat(answers(settings.auth())).isTrue();
        }
        assertThat(Files.readString(data.resolve("master.key"))).isNotEqualTo(before);
        assertThat(data.resolve("control.sock")).doesNotExist();
        assertThat(verbs.auditVerify(data, settings)).isEqualTo(ExitCode.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("ready\nthe audit is whole: ")
                .contains("the master key was replaced");

        assertThatThrownBy(() -> verbs.health(data, settings))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("no daemon answers")
                .hasMessageEndingWith("Start one with `microauthd serve --data " + data + "`.");
    }

    @Test
    void quickstart_shows_the_secret_once_and_brings_no_deleted_client_back() {
        Path data = place.resolve("data");
        var settings = Given.settings(data);
        try (var engine = Engines.any(data, settings).openEngine()) {
            var first = Quickstart.prepare(engine);
            String secret = first.clientSecret().orElseThrow().revealText();
            assertThat(secret).hasSize(43);
            assertThat(first.json().strip())
                    .isEqualTo(
                            "{\"issuer\":\"http://localhost:9040\","
                                    + "\"token_endpoint\":\"http://localhost:9040/token\","
                                    + "\"admin_url\":\"http://localhost:9041\","
                                    + "\"dashboard_url\":null,\"setup_url\":\""
                                    + first.setupUrl().orElseThrow().revealText()
                                    + "\","
                                    + "\"client_id\":\"demo\",\"client_secret\":\""
                                    + secret
                                    + "\"}");
            assertThat(first.text())
                    .contains(
                            "curl -u demo:"
                                    + secret
                                    + " -d grant_type=client_credentials http://localhost:9040/token\n");

            var second = Quickstart.prepare(engine);
            assertThat(second.json()).contains("\"client_id\":\"demo\",\"client_secret\":null}");
            assertThat(second.text()).contains("demo").doesNotContain("curl", "its secret");

            engine.clients().delete(Actor.system("test"), new ClientId("demo"));
            var third = Quickstart.prepare(engine);
            assertThat(third.json()).contains("\"client_id\":null,\"client_secret\":null}");
            assertThat(third.text()).doesNotContain("client", "curl");
        }
    }

    /// Security: F11
    @Test
    void each_start_gives_a_new_way_to_the_administrator_until_there_is_one() {
        Path data = place.resolve("data");
        try (var engine = Engines.any(data, Given.settings(data)).openEngine()) {
            String first = Quickstart.prepare(engine).setupUrl().orElseThrow().revealText();
            assertThat(first).matches("http://localhost:9040/setup/[\\w-]{43}");
            var second = Quickstart.prepare(engine);
            String link = second.setupUrl().orElseThrow().revealText();
            assertThat(link).isNotEqualTo(first);
            assertThat(second.text()).startsWith("\nmicroauth is running.").contains(link);
            assertThat(second.toString()).doesNotContain(link);
            assertThat(engine.links().find(token(first))).isEmpty();

            assertThat(
                            engine.links()
                                    .createAdministrator(
                                            token(link),
                                            new Administrator(
                                                    "root",
                                                    "root@example.com",
                                                    "nine grey herons at noon".toCharArray()),
                                            Origin.NONE))
                    .isPresent();
            var third = Quickstart.prepare(engine);
            assertThat(third.json()).contains("\"setup_url\":null");
            assertThat(third.text()).doesNotContain("/setup/");
        }
    }

    /// Security: F11
    @Test
    void recover_prints_a_link_from_the_running_daemon_and_from_the_files() {
        Path data = place.resolve("data");
        var settings = settings(data);
        String throughDaemon;
        try (var daemon = start(data, settings)) {
            throughDaemon = recovered(data, settings);
            assertThat(daemon.auth().links().find(token(throughDaemon))).isPresent();
        }
        String fromFiles = recovered(data, settings);
        assertThat(fromFiles).isNotEqualTo(throughDaemon);
        try (var engine = Engines.existing(data, settings).openEngine()) {
            assertThat(engine.links().find(token(throughDaemon))).isEmpty();
            assertThat(engine.links().find(token(fromFiles))).isPresent();
            assertThat(engine.audit().has(Action.SETUP_LINK_CREATE)).isTrue();
        }
    }

    private String recovered(Path data, Settings settings) {
        out.reset();
        assertThat(verbs.recover(data, settings)).isEqualTo(ExitCode.DONE);
        String printed = out.toString(StandardCharsets.UTF_8);
        assertThat(printed)
                .matches("http://localhost:" + settings.auth().port() + "/setup/[\\w-]{43}\n");
        return printed.strip();
    }

    private static Secret token(String url) {
        return Secret.of(url.substring(url.lastIndexOf('/') + 1));
    }

    /// Trap: 9, 13
    @Test
    void the_engine_gets_what_the_settings_say() {
        Path data = place.resolve("data");
        var settings =
                Given.settings(
                        data,
                        "--issuer",
                        "https://id.example",
                        "--admin-issuer",
                        "https://admin.example",
                        "--password-min-length",
                        "20");
        try (var engine = Engines.any(data, settings).openEngine()) {
            assertThat(engine.issuers().auth()).isEqualTo("https://id.example");
            assertThat(engine.issuers().admin()).isEqualTo("https://admin.example");
            var person = engine.users().create(Actor.system("test")).username("alice");
            assertThatThrownBy(() -> person.password("sixteen letters!".toCharArray()).save())
                    .hasMessageContaining("20");
        }
        assertThatThrownBy(() -> Engines.existing(place.resolve("nothing"), settings).openEngine())
                .hasMessageContaining("nothing");
    }
}
