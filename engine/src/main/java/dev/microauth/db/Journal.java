package dev.microauth.db;

import java.util.List;

/// What is written once per commit, after the work of every caller in it and in the same transaction.
/// The entries of work that was rolled back never arrive here.
public interface Journal {
    /// Something that [Tx#record] hands over.
    interface Entry {}

    /// Called by the one writer, before the commit; never with an empty list.
    void write(Tx tx, List<Entry> entries);

    /// The commit did not happen, or nobody knows whether it did: state kept in memory is void.
    void abandoned();
}
