package dev.microauth.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> KNOWN =
            List.of("auth-port", "admin-port", "issuer", "log-level", "access-token-lifetime");

    @ParameterizedTest
    @CsvSource({
        "auth_port, auth-port",
        "AUTH-PORT, auth-port",
        "authport, auth-port",
        "auht-port, auth-port",
        "isuser, issuer",
        "loglevel, log-level",
        "acces-token-lifetime, access-token-lifetime"
    })
    void a_slip_of_the_finger_finds_its_name(String typed, String meant) {
        assertThat(Nearest.to(typed, KNOWN)).contains(meant);
    }

    @Test
    void another_word_finds_nothing() {
        assertThat(Nearest.to("database", KNOWN)).isEmpty();
        assertThat(Nearest.to("", KNOWN)).isEmpty();
    }
}
