package dev.microauth.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.text.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineTest {

    private static final String FORGED =
            "x\r\n2026-11-22T00:00:00.000Z INFO  audit        all is well\u001b[2J\u202eevil\u2028\u0085\u0000\\n";

    @Test
    void text_is_one_aligned_line() {
        assertThat(text(record(Level.INFO, "port open", Field.of("port", 9040))))
                .isEqualTo("2026-11-22T01:40:24.120Z INFO  http         port open port=9040\n");
        assertThat(
                        text(
                                record(
                                        Level.WARNING,
                                        "slow",
                                        Field.of("name", "a b"),
                                        Field.of("none", ""))))
                .isEqualTo(
                        "2026-11-22T01:40:24.120Z WARN  http         slow name=\"a b\" none=\"\"\n");
    }

    @Test
    void json_is_one_object_on_one_line() {
        assertThat(
                        json(
                                record(
                                        Level.SEVERE,
                                        "port \"open\"",
                                        Field.of("port", 9040),
                                        Field.of("tls", true),
                                        Field.of("name", "a\"b"))))
                .isEqualTo(
                        "{\"time\":\"2026-11-22T01:40:24.120Z\",\"level\":\"error\","
                                + "\"logger\":\"dev.microauth.server.http\",\"message\":\"port \\\"open\\\"\","
                                + "\"port\":9040,\"tls\":true,\"name\":\"a\\\"b\"}\n");
    }

    @Test
    void the_request_at_hand_stands_in_its_lines() {
        var line = RequestScope.call("0193-id", () -> text(record(Level.INFO, "done")));
        var object = RequestScope.call("0193-id", () -> json(record(Level.INFO, "done")));

        assertThat(line).endsWith("done request=0193-id\n");
        assertThat(object).contains("\"message\":\"done\",\"request\":\"0193-id\"}");
        assertThat(text(record(Level.INFO, "done"))).doesNotContain("request");
    }

    /// Security: K4
    @Test
    void nothing_from_outside_makes_a_second_line_or_moves_the_cursor() {
        var asMessage = record(Level.INFO, FORGED);
        var asField = record(Level.INFO, "refused", Field.of("agent", FORGED));
        var asThrown = record(Level.INFO, "refused");
        asThrown.setThrown(new IOException(FORGED));

        for (var record : new LogRecord[] {asMessage, asField, asThrown}) {
            for (var line : new String[] {text(record), json(record)}) {
                assertThat(line).endsWith("\n");
                assertThat(line.strip().codePoints())
                        .allMatch(point -> point >= ' ' && point <= '~');
                assertThat(line)
                        .contains("x\\r\\n2026", "\\u001b[2J\\u202eevil\\u2028\\u0085\\u0000\\\\n");
            }
        }
    }

    /// Security: K4
    @Test
    void a_forged_line_within_a_stack_trace_stays_indented_or_escaped() {
        var record = record(Level.SEVERE, "boom");
        record.setThrown(new UncheckedIOException(FORGED, new IOException(FORGED)));

        assertThat(text(record).lines().skip(1)).allMatch(line -> line.startsWith("    "));
        assertThat(text(record)).contains("caused by: java.io.IOException: x\\r\\n2026");
        assertThat(json(record).strip().lines()).hasSize(1);
        assertThat(json(record)).contains("\"stack\":\"java.io.UncheckedIOException: x\\r\\n2026");
    }

    /// Security: H6
    @Test
    void the_trace_of_something_thrown_is_shown_at_error_alone() {
        var expected = record(Level.WARNING, "no luck");
        expected.setThrown(new IOException("gone"));

        assertThat(text(expected)).endsWith("no luck error=\"java.io.IOException: gone\"\n");
        assertThat(json(expected)).doesNotContain("stack");
        assertThat(Layout.of(LogFormat.TEXT, Event.of(expected, true))).contains("\n      at ");
    }

    @Test
    void a_circle_of_causes_ends() {
        var first = new IOException("first");
        var second = new IOException("second", first);
        first.initCause(second);

        assertThat(Trace.lines(first)).filteredOn(line -> line.contains("first")).hasSize(1);
    }

    /// Security: K4
    @Test
    void braces_and_lookups_in_a_value_mean_nothing() {
        var line =
                text(record(Level.INFO, "refused", Field.of("agent", "{0} ${jndi:ldap://x} %s")));

        assertThat(line).contains("agent=\"{0} ${jndi:ldap://x} %s\"");
    }

    @Test
    void libraries_may_use_placeholders() {
        var record = record(Level.INFO, "opened {0}");
        record.setParameters(new Object[] {"a\nb"});

        assertThat(text(record)).endsWith("opened a\\nb\n");
    }

    @ParameterizedTest
    @CsvSource({"plain, plain", "größe, größe", "日本語, 日本語", "😀, 😀", "tab\there, tab\\there"})
    void text_that_people_write_stays_as_it_is(String text, String shown) {
        assertThat(Printable.of(text)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "\u200b", "\u200f", "\u061c", "\u2066", "\ufeff", "\ue000"})
    void invisible_and_broken_characters_are_escaped(String text) {
        assertThat(Printable.of("a" + text)).matches("a\\\\u[0-9a-f]{4}");
    }

    @Test
    void a_field_has_a_plain_name_that_is_not_taken() {
        assertThatThrownBy(() -> Field.of("Port", 1)).hasMessageContaining("Port");
        assertThatThrownBy(() -> Field.of("message", 1)).hasMessageContaining("message");
        assertThatThrownBy(() -> Field.of("a\"b", 1)).hasMessageContaining("not a name");
    }

    @Test
    void an_endless_message_is_cut() {
        assertThat(text(record(Level.INFO, "x".repeat(100_000)))).hasSizeLessThan(9_000);
    }

    private static LogRecord record(Level level, String message, Object... fields) {
        var record = new LogRecord(level, message);
        record.setLoggerName("dev.microauth.server.http");
        record.setInstant(Instant.parse("2026-11-22T01:40:24.120Z"));
        record.setParameters(fields);
        return record;
    }

    private static String text(LogRecord record) {
        return Layout.of(LogFormat.TEXT, Event.of(record, false));
    }

    private static String json(LogRecord record) {
        return Layout.of(LogFormat.JSON, Event.of(record, false));
    }
}
