package dev.microauth.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.microauth.key.Ring;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Security: M
class IssuersTest {
    private static final String GOOD = "https://id.example.com";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "shop",
                "id.example.com",
                "//id.example.com",
                "https:",
                "https://",
                "https:///id",
                "http://id.example.com",
                "http://192.0.2.1",
                "http://localhost.example.com",
                "ftp://id.example.com",
                "https://id.example.com/",
                "https://id.example.com/id/",
                "https://id.example.com?tenant=a",
                "https://id.example.com#a",
                "https://root@id.example.com",
                "https://ID.example.com",
                "HTTPS://id.example.com",
                "https://id.example.com/a b",
                "https://id.example.com/%",
                "https://[::1"
            })
    void what_nobody_could_rely_on_is_no_issuer(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Issuers(text, GOOD))
                .withMessageContaining("issuer of the auth ring");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Issuers(GOOD, text))
                .withMessageContaining("issuer of the admin ring");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://id.example.com",
                "https://id.example.com:8443/deep/er",
                "http://localhost:9040",
                "http://127.0.0.1:9040/id",
                "http://[::1]:9040"
            })
    void an_address_of_this_machine_or_behind_tls_is_one(String text) {
        assertThat(new Issuers(GOOD, text).of(Ring.ADMIN)).isEqualTo(text);
    }
}
