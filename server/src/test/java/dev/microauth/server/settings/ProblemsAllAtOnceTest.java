package dev.microauth.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.web.http.Cidr;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Security: M
class ProblemsAllAtOnceTest {

    @TempDir Path data;

    @Test
    void every_problem_of_every_source_is_told_with_its_place_and_a_remedy() {
        var file = data.resolve("mad.toml");
        var said =
                new Said(data)
                        .line("auth-port = \"x\"")
                        .line("auht-address = \"127.0.0.1\"")
                        .line("log-level = loud")
                        .line("[network]")
                        .line("max-connections = 32")
                        .line("max-connections = 64")
                        .line("access-token-lifetime = \"48h\"")
                        .line("what is this")
                        .line("refresh-token-idle = \"91d\"")
                        .variable("MAD_ADMIN_PORT", "-1")
                        .option("--isuer", "https://a.example")
                        .option("--argon2-memory", "12MiB")
                        .option("--argon2-iterations");

        assertThat(said.problems())
                .containsExactly(
                        "--isuer: there is no such option. Did you mean --issuer?",
                        "--argon2-iterations: has no value. Give a whole number from 1 to 32.",
                        file
                                + ":3: cannot be read as name = value. Put text in double quotes and close every"
                                + " quote and bracket.",
                        file
                                + ":4: is a table. The file is flat: write all settings as name = value,"
                                + " without [headings].",
                        file
                                + ":6: max-connections was set on line 5 already. Keep one of the two.",
                        file
                                + ":8: is not of the form name = value. Write it so, text in double quotes,"
                                + " or put # before a remark.",
                        file
                                + ":2: auht-address: there is no such setting. Did you mean auth-address?",
                        file
                                + ":1: auth-port: \"x\" is not a whole number. Give a whole number from 0 to"
                                + " 65535.",
                        "MAD_ADMIN_PORT: \"-1\" is out of range. Give a whole number from 0 to 65535.",
                        file
                                + ":7: access-token-lifetime: \"48h\" is out of range. Give a time from 1s to"
                                + " 24h, such as 90s, 10m, 12h or 7d.",
                        "--argon2-memory: makes passwords too cheap to guess. The least is 19MiB with 2"
                                + " iterations, 46MiB with 1, 12MiB with 3, 9MiB with 4 or 7MiB with 5.",
                        file
                                + ":9: refresh-token-idle is longer than refresh-token-lifetime. Set"
                                + " refresh-token-idle to at most refresh-token-lifetime, which is 90d.");
    }

    @Test
    void a_value_that_another_source_beats_is_checked_all_the_same() {
        assertThat(
                        new Said(data)
                                .line("auth-port = 70000")
                                .option("--auth-port", "9040")
                                .problems())
                .singleElement()
                .asString()
                .startsWith(data.resolve("mad.toml") + ":1: auth-port: ");
    }

    @Test
    void an_option_given_twice_is_refused() {
        assertThat(new Said(data).option("--auth-port", "1").option("--auth-port", "2").problems())
                .singleElement()
                .asString()
                .contains("twice");
    }

    @Test
    void an_unknown_variable_is_warned_of_and_foreign_ones_are_not_looked_at() {
        var said =
                new Said(data)
                        .variable("MAD_AUHT_PORT", "1")
                        .variable("MAD_DATA", "/somewhere")
                        .variable("MADCTL_TOKEN", "secret")
                        .variable("PATH", "/bin");

        assertThat(said.problems()).isEmpty();
        assertThat(said.warnings())
                .containsExactly(
                        "MAD_AUHT_PORT: there is no such setting, it is ignored. Did you mean MAD_AUTH_PORT?");
    }

    @Test
    void a_name_that_resembles_nothing_leads_to_the_list_of_all() {
        assertThat(new Said(data).line("zzzzzzzzzzzz = 1").problems())
                .singleElement()
                .asString()
                .endsWith(
                        "there is no such setting. `microauthd config reference` lists all settings.");
    }

    @Test
    void what_gives_up_a_protection_is_warned_of_at_every_start() {
        assertThat(new Said(data).option("--danger-plain-http").warnings())
                .singleElement()
                .asString()
                .startsWith("--danger-plain-http: danger-plain-http is on. ");
        assertThat(new Said(data).line("danger-plaintext-database = false").warnings()).isEmpty();
    }

    @Test
    void the_file_takes_what_toml_has_for_such_values() {
        var settings =
                new Said(data)
                        .line("\"auth-port\" = 1_024 # a remark")
                        .line("trusted-proxies = [")
                        .line("  \"10.0.0.0/8\", # inside")
                        .line("  \"192.0.2.1\",")
                        .line("]")
                        .line("")
                        .line("log-level = 'debug'")
                        .line("danger-plain-http = true")
                        .accepted();

        assertThat(settings.auth().port()).isEqualTo(1024);
        assertThat(settings.network().trustedProxies())
                .extracting(Cidr::toString)
                .containsExactly("10.0.0.0/8", "192.0.2.1/32");
    }

    @Test
    void an_empty_list_undoes_nothing_said_elsewhere_and_none_is_its_word() {
        assertThat(
                        new Said(data)
                                .line("trusted-proxies = []")
                                .accepted()
                                .network()
                                .trustedProxies())
                .isEmpty();
        assertThat(
                        new Said(data)
                                .line("trusted-proxies = [\"10.0.0.0/8\"]")
                                .option("--trusted-proxies", "none")
                                .accepted()
                                .network()
                                .trustedProxies())
                .isEmpty();
    }

    @Test
    void odd_values_in_the_file_are_refused_and_never_bent() {
        for (var line :
                List.of(
                        "auth-port = 18446744073709560656",
                        "auth-port = 9040.0",
                        "auth-port = [\"9040\"]",
                        "auth-port = [9040]",
                        "auth-port = { number = 9040 }",
                        "auth.port = 9040",
                        "auth-port = 2026-11-22",
                        "auth-port = \"9040",
                        "auth-port = 9040 9041",
                        "auth-port =")) {
            assertThat(new Said(data).line(line).problems()).as(line).hasSize(1);
        }
    }

    @Test
    void a_file_that_is_no_text_is_refused() throws Exception {
        Files.write(data.resolve("mad.toml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThat(new Said(data).problems()).singleElement().asString().contains("not UTF-8 text");
    }

    @Test
    void a_directory_in_place_of_the_file_is_refused() throws Exception {
        Files.createDirectory(data.resolve("mad.toml"));

        assertThat(new Said(data).problems()).singleElement().asString().contains("cannot be read");
    }

    /// Security: K4
    @Test
    void a_name_from_the_file_cannot_forge_a_line() {
        assertThat(new Said(data).line("\"a\\nmicroauthd: all is well\\u001b[2J\" = 1").problems())
                .singleElement()
                .asString()
                .contains("a\\nmicroauthd: all is well\\u001b[2J")
                .doesNotContain("\n");
    }
}
