package dev.microauth.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.json.Json;
import dev.microauth.json.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whoever adds a record here gets its place in the wire format tested.
class EveryWireRecordTest {
    private final WireFormat format = new WireFormat();

    static Stream<Class<?>> records() throws IOException {
        try (var files = Files.list(Path.of("target/classes/dev/microauth/api"))) {
            List<Class<?>> all =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".class"))
                            .map(name -> name.replace(".class", ""))
                            .filter(name -> name.indexOf('$') < 0 && !name.equals("package-info"))
                            .<Class<?>>map(EveryWireRecordTest::named)
                            .filter(type -> type.isRecord() && type != Listing.class)
                            .toList();
            assertThat(all).hasSizeGreaterThan(40);
            return all.stream();
        }
    }

    private static Class<?> named(String name) {
        try {
            return Class.forName("dev.microauth.api." + name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void a_record_survives_the_wire(Class<? extends Record> type) throws Exception {
        for (boolean full : List.of(true, false)) {
            var record = (Record) sample(new Shape.Nested(type), full);
            assertThat(format.read(type, Json.object(format.bytes(record), Limits.BODY)))
                    .isEqualTo(record);
        }
    }

    private Object sample(Shape shape, boolean full) {
        return switch (shape) {
            case Shape.Text() -> "a text";
            case Shape.Flag() -> true;
            case Shape.Whole whole -> whole.most() == Integer.MAX_VALUE ? (Object) 7 : (Object) 8L;
            case Shape.Id() -> new UUID(1, 2);
            case Shape.Moment() -> Instant.ofEpochMilli(1_800_000_000_120L);
            case Shape.Free() -> Map.of("a", List.of(1L, "b"));
            case Shape.Texts() -> Map.of("a", "b");
            case Shape.Maybe(Shape some) ->
                    full ? Optional.of(sample(some, true)) : Optional.empty();
            case Shape.Many(Shape each) -> full ? List.of(sample(each, true)) : List.of();
            case Shape.Nested(Class<? extends Record> type) -> {
                var of = format.shape(type);
                yield of.make(
                        of.components().stream()
                                .map(component -> sample(component.shape(), full))
                                .toArray());
            }
        };
    }
}
