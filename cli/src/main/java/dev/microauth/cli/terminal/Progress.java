package dev.microauth.cli.terminal;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// One line on a terminal that says how far a long work is; it is gone when the work is over.
public final class Progress implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final String ERASE = "\r\u001b[K";

    private final boolean shown;
    private final PrintStream err;
    private final InstantSource clock;
    private final String doing;
    private Instant last;

    Progress(boolean shown, PrintStream err, InstantSource clock, String doing) {
        this.shown = shown;
        this.err = err;
        this.clock = clock;
        this.doing = doing;
        this.last = clock.instant();
        show(doing + " ...");
    }

    /// So much is done; shown a few times a second at most.
    public void at(long count, String what) {
        var now = clock.instant();
        if (shown && !now.isBefore(last.plus(PAUSE))) {
            last = now;
            show(doing + " ... " + count + " " + what);
        }
    }

    @Override
    public void close() {
        if (shown) {
            err.print(ERASE);
            err.flush();
        }
    }

    private void show(String line) {
        if (shown) {
            err.print(ERASE + line);
            err.flush();
        }
    }
}
