package dev.microauth.server.command;

import dev.microauth.server.settings.Settings;
import java.nio.file.Path;

/// What microauthd does behind its commands. Each verb returns an exit code and fails with a [CommandFailure].
///
/// The data directory is absolute and need not exist; the log is open when a verb begins.
public interface Verbs {

    /// Serves an existing data directory until the process is told to stop.
    int serve(Path data, Settings settings);

    /// Makes the data directory if need be and serves it.
    ///
    /// @param json one line for programs on standard output in place of the text for people
    int quickstart(Path data, Settings settings, boolean json);

    /// Checks the audit chain from its first event on.
    int auditVerify(Path data, Settings settings);

    /// Puts a new master key in the place of the present one.
    int rotateMaster(Path data, Settings settings);

    /// Prints a new one-time link by which somebody becomes an administrator.
    int recover(Path data, Settings settings);

    /// Asks the running daemon whether it is well.
    int health(Path data, Settings settings);
}
