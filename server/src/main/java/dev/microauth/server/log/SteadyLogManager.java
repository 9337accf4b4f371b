package dev.microauth.server.log;

import java.util.logging.LogManager;

/// A log manager that keeps its handlers until the process is gone.
///
/// The JDK's own drops them in a shutdown hook that runs beside ours, and the last words of a stopping daemon with
/// them. It reads a properties file too; ours is set up in code alone. Public because the JDK instantiates it.
public final class SteadyLogManager extends LogManager {

    @Override
    public void reset() {
        // Nothing was configured from outside, so there is nothing to go back to.
    }

    @Override
    public void readConfiguration() {
        // The file of the JDK names a handler that we do not want.
    }
}
