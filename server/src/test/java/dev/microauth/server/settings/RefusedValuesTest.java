package dev.microauth.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Security: M
class RefusedValuesTest {

    @TempDir Path data;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    auth-port               | -1        | out of range
                    auth-port               | 65536     | out of range
                    auth-port               | 9040.5    | not a whole number
                    auth-port               | 0x2350    | not a whole number
                    auth-port               | ٩٠٤٠      | not a whole number
                    auth-address            | localhos  | not an IP address
                    auth-address            | 127.1     | not an IP address
                    auth-address            | 010.0.0.1 | not an IP address
                    auth-address            | ::ffff:127.0.0.1 | not an IP address
                    auth-address            | 1.2.3.256 | not an IP address
                    access-token-lifetime   | 600       | not a time with its unit
                    access-token-lifetime   | 10 m      | not a time with its unit
                    access-token-lifetime   | 0s        | out of range
                    access-token-lifetime   | 25h       | out of range
                    access-token-lifetime   | 999999999d | out of range
                    admin-token-lifetime    | 2d        | out of range
                    password-min-length     | 14        | out of range
                    argon2-memory           | 6MiB      | out of range
                    argon2-memory           | 2GiB      | out of range
                    argon2-memory           | 19MB      | not a size with its unit
                    argon2-memory           | 19922945B | out of range
                    argon2-concurrency      | 0         | out of range
                    argon2-concurrency      | 65        | out of range
                    passkey-rp-id           | Example.com | not the name of a domain
                    passkey-rp-id           | https://example.com | not the name of a domain
                    passkey-rp-id           | example.com:443 | not the name of a domain
                    passkey-attestation     | direct    | not one of the choices
                    log-level               | INFO      | not one of the choices
                    danger-plain-http       | yes       | neither true nor false
                    """)
    void a_value_out_of_its_range_is_refused(String name, String text, String what) {
        assertThat(new Said(data).option("--" + name, text).problems())
                .singleElement()
                .asString()
                .startsWith("--" + name + ": ")
                .contains(what);
    }

    /// Security: H4, M
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    0.0.0.0/0                | trusts addresses all over the world
                    ::/0                     | trusts addresses all over the world
                    10.0.0.0/8,0.0.0.0/0     | trusts addresses all over the world
                    0.0.0.0/1                | trusts addresses all over the world
                    128.0.0.0/1,0.0.0.0/1    | trusts addresses all over the world
                    2000::/3                 | trusts addresses all over the world
                    10.1.2.3/8               | Write 10.0.0.0/8.
                    10.0.0.0/33              | not a number of bits
                    10.0.0.0/                | not a number of bits
                    10.0.0.0/+8              | not a number of bits
                    10.0.0.0/8/8             | not a number of bits
                    proxy.example            | neither an IP address nor a range
                    10.0.0.0/8,              | neither an IP address nor a range
                    """)
    void a_trusted_range_is_narrow_and_written_as_a_network(String text, String what) {
        assertThat(new Said(data).option("--trusted-proxies", text).problems())
                .singleElement()
                .asString()
                .contains(what);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://rp.internal",
                "rp.internal:8080",
                "*.internal",
                "rp_1.internal",
                "rp.internal,",
                "10.0.0.0/8",
                "-rp.internal"
            })
    void a_host_that_may_be_asked_is_a_name_or_an_address(String text) {
        assertThat(new Said(data).option("--outbound-allow", text).problems())
                .singleElement()
                .asString()
                .contains("is not a host");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "60",
                "60/",
                "/1m",
                "60/m",
                "60/1",
                "60/1m ",
                "60 /1m",
                "6.5/1m",
                "-1/1m",
                "60/1w",
                "60/1m/1m",
                "0/1m",
                "1000001/1m",
                "60/0s",
                "60/2d",
                "60/25h",
                "60/86401s"
            })
    void a_rate_is_a_number_and_a_time_in_bounds(String text) {
        assertThat(new Said(data).option("--rate-limit", text).problems())
                .singleElement()
                .asString()
                .contains("rate-limit")
                .contains("such as 60/1m");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    http://login.example.com         | plain http beyond this machine
                    http://localhost.example         | plain http beyond this machine
                    http://127.0.0.2:9040            | plain http beyond this machine
                    https://login.example.com?x=1    | a query or a fragment
                    https://login.example.com?       | a query or a fragment
                    https://login.example.com#a      | a query or a fragment
                    https://me@login.example.com     | a user name
                    https://login.example.com/       | Write https://login.example.com.
                    https://login.example.com/a/     | Write https://login.example.com/a.
                    https://Login.example.com        | Write https://login.example.com.
                    HTTPS://login.example.com        | Write https://login.example.com.
                    https://login.example.com:443    | Write https://login.example.com.
                    http://localhost:80              | Write http://localhost.
                    https://login.example.com/a//b   | several ways
                    https://login.example.com/a/../b | several ways
                    https://login.example.com/%61    | several ways
                    https://login_example.com        | a host
                    https://-login.example.com       | a host
                    https://login.example.com:0      | a port
                    https://login.example.com:65536  | a port
                    https://                         | not a URL
                    https:login.example.com          | not a URL
                    login.example.com                | not a URL
                    ftp://login.example.com          | not a URL of the web
                    https://bücher.example           | not a URL
                    https://a b                      | not a URL
                    """)
    void an_issuer_is_https_and_has_one_form(String text, String what) {
        for (var option : new String[] {"--issuer", "--admin-issuer"}) {
            assertThat(new Said(data).option(option, text).problems())
                    .singleElement()
                    .asString()
                    .contains(what);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://login.example.com",
                "https://login.example.com:8443/realm/one",
                "https://192.0.2.7",
                "https://[2001:db8::1]:9040",
                "http://localhost",
                "http://localhost:9040",
                "http://127.0.0.1:1",
                "http://[::1]:9040/auth"
            })
    void an_issuer_in_its_form_is_taken(String text) {
        assertThat(new Said(data).option("--issuer", text).accepted().auth().issuerAt(1))
                .hasToString(text);
    }

    @Test
    void without_an_issuer_the_port_at_hand_makes_one() {
        var settings = new Said(data).option("--auth-port", "0").accepted();

        assertThat(settings.auth().issuerAt(40_123)).hasToString("http://localhost:40123");
        assertThat(settings.admin().issuerAt(9041)).hasToString("http://localhost:9041");
        assertThat(settings.auth().issuerAt(80)).hasToString("http://localhost");
        assertThat(settings.auth().issuerAt(0)).hasToString("http://localhost");
    }

    @Test
    void an_empty_value_is_refused_and_an_empty_variable_counts_as_not_set() {
        assertThat(new Said(data).option("--issuer", "").problems())
                .singleElement()
                .asString()
                .contains("is empty");
        assertThat(new Said(data).variable("MAD_AUTH_PORT", "").accepted().auth().port())
                .isEqualTo(9040);
    }

    @Test
    void a_relative_path_is_meant_from_where_it_was_written() {
        var elsewhere = Path.of("/elsewhere");
        var onCommandLine =
                Sources.in(data, elsewhere, Map.of("MAD_MASTER_KEY_FILE", "../key"), List.of());
        var inFile = new Said(data).line("master-key-file = \"key\"");

        assertThat(SettingsReader.read(onCommandLine))
                .isInstanceOfSatisfying(
                        Outcome.Accepted.class,
                        accepted ->
                                assertThat(accepted.settings().storage().masterKeyFile(data))
                                        .isEqualTo(Path.of("/key")));
        assertThat(inFile.accepted().storage().masterKeyFile(data)).isEqualTo(data.resolve("key"));
    }
}
