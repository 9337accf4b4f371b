package dev.microauth.server.log;

import java.io.OutputStream;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Sets up the log of the whole process: one handler, one stream, nothing read from files.
public final class DaemonLog {

    /// The root of our own loggers: they are not held by the JDK, and a forgotten logger forgets its level.
    private final List<Logger> held;

    private DaemonLog(List<Logger> held) {
        this.held = List.copyOf(held);
    }

    /// Makes the JDK take our log manager; works only before anything was logged, so call it first of all.
    public static void prepare() {
        System.setProperty("java.util.logging.manager", SteadyLogManager.class.getName());
    }

    /// Sends all logging of the process to the stream.
    ///
    /// Our own code is heard from the given level on. Libraries are heard from warnings on, and from one level below
    /// ours when we debug.
    ///
    /// @return to be held as long as the log is wanted
    public static DaemonLog open(LogLevel level, LogFormat format, OutputStream stream) {
        var root = Logger.getLogger("");
        for (var handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(new LineHandler(format, level == LogLevel.DEBUG, stream));
        root.setLevel(
                switch (level) {
                    case ERROR -> Level.SEVERE;
                    case WARNING, INFO -> Level.WARNING;
                    case DEBUG -> Level.INFO;
                });
        var ours = Logger.getLogger("dev.microauth");
        ours.setLevel(
                switch (level) {
                    case ERROR -> Level.SEVERE;
                    case WARNING -> Level.WARNING;
                    case INFO -> Level.INFO;
                    case DEBUG -> Level.FINE;
                });
        return new DaemonLog(List.of(root, ours));
    }

    /// Whether our own code is heard at that level.
    public boolean hears(LogLevel level) {
        return held.getLast()
                .isLoggable(
                        switch (level) {
                            case ERROR -> Level.SEVERE;
                            case WARNING -> Level.WARNING;
                            case INFO -> Level.INFO;
                            case DEBUG -> Level.FINE;
                        });
    }
}
