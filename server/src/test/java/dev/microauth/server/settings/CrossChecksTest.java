package dev.microauth.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Security: M
class CrossChecksTest {

    @TempDir Path data;

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "2001:db8::1"})
    void plain_http_beyond_this_machine_is_refused_on_both_ports(String address) {
        for (var door : new String[] {"auth", "admin"}) {
            var said = new Said(data).option("--" + door + "-address", address);
            assertThat(said.problems())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "--"
                                    + door
                                    + "-address: would carry passwords and tokens beyond this machine in plain http.");

            assertThat(said.option("--danger-plain-http", "true").problems()).isEmpty();
        }
    }

    @Test
    void a_trusted_proxy_or_tls_opens_a_port_to_others() throws Exception {
        assertThat(
                        new Said(data)
                                .option("--auth-address", "0.0.0.0")
                                .option("--trusted-proxies", "10.0.0.0/8")
                                .problems())
                .isEmpty();
        assertThat(
                        new Said(data)
                                .option("--auth-address", "0.0.0.0")
                                .option("--tls-certificate", pem("a.crt", "rw-r--r--"))
                                .option("--tls-key", pem("a.key", "rw-------"))
                                .problems())
                .isEmpty();
    }

    /// Security: F9
    @ParameterizedTest
    @ValueSource(strings = {"com", "example.org", "login.example.org", "a.login.example.com"})
    void passkeys_of_a_domain_that_the_issuer_does_not_stand_on_are_refused(String domain) {
        assertThat(passkeysOf(domain).problems())
                .singleElement()
                .asString()
                .startsWith(
                        "--passkey-rp-id: is neither the host of the issuer nor a domain above");
    }

    @ParameterizedTest
    @ValueSource(strings = {"login.example.com", "example.com"})
    void passkeys_belong_to_the_host_of_the_issuer_or_to_a_domain_above_it(String domain) {
        assertThat(passkeysOf(domain).problems()).isEmpty();
    }

    private Said passkeysOf(String domain) {
        return new Said(data)
                .option("--issuer", "https://login.example.com")
                .option("--passkey-rp-id", domain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.9", "::1", "localhost"})
    void plain_http_on_this_machine_is_fine(String address) {
        assertThat(new Said(data).option("--auth-address", address).problems()).isEmpty();
    }

    @Test
    void a_certificate_without_its_key_is_refused_and_the_reverse() throws Exception {
        assertThat(new Said(data).option("--tls-certificate", pem("a.crt", "rw-r--r--")).problems())
                .singleElement()
                .asString()
                .contains("is set without tls-key");
        assertThat(new Said(data).option("--admin-tls-key", pem("a.key", "rw-------")).problems())
                .singleElement()
                .asString()
                .contains("is set without admin-tls-certificate");
    }

    @Test
    void tls_files_that_are_not_there_are_told() {
        assertThat(
                        new Said(data)
                                .option("--tls-certificate", "no.crt")
                                .option("--tls-key", "no.key")
                                .problems())
                .hasSize(2)
                .allMatch(line -> line.contains("which is not there or cannot be read"));
    }

    /// Security: L2, M
    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw----r--", "rw--w----", "rw-rw----"})
    void a_private_key_that_others_can_open_is_refused(String permissions) throws Exception {
        assertThat(
                        new Said(data)
                                .option("--tls-certificate", pem("a.crt", "rw-r--r--"))
                                .option("--tls-key", pem("a.key", permissions))
                                .problems())
                .singleElement()
                .asString()
                .contains("holds a secret and is open to other users")
                .contains("chmod 600");
    }

    @Test
    void an_http_issuer_on_a_port_that_speaks_tls_is_refused() throws Exception {
        var said =
                new Said(data)
                        .option("--tls-certificate", pem("a.crt", "rw-r--r--"))
                        .option("--tls-key", pem("a.key", "rw-------"));

        assertThat(said.accepted().auth().issuerAt(9040)).hasToString("https://localhost:9040");
        assertThat(said.accepted().auth().issuerAt(443)).hasToString("https://localhost");
        assertThat(said.option("--issuer", "http://localhost:9040").problems())
                .singleElement()
                .asString()
                .contains("the port speaks TLS only");
    }

    @Test
    void the_ports_and_the_issuers_differ() {
        assertThat(new Said(data).option("--admin-port", "9040").problems())
                .singleElement()
                .asString()
                .contains("is the auth port too");
        assertThat(new Said(data).option("--auth-port", "0").option("--admin-port", "0").problems())
                .isEmpty();
        assertThat(
                        new Said(data)
                                .option("--issuer", "https://a.example")
                                .option("--admin-issuer", "https://a.example")
                                .problems())
                .singleElement()
                .asString()
                .contains("is the issuer of the auth port too");
    }

    /// Security: F3, M
    @ParameterizedTest
    @CsvSource({
        "19MiB, 1, false", "18MiB, 2, false", "45MiB, 1, false", "11MiB, 3, false",
                "8MiB, 4, false",
        "7MiB, 4, false", "19MiB, 2, true", "46MiB, 1, true", "12MiB, 3, true", "9MiB, 4, true",
        "7MiB, 5, true", "64MiB, 3, true"
    })
    void argon2_costs_no_less_than_owasp_asks(String memory, String iterations, boolean enough) {
        var problems =
                new Said(data)
                        .option("--argon2-memory", memory)
                        .option("--argon2-iterations", iterations)
                        .problems();

        assertThat(problems).hasSize(enough ? 0 : 1);
        assertThat(problems).allMatch(line -> line.contains("too cheap to guess"));
    }

    @Test
    void what_lives_within_another_does_not_outlive_it() {
        assertThat(new Said(data).option("--refresh-token-lifetime", "29d").problems())
                .singleElement()
                .asString()
                .contains("is shorter than refresh-token-idle");
        assertThat(new Said(data).option("--admin-token-lifetime", "9h").problems())
                .singleElement()
                .asString()
                .contains("is longer than admin-session-lifetime");
        assertThat(new Said(data).option("--refresh-token-idle", "90d").problems()).isEmpty();
    }

    private String pem(String name, String permissions) throws IOException {
        var file = Files.writeString(data.resolve(name), "PEM");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        return file.toString();
    }
}
