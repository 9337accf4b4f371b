package dev.microauth.cli.terminal;

import java.io.Serial;

/// A command could not do its work, for a reason that the user can understand and mend.
public final class CommandFailure extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    private final ExitCode code;

    /// The lines to be shown.
    ///
    /// @param what happened, without a full stop
    /// @param remedy what to do, as a sentence
    public CommandFailure(ExitCode code, String what, String remedy) {
        super(what + ". " + remedy, null, false, false);
        this.code = code;
    }

    /// A text that says both already.
    public CommandFailure(ExitCode code, String text) {
        super(text, null, false, false);
        this.code = code;
    }

    public ExitCode code() {
        return code;
    }
}
