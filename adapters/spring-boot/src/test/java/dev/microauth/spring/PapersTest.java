package dev.microauth.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PapersTest {
    private static final Path METADATA =
            Path.of("src/main/resources/META-INF/spring-configuration-metadata.json");

    private static Stream<List<String>> settings(Class<?> type, List<String> above) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(each -> {
                    List<String> name =
                            Stream.concat(above.stream(), Stream.of(kebab(each))).toList();
                    return each.getType().isRecord()
                            ? settings(each.getType(), name)
                            : Stream.of(name);
                });
    }

    private static String kebab(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    @Test
    void every_setting_is_in_the_papers() throws IOException {
        String papers = Files.readString(Path.of("../../docs/spring-boot.md"));
        var names = settings(MicroAuthProperties.class, List.of()).toList();
        assertThat(names).hasSizeGreaterThan(25);
        for (List<String> name : names) {
            assertThat(papers)
                    .as(String.join(".", name))
                    .containsAnyOf("`" + String.join(".", name) + "`", "`." + name.getLast() + "`");
        }
    }

    /// What editors know of the settings: made of their types and of the table in the papers.
    @Test
    void editors_are_told_of_every_setting() throws IOException {
        String wanted = metadata();
        if ("write".equals(System.getProperty("snapshots"))) {
            Files.writeString(METADATA, wanted);
        }
        assertThat(METADATA).hasContent(wanted);
    }

    private static String metadata() throws IOException {
        Map<String, String> said = said();
        return types(MicroAuthProperties.class, "microauth")
                .map(each ->
                        """
                        {"name": "%s", "type": "%s", "description": "%s"}\
                        """
                                .formatted(
                                        each.name(),
                                        each.type(),
                                        said.getOrDefault(each.name(), "nothing is said of it")
                                                .replace("\"", "\\\"")))
                .collect(Collectors.joining(",\n", "{\n  \"properties\": [\n", "\n  ]\n}\n"));
    }

    private record Typed(String name, String type) {}

    private static Stream<Typed> types(Class<?> type, String above) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(each -> {
                    String name = above + "." + kebab(each);
                    return each.getType().isRecord()
                            ? types(each.getType(), name)
                            : Stream.of(new Typed(name, named(each)));
                });
    }

    private static String named(RecordComponent component) {
        return component.getType().isPrimitive()
                ? "java.lang.Boolean"
                : component.getGenericType().getTypeName();
    }

    /// The second and third cell of each row, by the names in its first; `.client-secret` stands beside `….client-id`.
    private static Map<String, String> said() throws IOException {
        var all = new HashMap<String, String>();
        for (String line : Files.readAllLines(Path.of("../../docs/spring-boot.md"))) {
            String[] cells = line.split(" *\\| *", -1);
            if (cells.length > 3 && cells[1].startsWith("`")) {
                String text = cells[2].isEmpty() ? "" : cells[2] + ".";
                String unless = cells[3].isEmpty() ? "" : " Unless said: " + cells[3] + ".";
                String[] names = cells[1].replace("`", "").split(", ", -1);
                for (String name : names) {
                    String whole =
                            name.startsWith(".")
                                    ? names[0].replaceFirst("\\.[^.]*$", "") + name
                                    : name;
                    all.put("microauth." + whole, plain(text + unless));
                }
            }
        }
        return all;
    }

    /// Without the marks of Markdown.
    private static String plain(String text) {
        return text.replace("`", "").replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1");
    }
}
