package dev.microauth.web.pages;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What pages say, in one language. `{0}` and so on stand for what is filled in.
public final class Texts {
    private static final Pattern GAP = Pattern.compile("\\{(\\d)}");

    private final String language;
    private final Map<String, String> texts;

    private Texts(String language, Map<String, String> texts) {
        this.language = language;
        this.texts = texts;
    }

    /// Reads the file of a language.
    static Texts read(String language) {
        var file = "texts_" + language + ".properties";
        try (var in = Texts.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing from the program");
            }
            Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
            var lines = new Properties();
            lines.load(reader);
            return new Texts(
                    language,
                    lines.stringPropertyNames().stream()
                            .collect(
                                    Collectors.toUnmodifiableMap(
                                            key -> key, key -> lines.getProperty(key, ""))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The tag of the language (BCP 47).
    public String language() {
        return language;
    }

    /// The text of a key, with its gaps filled.
    public String say(String key, Object... values) {
        String text = find(key).orElseThrow(() -> missing(key));
        return GAP.matcher(text)
                .replaceAll(gap -> Matcher.quoteReplacement(String.valueOf(values[number(gap)])));
    }

    /// An element with the text of a key, whose gaps are filled with elements.
    public Tag tag(String element, String key, Tag... values) {
        String text = find(key).orElseThrow(() -> missing(key));
        Tag tag = Tag.of(element);
        int end = 0;
        for (var gap : GAP.matcher(text).results().toList()) {
            tag.text(text.substring(end, gap.start())).add(values[number(gap)]);
            end = gap.end();
        }
        return tag.text(text.substring(end));
    }

    Optional<String> find(String key) {
        return Optional.ofNullable(texts.get(key));
    }

    Map<String, String> all() {
        return texts;
    }

    private static int number(java.util.regex.MatchResult gap) {
        return Integer.parseInt(gap.group(1));
    }

    private static IllegalStateException missing(String key) {
        return new IllegalStateException("no text has the key " + key);
    }
}
