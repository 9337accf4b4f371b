package dev.microauth.server.command;

import java.io.Serial;

/// A verb could not do its work for a reason that the user can understand and mend. It ends the command with exit code 1.
public final class CommandFailure extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    /// The line to be shown.
    ///
    /// @param what happened, without a full stop
    /// @param remedy what to do, as a sentence
    public CommandFailure(String what, String remedy) {
        super(what + ". " + remedy);
    }

    /// A line that says both already.
    public CommandFailure(String line, Throwable cause) {
        super(line, cause);
    }

    /// The same, where something else was the reason. The cause is shown when the log is at `debug`.
    public CommandFailure(String what, String remedy, Throwable cause) {
        super(what + ". " + remedy, cause);
    }
}
