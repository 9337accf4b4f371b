package dev.microauth.db;

import java.util.List;

/// The migrations as SQLite reads them.
final class SqliteWords {
    private SqliteWords() {}

    static List<String> statements(String migration) {
        return Migrations.split(migration).stream()
                .filter(sql -> !sql.startsWith("/* postgresql */"))
                .map(SqliteWords::words)
                .toList();
    }

    /// The scripts are written in PostgreSQL's words; SQLite's strict tables know five types.
    private static String words(String sql) {
        boolean creates = sql.startsWith("create table");
        if (!creates && !sql.startsWith("alter table")) {
            return sql;
        }
        String types =
                sql.replace(" bigint", " integer")
                        .replace(" boolean", " integer")
                        .replace(" bytea", " blob");
        return creates ? types + " strict, without rowid" : types;
    }
}
