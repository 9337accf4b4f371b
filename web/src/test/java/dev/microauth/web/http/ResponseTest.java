package dev.microauth.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTest {
    /// Spec: RFC 9110 §5.5
    @ParameterizedTest
    @ValueSource(strings = {"a\r\nset-cookie: b=c", "a\nb", "a\u0000", "ü", "\u007f"})
    void aValueCannotBreakOutOfItsHeader(String value) {
        assertThatThrownBy(() -> Response.empty(204).with("x", value))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Response.empty(204).adding("x", value))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:", "a\r\nb", "ü"})
    void aNameCannotBreakOutOfItsHeader(String name) {
        assertThatThrownBy(() -> Response.empty(204).with(name, "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withReplacesAndAddingAdds() {
        Response response = Response.empty(200).with("A", "1").with("a", "2").adding("A", "3");
        assertThat(response.headers())
                .containsExactly(new Response.Header("a", "2"), new Response.Header("a", "3"));
    }

    /// Spec: RFC 9110 §10.2.3
    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "1000, 1", "1001, 2", "59999, 60"})
    void nobody_is_told_to_wait_for_less_than_is_left(long millis, String seconds) {
        assertThat(Response.empty(429).retryAfter(Duration.ofMillis(millis)).header("retry-after"))
                .hasValue(seconds);
    }

    /// Security: B1
    /// Spec: RFC 6749 §5.1
    @Test
    void noStoreIsSpokenToOldCachesToo() {
        assertThat(Response.empty(200).noStore().headers())
                .containsExactly(
                        new Response.Header("cache-control", "no-store"),
                        new Response.Header("pragma", "no-cache"));
    }

    /// Spec: RFC 8259 §7
    @Test
    void jsonIsEscapedWhereReadersTrip() {
        assertThat(Json.text("\"\\/\b\f\n\r\t\u0000\u001f\u007f\u2028\u2029ü🔑<"))
                .isEqualTo(
                        "\"\\\"\\\\/\\u0008\\u000c\\n\\r\\t\\u0000\\u001f\\u007f\\u2028\\u2029ü🔑<\"");
        assertThat(Json.text("a\ud83d")).isEqualTo("\"a\ufffd\"");
        assertThat(Json.text("\udd11\ud83da")).isEqualTo("\"\ufffd\ufffda\"");
    }

    /// Spec: RFC 8259 §3
    @Test
    void jsonNests() {
        assertThat(
                        Json.text(
                                Map.of(
                                        "a",
                                        List.of(
                                                1,
                                                2.5,
                                                true,
                                                Map.of(),
                                                List.of(),
                                                Optional.empty(),
                                                Optional.of("x")))))
                .isEqualTo("{\"a\":[1,2.5,true,{},[],null,\"x\"]}");
    }

    /// Spec: RFC 8259 §6
    @Test
    void jsonHasNoFormForSomeThings() {
        for (Object value : new Object[] {Double.NaN, Float.NEGATIVE_INFINITY, 'a', new Object()}) {
            assertThatThrownBy(() -> Json.text(value)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
