package dev.microauth.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    /// Security: H5
    /// Spec: RFC 8259 §2, RFC 7493 §2.1, RFC 7493 §2.2, RFC 7493 §2.3
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{}x",
                "{a:1}",
                "{\"a\":1,}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":null,\"a\":2}",
                "{\"a\":nul}",
                "{\"a\":01}",
                "{\"a\":1e999}",
                "{\"a\":9007199254740992}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":\"\u0001\"}",
                "{\"a\":NaN}"
            })
    void what_two_readers_could_understand_differently_is_refused(String text) {
        for (Limits limits : List.of(Limits.TOKEN, Limits.BODY)) {
            assertThatExceptionOfType(MalformedJson.class)
                    .isThrownBy(() -> Json.object(text, limits));
        }
    }

    @Test
    void bytes_that_are_not_utf_8_are_refused() {
        byte[] cut = "{\"a\":\"ü\"}".getBytes(StandardCharsets.UTF_8);
        assertThatExceptionOfType(MalformedJson.class)
                .isThrownBy(() -> Json.object(Arrays.copyOf(cut, 7), Limits.BODY));
        assertThatExceptionOfType(MalformedJson.class)
                .isThrownBy(() -> Json.object(new byte[] {(byte) 0xc0, (byte) 0xaf}, Limits.BODY));
    }

    /// Security: H5
    @Test
    void each_use_has_its_depth_and_its_null() throws MalformedJson {
        for (Limits limits : List.of(Limits.TOKEN, Limits.BODY)) {
            Json.object(nested(limits.depth()), limits);
            for (int deeper : List.of(limits.depth() + 1, 100_000)) {
                assertThatExceptionOfType(MalformedJson.class)
                        .isThrownBy(() -> Json.object(nested(deeper), limits))
                        .withMessageContaining("deeper than " + limits.depth());
            }
        }
        assertThat(Json.object("{\"a\":null,\"b\":[null]}", Limits.BODY))
                .isEqualTo(Map.of("a", Optional.empty(), "b", List.of(Optional.empty())));
        assertThatExceptionOfType(MalformedJson.class)
                .isThrownBy(() -> Json.object("{\"a\":null}", Limits.TOKEN));
    }

    @Test
    void what_is_written_is_one_line_that_hides_nothing() {
        assertThat(Json.text(List.of("a\r\n\u001b[2J\u202eb\u200b\u2028\ue000", "ü🔑\ud800")))
                .isEqualTo("[\"a\\r\\n\\u001b[2J\\u202eb\\u200b\\u2028\\ue000\",\"ü🔑\ufffd\"]");
        assertThat(Json.bytes(Map.of())).isEqualTo(new byte[] {'{', '}', '\n'});
    }

    @Test
    void exact_writing_refuses_what_would_be_read_as_something_else() {
        for (Object value : List.of(Optional.empty(), "\ud800", 1L << 53, 1.5f, Double.NaN, 'a')) {
            assertThatIllegalArgumentException().isThrownBy(() -> Json.exact(Map.of("a", value)));
        }
        assertThat(Json.exact(Map.of("a", List.of(1, 2L, 1.5, true, "b"))))
                .isEqualTo("{\"a\":[1,2,1.5,true,\"b\"]}");
    }

    private static String nested(int depth) {
        return "{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
    }
}
