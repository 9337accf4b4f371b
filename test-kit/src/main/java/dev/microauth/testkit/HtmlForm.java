package dev.microauth.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A form of one of our pages.
///
/// @param hidden what it sends by itself
/// @param inside what stands between its tags
public record HtmlForm(String action, Map<String, String> hidden, String inside) {
    private static final Pattern FORM = Pattern.compile("(?s)<form ([^>]*)>(.*?)</form>");
    private static final Pattern INPUT = Pattern.compile("<input ([^>]*)>");
    private static final Pattern ATTRIBUTE = Pattern.compile("([a-z-]+)=\"([^\"]*)\"");

    /// The first form of a page.
    public static HtmlForm first(String page) {
        return all(page).getFirst();
    }

    /// The first form that has a field of this name, or the first of all where a button has it.
    public static HtmlForm with(String field, String page) {
        var all = all(page);
        return all.stream()
                .filter(form -> form.inside.contains("name=\"" + field + "\""))
                .findFirst()
                .orElse(all.getFirst());
    }

    /// What is sent when these fields are filled in.
    public Map<String, String> filledIn(Map<String, String> fields) {
        var all = new LinkedHashMap<>(hidden);
        all.putAll(fields);
        return all;
    }

    /// Text as a browser shows it.
    public static String plain(String escaped) {
        return escaped.replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    private static List<HtmlForm> all(String page) {
        var forms = FORM.matcher(page).results().map(HtmlForm::of).toList();
        assertThat(forms).as(page).isNotEmpty();
        return forms;
    }

    private static HtmlForm of(MatchResult form) {
        var hidden = new LinkedHashMap<String, String>();
        INPUT.matcher(form.group(2))
                .results()
                .map(input -> attributes(input.group(1)))
                .filter(input -> "hidden".equals(input.get("type")))
                .forEach(input ->
                        hidden.put(
                                input.getOrDefault("name", ""), input.getOrDefault("value", "")));
        return new HtmlForm(
                attributes(form.group(1)).getOrDefault("action", ""), hidden, form.group(2));
    }

    private static Map<String, String> attributes(String text) {
        var attributes = new LinkedHashMap<String, String>();
        ATTRIBUTE
                .matcher(text)
                .results()
                .forEach(each -> attributes.put(each.group(1), plain(each.group(2))));
        return attributes;
    }
}
