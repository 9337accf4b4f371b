package dev.microauth.cli.terminal;

import dev.microauth.text.Printable;
import java.util.ArrayList;
import java.util.List;

/// Rows below headings, as wide as what they hold. A value that is empty is shown as `-`.
public final class Table {
    private static final String GAP = "  ";

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(List<String> headings) {
        this.headings = List.copyOf(headings);
    }

    /// A row below the others, one value for each heading, escaped here.
    public void add(List<String> values) {
        rows.add(
                values.stream().map(value -> value.isEmpty() ? "-" : Printable.of(value)).toList());
    }

    /// Every line of it, each with its end.
    public String text() {
        var widths = new int[headings.size()];
        var all = new ArrayList<List<String>>();
        all.add(headings);
        all.addAll(rows);
        for (var row : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        var out = new StringBuilder();
        for (var row : all) {
            for (int i = 0; i < widths.length; i++) {
                boolean last = i == widths.length - 1;
                out.append(row.get(i));
                out.append(last ? "\n" : " ".repeat(widths[i] - width(row.get(i))) + GAP);
            }
        }
        return out.toString();
    }

    /// A sheet of names and values, one below the other.
    public static String sheet(List<List<String>> members) {
        int widest = members.stream().mapToInt(member -> width(member.getFirst())).max().orElse(0);
        var out = new StringBuilder();
        for (var member : members) {
            var name = member.getFirst();
            var value = member.getLast();
            out.append(name)
                    .append(" ".repeat(widest - width(name)))
                    .append(GAP)
                    .append(value.isEmpty() ? "-" : Printable.of(value))
                    .append('\n');
        }
        return out.toString();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
