package dev.microauth.server.command;

import dev.microauth.server.settings.Draft;
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

    /// Makes a new installation of what was said and of what it asks for.
    int init(Draft draft, Init how);

    /// How a new installation is to be made.
    ///
    /// @param data the directory
    /// @param dataChosen whether somebody chose it, else it is the default
    /// @param quick ask for little, and do without an administrator when none was named
    /// @param yes ask nothing
    /// @param json one line for programs on standard output in place of the text for people
    record Init(Path data, boolean dataChosen, boolean quick, boolean yes, boolean json) {}

    /// Checks the audit chain from its first event on.
    int auditVerify(Path data, Settings settings);

    /// Puts a new master key in the place of the present one.
    int rotateMaster(Path data, Settings settings);

    /// Prints a new one-time link by which somebody becomes an administrator.
    int recover(Path data, Settings settings);

    /// Asks the running daemon whether it is well.
    int health(Path data, Settings settings);
}
