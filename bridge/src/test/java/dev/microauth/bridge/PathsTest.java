package dev.microauth.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which addresses of the application are which.
class PathsTest {
    private final OpenPaths open = OpenPaths.none().and("/health").and("/assets/*").and("/");

    /// Security: E6
    /// Spec: RFC 9700 §4.11
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "//evil.example",
                "///evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "evil.example",
                "javascript:alert(1)",
                "",
                " /orders",
                "/orders\r\nSet-Cookie: a=b",
                "/\t/evil.example",
                "/orders#part",
                "/orders\u00e9",
                "/callback?code=1",
                "/signin",
                "/signout"
            })
    void nobody_is_led_elsewhere_after_signing_in(String target) {
        assertThat(ReturnTo.of(target, BridgePaths.DEFAULT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/orders",
                "/orders?page=2&sort=a%20b",
                "/a//b",
                "/a/%2f..",
                "/callbacks"
            })
    void a_page_of_the_application_is_come_back_to(String target) {
        assertThat(ReturnTo.of(target, BridgePaths.DEFAULT).orElseThrow().target())
                .isEqualTo(target);
    }

    @Test
    void an_address_that_is_too_long_is_not_come_back_to() {
        assertThat(ReturnTo.of("/" + "a".repeat(512), BridgePaths.DEFAULT)).isEmpty();
        assertThat(ReturnTo.of("/" + "a".repeat(511), BridgePaths.DEFAULT)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets",
                "/health/",
                "/Health",
                "/health;a=b",
                "/assets/../orders",
                "/assets/%2e%2e/orders",
                "/assets/.hidden",
                "/assets//orders",
                "/assets/a\\b",
                "//health",
                "/assets/a;/../orders"
            })
    void what_can_be_read_in_two_ways_is_not_open(String path) {
        assertThat(open.contain(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/assets/", "/assets/page.css", "/assets/a/b-c_d.js", "/"})
    void what_was_opened_is_open(String path) {
        assertThat(open.contain(path)).isTrue();
    }

    @Test
    void odd_patterns_and_paths_are_refused_when_they_are_said() {
        assertThatThrownBy(() -> OpenPaths.none().and("assets/*"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/assets/*");
        assertThatThrownBy(() -> OpenPaths.none().and("/a*b"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BridgePaths.DEFAULT.callback("/a/../b"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BridgePaths.DEFAULT.callback("/signin"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("differ");
    }
}
