package dev.microauth.server.command;

/// What the exit codes of microauthd mean.
public final class ExitCode {

    /// It was done.
    public static final int DONE = 0;

    /// It could not be done.
    public static final int FAILED = 1;

    /// It was not asked for in a way that can be understood.
    public static final int USAGE = 2;

    private ExitCode() {}
}
