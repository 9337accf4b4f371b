package dev.microauth.cli.terminal;

import dev.microauth.json.Json;
import dev.microauth.text.Printable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// JSON for people and programs alike: indented, and safe for a terminal.
public final class JsonPage {
    private final StringBuilder out = new StringBuilder();

    private JsonPage() {}

    /// A tree of maps, lists, texts, numbers and truths, an empty Optional being `null`; with a line end.
    public static String of(Object tree) {
        var page = new JsonPage();
        page.value(tree, "\n");
        return page.out.append('\n').toString();
    }

    private void value(Object value, String indent) {
        switch (value) {
            case Map<?, ?> map when !map.isEmpty() -> object(map, indent);
            case List<?> list when !list.isEmpty() -> array(list, indent);
            case Optional<?> some when some.isPresent() -> value(some.get(), indent);
            default -> out.append(Printable.json(Json.text(value)));
        }
    }

    private void object(Map<?, ?> map, String indent) {
        var before = "{";
        for (var member : map.entrySet()) {
            out.append(before).append(indent).append("  ");
            out.append(Printable.json(Json.text(String.valueOf(member.getKey())))).append(": ");
            value(member.getValue(), indent + "  ");
            before = ",";
        }
        out.append(indent).append('}');
    }

    private void array(List<?> list, String indent) {
        var before = "[";
        for (var item : list) {
            out.append(before).append(indent).append("  ");
            value(item, indent + "  ");
            before = ",";
        }
        out.append(indent).append(']');
    }
}
