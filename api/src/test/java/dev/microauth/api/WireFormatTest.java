package dev.microauth.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.microauth.json.Json;
import dev.microauth.json.Limits;
import dev.microauth.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireFormatTest {
    private static final UUID ID = UUID.fromString("0192f6a0-0000-7000-8000-000000000001");
    private static final Instant TIME = Instant.parse("2026-11-22T04:40:00.120Z");

    private final WireFormat format = new WireFormat();

    record Door(String name, int height, List<UUID> keyIds, Optional<Instant> openUntil) {}

    record Painted(@Inline Door door, Optional<Reference> painter, Map<String, String> colours) {}

    /// Spec: RFC 8259 §4
    @Test
    void every_wrong_member_is_named_at_once() {
        assertThat(
                        problems(
                                Painted.class,
                                """
                                {"name": 1, "key_ids": ["x", null, "%s"], "open_until": "2026-02-30T00:00:00Z",
                                 "painter": {"kind": null, "age": 3}, "height": 99999999999, "width": null}
                                """
                                        .formatted(ID)))
                .containsOnlyKeys(
                        "width",
                        "name",
                        "height",
                        "key_ids[0]",
                        "key_ids[1]",
                        "open_until",
                        "painter.age",
                        "painter.kind",
                        "colours");
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"height\": 2.0, \"name\": \"a\", \"key_ids\": []}', height",
        "'{\"height\": \"2\", \"name\": \"a\", \"key_ids\": []}', height",
        "'{\"height\": 2, \"name\": true, \"key_ids\": []}', name",
        "'{\"height\": 2, \"name\": \"a\\u0000\", \"key_ids\": []}', name",
        "'{\"height\": 2, \"name\": \"a\"}', key_ids",
        "'{\"height\": 2, \"name\": \"a\", \"key_ids\": {}}', key_ids",
        "'{\"height\": 2, \"name\": \"a\", \"key_ids\": [\"1-1-1-1-1\"]}', key_ids[0]",
        "'{\"height\": 2, \"name\": \"a\", \"key_ids\": [], \"open_until\": 12}', open_until",
        "'{\"height\": 2, \"name\": \"a\", \"key_ids\": [], \"open_until\": \"2026-11-22T04:40:00+01:00\"}', open_until",
        "'{\"height\": 2, \"name\": \"a\", \"key_ids\": [], \"open_until\": \"2026-11-22T04:40:00.0001Z\"}', open_until",
        "'{\"height\": 2, \"name\": \"a\", \"key_ids\": [], \"Name\": \"b\"}', Name"
    })
    void what_is_not_of_its_type_is_refused(String json, String field) {
        assertThat(problems(Door.class, json)).containsOnlyKeys(field);
    }

    @Test
    void a_record_survives_the_wire() {
        var door = new Door("front", 2, List.of(ID), Optional.of(TIME));
        var painted =
                new Painted(
                        door,
                        Optional.of(new Reference("user", Optional.empty())),
                        Map.of("inside", "blue"));
        assertThat(new String(format.bytes(painted), StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        {"name":"front","height":2,"key_ids":["0192f6a0-0000-7000-8000-000000000001"],\
                        "open_until":"2026-11-22T04:40:00.120Z","painter":{"kind":"user","id":null},\
                        "colours":{"inside":"blue"}}
                        """);
        assertThat(format.read(Painted.class, read(format.bytes(painted)))).isEqualTo(painted);
    }

    @Test
    void absent_and_null_are_one_for_what_may_be_missing() {
        var closed = new Door("back", 2, List.of(), Optional.empty());
        assertThat(format.read(Door.class, tree("{\"name\":\"back\",\"height\":2,\"key_ids\":[]}")))
                .isEqualTo(closed)
                .isEqualTo(
                        format.read(
                                Door.class,
                                tree(
                                        "{\"name\":\"back\",\"height\":2,\"key_ids\":[],\"open_until\":null}")));
    }

    @Test
    void a_page_tells_its_total_or_the_least_it_can_be() {
        var known =
                new Listing<>(
                        List.of(new Reference("role", Optional.of("x"))),
                        Optional.of("abc"),
                        Optional.of(7L),
                        Optional.empty());
        var many =
                new Listing<>(
                        List.<Reference>of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(10_000L));
        assertThat(Json.text(format.tree(known)))
                .isEqualTo(
                        "{\"items\":[{\"kind\":\"role\",\"id\":\"x\"}],\"next\":\"abc\",\"total\":7}");
        assertThat(Json.text(format.tree(many)))
                .isEqualTo("{\"items\":[],\"next\":null,\"total\":null,\"total_at_least\":10000}");
        assertThat(format.readListing(Reference.class, read(format.bytes(known)))).isEqualTo(known);
        assertThat(format.readListing(Reference.class, read(format.bytes(many)))).isEqualTo(many);
        assertThatThrownBy(() -> format.readListing(Reference.class, tree("{\"items\":[1]}")))
                .isInstanceOf(WireProblem.class)
                .hasMessageContaining("items[0]");
    }

    /// The examples of its appendix that begin with an object.
    ///
    /// Spec: RFC 7396 §2
    @ParameterizedTest
    @CsvSource({
        "'{\"a\":\"b\"}', '{\"a\":\"c\"}', '{\"a\":\"c\"}'",
        "'{\"a\":\"b\"}', '{\"b\":\"c\"}', '{\"a\":\"b\",\"b\":\"c\"}'",
        "'{\"a\":\"b\"}', '{\"a\":null}', '{}'",
        "'{\"a\":\"b\",\"b\":\"c\"}', '{\"a\":null}', '{\"b\":\"c\"}'",
        "'{\"a\":[\"b\"]}', '{\"a\":\"c\"}', '{\"a\":\"c\"}'",
        "'{\"a\":\"c\"}', '{\"a\":[\"b\"]}', '{\"a\":[\"b\"]}'",
        "'{\"a\":{\"b\":\"c\"}}', '{\"a\":{\"b\":\"d\",\"c\":null}}', '{\"a\":{\"b\":\"d\"}}'",
        "'{\"a\":[{\"b\":\"c\"}]}', '{\"a\":[1]}', '{\"a\":[1]}'",
        "'{\"e\":null}', '{\"a\":1}', '{\"e\":null,\"a\":1}'",
        "'{}', '{\"a\":{\"bb\":{\"ccc\":null}}}', '{\"a\":{\"bb\":{}}}'"
    })
    void a_patch_merges(String target, String patch, String result) {
        assertThat(Json.text(WireFormat.merge(tree(target), tree(patch)))).isEqualTo(result);
    }

    /// Spec: RFC 7396 §2
    @Test
    void a_patch_names_what_it_cannot_change_and_leaves_the_rest() {
        var door = new Door("front", 2, List.of(ID), Optional.of(TIME));
        var problem =
                catchThrowableOfType(
                        WireProblem.class,
                        () ->
                                format.patched(
                                        Door.class, door, tree("{\"name\":null,\"width\":null}")));
        assertThat(problem.fields()).containsOnlyKeys("name", "width");
        assertThat(format.patched(Door.class, door, tree("{\"open_until\":null,\"height\":3}")))
                .isEqualTo(new Door("front", 3, List.of(ID), Optional.empty()));
    }

    private Map<String, String> problems(Class<? extends Record> type, String json) {
        return catchThrowableOfType(WireProblem.class, () -> format.read(type, tree(json)))
                .fields();
    }

    private static Map<String, Object> tree(String json) {
        return read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> read(byte[] json) {
        try {
            return Json.object(json, Limits.BODY);
        } catch (MalformedJson e) {
            throw new AssertionError(e);
        }
    }
}
