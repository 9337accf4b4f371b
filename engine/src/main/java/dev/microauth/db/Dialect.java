package dev.microauth.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// What differs between the two databases: how to connect, begin, lock and classify; nothing else.
public interface Dialect extends AutoCloseable {
    /// Opens the connection that writes.
    Connection openWriter() throws SQLException;

    /// Opens one of the connections that only read.
    Connection openReader() throws SQLException;

    /// Starts a transaction that will write.
    void begin(Tx tx) throws SQLException;

    /// What a failure means to the caller.
    StorageException translate(SQLException failure);

    /// The statements of a migration, in this database's words.
    List<String> statements(String migration);

    /// Keeps the database as it is before its schema goes from one version to another, or says in the log who
    /// has to. Throws when it should be kept and cannot be.
    void keepCopy(Connection writer, int from, int to) throws SQLException;

    /// Whether nobody but this process can change the data.
    boolean isExclusive();

    /// A short statement of facts for the log.
    String describe();

    /// Looks at every page of the file; an empty list means that all is well.
    List<String> integrityProblems();

    /// Called by the writer when it has had nothing to do for a while.
    void idle(Tx tx) throws SQLException;

    /// Whether readers have no view of their own, so that they and the writer have to wait for each other.
    boolean takesTurns();

    /// Brings what was committed to where it survives the process; nothing where each commit does that.
    void flush(Turns turns);

    /// Gives back what it holds beside its connections, when those are closed.
    @Override
    void close();
}
