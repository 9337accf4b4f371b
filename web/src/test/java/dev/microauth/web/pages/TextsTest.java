package dev.microauth.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TextsTest {
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Path FILES =
            Path.of("src", "main", "resources", "dev", "microauth", "web", "pages");

    private final Languages languages = new Languages();

    @Test
    void every_language_has_every_text_with_the_same_gaps() {
        var english = Texts.read("en").all();
        for (String language : Languages.ALL) {
            var texts = Texts.read(language).all();
            assertThat(new TreeSet<>(texts.keySet()))
                    .as(language)
                    .isEqualTo(new TreeSet<>(english.keySet()));
            texts.forEach((key, text) -> {
                assertThat(text).as(language + " " + key).isNotBlank();
                assertThat(gaps(text))
                        .as(language + " " + key)
                        .isEqualTo(gaps(english.getOrDefault(key, "")));
            });
        }
    }

    @Test
    void no_file_says_the_same_twice() throws IOException {
        for (String language : Languages.ALL) {
            var keys = new ArrayList<String>();
            for (String line :
                    Files.readAllLines(FILES.resolve("texts_" + language + ".properties"))) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    keys.add(line.substring(0, line.indexOf('=')));
                }
            }
            assertThat(keys).as(language).hasSizeGreaterThan(20).doesNotHaveDuplicates();
        }
    }

    @Test
    void every_text_is_said_somewhere() throws IOException {
        var sources = new StringBuilder();
        try (var files = Files.walk(SOURCES)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                sources.append(Files.readString(file));
            }
        }
        assertThat(Texts.read("en").all().keySet())
                .allSatisfy(
                        key -> assertThat(sources.indexOf("\"" + key + "\"")).as(key).isPositive());
    }

    /// Spec: RFC 4647 §3.4, OIDC Core §3.1.2.1
    @Test
    void the_wishes_of_the_client_come_before_those_of_the_browser() {
        assertThat(chosen(List.of(), "")).isEqualTo("en");
        assertThat(chosen(List.of(), "fr;q=0.9, de-CH;q=0.5")).isEqualTo("de");
        assertThat(chosen(List.of(), "en-GB, de")).isEqualTo("en");
        assertThat(chosen(List.of(), "de;q=0, fr")).isEqualTo("en");
        assertThat(chosen(List.of("fr", "de-AT"), "en")).isEqualTo("de");
        assertThat(chosen(List.of("fr"), "de")).isEqualTo("de");
    }

    @Test
    void a_wish_that_cannot_be_read_is_none() {
        for (String odd : List.of("*", ",,", "q=1", "de\u0000", "x".repeat(5000), "de;q=7", "😀")) {
            assertThat(chosen(List.of(), odd)).as(odd).isEqualTo("en");
            assertThat(chosen(List.of(odd), "de")).as(odd).isEqualTo("de");
        }
    }

    @Test
    void gaps_are_filled_as_they_stand() {
        var texts = Texts.read("en");
        assertThat(texts.say("setup.taken", "a $1 \\ {0}"))
                .isEqualTo("a $1 \\ {0}: choose another.");
        var page = new StringBuilder();
        texts.tag("p", "setup.whose", Tag.of("bdi", "<i>")).writeTo(page);
        assertThat(page).hasToString("<p>Choose the password of <bdi>&lt;i&gt;</bdi>.</p>");
    }

    private String chosen(List<String> client, String browser) {
        return languages.choose(client, Optional.of(browser)).language();
    }

    private static Set<String> gaps(String text) {
        var found = new TreeSet<String>();
        var gap = Pattern.compile("\\{\\d}").matcher(text);
        while (gap.find()) {
            found.add(gap.group());
        }
        return found;
    }
}
