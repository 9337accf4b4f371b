package dev.microauth.db;

import java.util.Map;
import java.util.stream.Collectors;

/// The rows of `counters`: how many rows the counted tables have.
public final class Counters {
    private Counters() {}

    /// By the names of the tables.
    public static Map<String, Long> read(Tx tx) {
        return tx
                .list(
                        "select name, n from counters",
                        row -> Map.entry(row.text("name"), row.number("n")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
