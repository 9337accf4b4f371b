package dev.microauth.db;

import java.util.ArrayList;
import java.util.List;

/// A journal that remembers what it was given, and can be made to fail.
final class Notes implements Journal {
    private final List<String> written = new ArrayList<>();
    private int abandoned;
    private boolean failing;

    record Note(String text) implements Entry {}

    @Override
    public synchronized void write(Tx tx, List<Entry> entries) {
        if (failing) {
            tx.update("insert into no_such_table (a) values (1)");
        }
        entries.forEach(each -> written.add(((Note) each).text()));
    }

    @Override
    public synchronized void abandoned() {
        abandoned++;
    }

    synchronized void fail(boolean from) {
        failing = from;
    }

    synchronized List<String> written() {
        return List.copyOf(written);
    }

    synchronized int timesAbandoned() {
        return abandoned;
    }
}
