package dev.microauth.web.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// An element of a page with what is in it. Text and values are escaped where they go in, and there is no way to put in
/// markup, so that nothing that somebody typed becomes any.
public final class Tag {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");
    private static final Set<String> EMPTY = Set.of("input", "meta", "br", "img", "hr");
    // In these the text is no text of a page, and escaping would not protect it.
    private static final Set<String> REFUSED = Set.of("script", "style");

    private final String name;
    private final StringBuilder attributes = new StringBuilder();
    private final List<Object> content = new ArrayList<>();

    private Tag(String name) {
        this.name = name;
    }

    public static Tag of(String name, Tag... children) {
        if (REFUSED.contains(name)) {
            throw new IllegalArgumentException(name + " is no element for content of ours");
        }
        return new Tag(checked(name)).add(children);
    }

    /// An element with text alone.
    public static Tag of(String name, String text) {
        return of(name).text(text);
    }

    /// A name of somebody's own choice. Isolated: letters written from right to left do not reach the text around it.
    public static Tag name(String text) {
        return of("strong", of("bdi", text));
    }

    /// A sentence in a box.
    ///
    /// @param kind `alert`, `good` or `note`, as the style knows them
    public static Tag box(String kind, String text) {
        return of("div", of("p", text)).with("class", kind);
    }

    /// A box that is read out as soon as it is there.
    public static Tag alert(String text) {
        return box("alert", text).with("role", "alert");
    }

    public Tag with(String attribute, String value) {
        attributes
                .append(' ')
                .append(checked(attribute))
                .append("=\"")
                .append(escaped(value))
                .append('"');
        return this;
    }

    /// An attribute without a value, such as `required`.
    public Tag flag(String attribute) {
        attributes.append(' ').append(checked(attribute));
        return this;
    }

    public Tag text(String text) {
        content.add(text);
        return this;
    }

    public Tag add(Tag... children) {
        content.addAll(List.of(children));
        return this;
    }

    public Tag add(List<Tag> children) {
        content.addAll(children);
        return this;
    }

    void writeTo(StringBuilder page) {
        page.append('<').append(name).append(attributes).append('>');
        if (EMPTY.contains(name)) {
            return;
        }
        for (Object each : content) {
            if (each instanceof Tag child) {
                child.writeTo(page);
            } else {
                page.append(escaped(String.valueOf(each)));
            }
        }
        page.append("</").append(name).append('>');
    }

    static String escaped(String text) {
        var safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                // HTML has no U+0000, not even as a reference.
                case '\0' -> safe.append('\ufffd');
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("no name of an element or attribute: " + name);
        }
        return name;
    }
}
