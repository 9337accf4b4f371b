package dev.microauth.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PapersTest {
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
}
