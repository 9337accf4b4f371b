package dev.microauth.cli.command;

import dev.microauth.api.Listing;
import dev.microauth.api.Reference;
import dev.microauth.api.WireFormat;
import dev.microauth.cli.terminal.JsonPage;
import dev.microauth.cli.terminal.Table;
import dev.microauth.cli.terminal.Terminal;
import dev.microauth.text.Printable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Prints what came back: as a table to read, or as the API's JSON.
final class Output {
    private static final int NEVER = 9999;
    private static final String UNTIL_LIFTED = "until lifted";
    private static final String FOR_GOOD = "9999-12-31T23:59:59";

    private final Terminal terminal;
    private final boolean json;
    private final WireFormat format = new WireFormat();

    Output(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
    }

    /// One column of a table.
    record Column<V>(String heading, Function<V, Object> value) {}

    static <V> Column<V> column(String heading, Function<V, Object> value) {
        return new Column<>(heading, value);
    }

    boolean isJson() {
        return json;
    }

    /// The bare object, or its members one below the other.
    void show(Record record) {
        show(format.tree(record));
    }

    void show(Map<String, Object> tree) {
        if (json) {
            terminal.print(JsonPage.of(tree));
            return;
        }
        var members = new ArrayList<List<String>>();
        tree.forEach((name, value) -> members.add(List.of(Printable.of(name), text(value))));
        terminal.print(Table.sheet(members));
    }

    /// A page of a list; where there is more, the way to it.
    <V extends Record> void list(Listing<V> page, List<Column<V>> columns) {
        if (json) {
            terminal.print(JsonPage.of(format.tree(page)));
            return;
        }
        var table = new Table(columns.stream().map(Column::heading).toList());
        for (var item : page.items()) {
            table.add(columns.stream().map(column -> text(column.value().apply(item))).toList());
        }
        terminal.print(table.text());
        page.next()
                .ifPresent(cursor -> {
                    var total = page.total().map(all -> " of " + all).orElse("");
                    terminal.note(
                            page.items().size()
                                    + total
                                    + " shown. There are more: --after "
                                    + Printable.of(cursor)
                                    + ", or --all.");
                });
    }

    /// A text that stands alone, such as a token.
    void line(String text) {
        terminal.print(Printable.of(text) + "\n");
    }

    private static String text(Object value) {
        return switch (value) {
            case Optional<?> some -> some.map(Output::text).orElse("");
            case String text when text.startsWith(FOR_GOOD) -> UNTIL_LIFTED;
            case Boolean truth -> truth ? "yes" : "no";
            case Instant moment -> text(moment);
            case Reference reference ->
                    reference.kind() + reference.id().map(id -> ":" + id).orElse("");
            case List<?> list -> list.stream().map(Output::text).collect(Collectors.joining(" "));
            case Map<?, ?> map ->
                    map.entrySet().stream()
                            .map(each -> each.getKey() + "=" + text(each.getValue()))
                            .collect(Collectors.joining(" "));
            default -> value.toString();
        };
    }

    private static String text(Instant moment) {
        return moment.atZone(ZoneOffset.UTC).getYear() >= NEVER
                ? UNTIL_LIFTED
                : moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
