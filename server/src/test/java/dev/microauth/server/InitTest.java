package dev.microauth.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.Engine;
import dev.microauth.access.Access;
import dev.microauth.audit.Action;
import dev.microauth.audit.Verdict;
import dev.microauth.oauth.GrantType;
import dev.microauth.server.settings.OtherValues;
import dev.microauth.server.settings.Settings;
import dev.microauth.subject.ClientId;
import dev.microauth.testkit.Certificate;
import dev.microauth.testkit.UrlEncoded;
import dev.microauth.user.Username;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What `microauthd init` makes of answers that nobody has to be asked for.
@Timeout(120)
class InitTest {
    private static final String PASSWORD = "seven wooden ladders lean";

    @TempDir Path place;

    /// Where answers can come from.
    enum Source {
        OPTIONS,
        ENVIRONMENT,
        FILE
    }

    /// Trap: 9, 10
    @ParameterizedTest
    @EnumSource
    void every_answer_from_every_place_survives_the_restart(Source source) throws Exception {
        var answers = otherThanDefault();
        var commands = new Commands(place);
        assertThat(told(commands, source, answers)).as(commands.err()).isZero();

        var data = data();
        var after = new Commands(place);
        assertThat(after.run("config", "show", "--data", data.toString())).isZero();
        var shown = after.out();
        answers.forEach((name, value) ->
                assertThat(shown.lines())
                        .as(name)
                        .anyMatch(line ->
                                line.replace(", ", ",")
                                        .matches(name + " +\\Q" + value + "\\E +.*mad.toml:.*")));
        assertThat(shown.lines()).hasSameSizeAs(answers.keySet());

        var settings = FreePorts.pin(Given.settings(data));
        try (var daemon =
                Daemon.start(Engines.existing(data, settings).openEngine(), data, settings, "")) {
            assertThat(daemon.auth().issuers().auth()).isEqualTo(answers.get("issuer"));
            assertThat(daemon.auth().describe()).startsWith("SQLite in plaintext");
            assertThat(administrator(daemon.auth(), "alice")).isTrue();
        }
    }

    /// Trap: 10
    @Test
    void an_administrator_with_capital_letters_can_sign_in() throws Exception {
        assertThat(init("--admin-username", "AliceOfTheHill").run()).isZero();

        var settings = Given.served(data());
        try (var _ =
                Daemon.start(
                        Engines.existing(data(), settings).openEngine(), data(), settings, "")) {
            for (String typed : List.of("AliceOfTheHill", "aliceofthehill", "ALICEOFTHEHILL")) {
                assertThat(signIn(settings, typed, PASSWORD)).as(typed).isEqualTo(200);
            }
            assertThat(signIn(settings, "AliceOfTheHill", PASSWORD + "\n")).isEqualTo(400);
        }
    }

    @Test
    void the_defaults_leave_nothing_but_remarks_in_the_settings_file() throws Exception {
        assertThat(init("--admin-username", "alice", "--auth-port", "9040").run()).isZero();

        assertThat(Files.readAllLines(data().resolve("mad.toml")))
                .allMatch(line -> line.isEmpty() || line.startsWith("#"));
        assertThat(Files.readString(data().resolve("mad.toml"))).doesNotContain("issuer");
    }

    /// Security: L2, L3, M
    @Test
    void everything_is_the_owners_alone_and_the_workshop_is_gone() throws Exception {
        assertThat(init("--admin-username", "alice").run()).isZero();

        try (var files = Files.list(data())) {
            assertThat(files.map(each -> each.getFileName() + " " + permissions(each)).sorted())
                    .containsExactly(
                            "audit-checkpoint rw-------",
                            "database.key rw-------",
                            "lock rw-------",
                            "mad.toml rw-------",
                            "master.key rw-------",
                            "microauth.db rw-------",
                            "public rwx------");
        }
        assertThat(permissions(data())).isEqualTo("rwx------");
        assertThat(Files.readString(data().resolve("microauth.db"), StandardCharsets.ISO_8859_1))
                .doesNotContain("SQLite format", "alice");
    }

    @Test
    void the_first_client_is_confidential_and_its_secret_works() throws Exception {
        var init =
                init(
                        "--admin-username",
                        "alice",
                        "--first-client",
                        "Orders",
                        "--first-client-grants",
                        "client_credentials,refresh_token",
                        "--first-client-scopes",
                        "orders:read,email",
                        "--json");
        assertThat(init.run()).isZero();

        var line = init.commands.out().lines().toList().getLast();
        assertThat(line)
                .matches(
                        "\\{\"issuer\":\"http://localhost:9040\",\"client_id\":\"orders\","
                                + "\"client_secret\":\"[\\w-]{43}\",\"data\":\"\\Q"
                                + data()
                                + "\\E\"}");
        assertThat(init.commands.out()).as("results alone").hasLineCount(1);
        var secret = line.replaceAll(".*\"client_secret\":\"([^\"]+)\".*", "$1");
        var settings = Given.served(data());
        try (var daemon =
                Daemon.start(
                        Engines.existing(data(), settings).openEngine(), data(), settings, "")) {
            var client = daemon.auth().clients().get(new ClientId("orders"));
            assertThat(client.isConfidential()).isTrue();
            assertThat(GrantType.values())
                    .filteredOn(client::may)
                    .containsExactlyInAnyOrder(
                            GrantType.CLIENT_CREDENTIALS, GrantType.REFRESH_TOKEN);
            var answer =
                    post(
                            settings.auth(),
                            "grant_type=client_credentials&client_id=orders&scope=orders:read&client_secret="
                                    + secret);
            assertThat(answer).isEqualTo(200);
        }
    }

    @Test
    void a_first_client_that_says_where_people_come_back_to_signs_them_in() throws Exception {
        var refused =
                init(
                        "--admin-username",
                        "alice",
                        "--first-client",
                        "wiki",
                        "--first-client-grants",
                        "authorization_code");
        assertThat(refused.run()).isNotZero();
        assertThat(refused.commands.err()).contains("Give first-client-redirect-uri too");
        assertThat(data().resolve("microauth.db")).doesNotExist();

        var init =
                init(
                        "--admin-username",
                        "alice",
                        "--first-client",
                        "wiki",
                        "--first-client-redirect-uri",
                        "https://wiki.example.com/callback");
        assertThat(init.run()).as(init.commands.err()).isZero();

        try (var auth = Engines.existing(data(), Given.settings(data())).openEngine()) {
            var client = auth.clients().get(new ClientId("wiki"));
            assertThat(client.grantTypes())
                    .containsExactlyInAnyOrder(
                            GrantType.AUTHORIZATION_CODE,
                            GrantType.REFRESH_TOKEN,
                            GrantType.CLIENT_CREDENTIALS);
            assertThat(client.scopes().toString()).isEqualTo("email openid profile");
            assertThat(client.settings().redirectUris())
                    .hasToString("[https://wiki.example.com/callback]");
        }
    }

    @Test
    void an_example_page_is_made_and_one_that_was_there_stays() throws Exception {
        assertThat(init("--admin-username", "alice").run()).isZero();
        assertThat(data().resolve("public"))
                .isDirectoryContaining("glob:**index.html")
                .isDirectoryContaining("glob:**demo.js");

        var other = place.resolve("other");
        Files.createDirectory(
                other,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createDirectory(other.resolve("public"));
        Files.writeString(other.resolve("public/index.html"), "mine");
        var commands = new Commands(place);
        int code = commands.run("init", "--data", other.toString(), "--quick", "--yes");
        assertThat(code).as(commands.err()).isZero();
        assertThat(other.resolve("public/index.html")).hasContent("mine");
        assertThat(other.resolve("public/demo.js")).doesNotExist();
    }

    /// Security: K1, K2
    /// Trap: 17
    @Test
    void what_was_made_is_in_the_audit() throws Exception {
        assertThat(init("--admin-username", "alice", "--first-client", "svc").run()).isZero();

        try (var auth = Engines.existing(data(), Given.settings(data())).openEngine()) {
            for (Action each :
                    List.of(Action.USER_CREATE, Action.ROLE_ASSIGN, Action.CLIENT_CREATE)) {
                assertThat(auth.audit().has(each)).as(each.label()).isTrue();
            }
            assertThat(auth.audit().verify(_ -> {})).isInstanceOf(Verdict.Whole.class);
        }
    }

    @Test
    void people_are_told_what_was_made_and_what_comes_next() throws Exception {
        var init = init("--admin-username", "Alice", "--first-client", "svc");
        assertThat(init.run()).isZero();

        assertThat(init.commands.out())
                .contains(
                        "A new installation is in " + data(),
                        "administrator   Alice",
                        "(shown this once)",
                        "microauthd serve --data " + data(),
                        "mad session login --admin-url http://localhost:9041")
                .doesNotContain("recover", PASSWORD);
        assertThat(init.commands.err()).isEmpty();
    }

    @Test
    void quickly_it_does_without_an_administrator_and_says_how_to_get_one() throws Exception {
        var commands = new Commands(place);
        int code = commands.run("init", "--data", data().toString(), "--quick", "--yes");

        assertThat(code).as(commands.err()).isZero();
        assertThat(commands.out())
                .contains("microauthd recover --data " + data())
                .doesNotContain("mad session");
        try (var auth = Engines.existing(data(), Given.settings(data())).openEngine()) {
            assertThat(auth.audit().has(Action.USER_CREATE)).isFalse();
            assertThat(auth.clients().isEmpty()).isTrue();
        }
    }

    @Test
    void a_directory_that_was_made_beforehand_is_taken_with_what_is_in_it() throws Exception {
        Files.createDirectories(data().resolve("public"));
        Files.writeString(data().resolve("public/index.html"), "mine");
        Files.setPosixFilePermissions(data(), PosixFilePermissions.fromString("rwx------"));
        Path key = Files.createDirectory(place.resolve("keys")).resolve("master.key");

        assertThat(init("--admin-username", "alice", "--master-key-file", "keys/master.key").run())
                .isZero();

        assertThat(data().resolve("public/index.html")).hasContent("mine");
        assertThat(data().resolve("master.key")).doesNotExist();
        assertThat(Files.readString(data().resolve("mad.toml")))
                .contains("master-key-file = \"" + key + "\"");
        assertThat(Files.readString(key).strip()).matches("[0-9a-f]{64}");
        Engines.existing(data(), Given.settings(data())).openEngine().close();
    }

    private record Init(Commands commands, List<String> words) {
        int run() {
            int code = commands.run(words.toArray(String[]::new));
            assertThat(commands.err()).doesNotContain("Exception");
            return code;
        }
    }

    private Init init(String... more) throws IOException {
        var words = new ArrayList<>(List.of("init", "--data", data().toString(), "--yes"));
        words.addAll(List.of("--admin-password-file", passwordFile().toString()));
        words.addAll(List.of(more));
        return new Init(new Commands(place), words);
    }

    private int told(Commands commands, Source source, Map<String, String> answers)
            throws IOException {
        var words = new ArrayList<>(List.of("init", "--data", data().toString(), "--yes"));
        var all = new java.util.LinkedHashMap<>(answers);
        all.put("admin-username", "Alice");
        all.put("admin-email", "Alice@example.com");
        all.put("admin-password-file", passwordFile().toString());
        all.put("first-client", "svc");
        switch (source) {
            case OPTIONS -> all.forEach((name, value) -> words.addAll(List.of("--" + name, value)));
            case ENVIRONMENT ->
                    all.forEach((name, value) ->
                            commands.env(
                                    "MAD_"
                                            + name.toUpperCase(java.util.Locale.ROOT)
                                                    .replace('-', '_'),
                                    value));
            case FILE -> {
                var lines = new StringBuilder();
                all.forEach(
                        (name, value) -> lines.append(OtherValues.line(name, value)).append('\n'));
                Files.writeString(place.resolve("answers.toml"), lines);
                words.addAll(List.of("--answers", "answers.toml"));
            }
        }
        return commands.run(words.toArray(String[]::new));
    }

    private Map<String, String> otherThanDefault() throws Exception {
        var certificate = Certificate.in(place, "localhost");
        var answers = OtherValues.all();
        answers.replaceAll((name, value) ->
                switch (name) {
                    case "tls-certificate", "admin-tls-certificate" ->
                            certificate.chain().toString();
                    case "tls-key", "admin-tls-key" -> certificate.key().toString();
                    case "master-key-file" -> place.resolve("master.key").toString();
                    default -> value;
                });
        return answers;
    }

    private Path passwordFile() throws IOException {
        Path file = place.resolve("password");
        Files.writeString(file, PASSWORD + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private Path data() {
        return place.resolve("data");
    }

    private static boolean administrator(Engine auth, String name) {
        var user = auth.users().find(Username.of(name)).orElseThrow();
        return auth.access().rolesOf(user.id()).contains(Access.ADMIN_ROLE);
    }

    private static int signIn(Settings settings, String username, String password)
            throws IOException {
        return post(
                settings.admin(),
                "grant_type=password&username="
                        + username
                        + "&password="
                        + UrlEncoded.of(password));
    }

    private static int post(Settings.Door door, String form) throws IOException {
        var url = URI.create("http://127.0.0.1:" + door.port() + "/token").toURL();
        var connection = (HttpURLConnection) url.openConnection();
        connection.setConnectTimeout(5_000);
        connection.setReadTimeout(20_000);
        connection.setDoOutput(true);
        try (var body = connection.getOutputStream()) {
            body.write(form.getBytes(StandardCharsets.UTF_8));
        }
        return connection.getResponseCode();
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
