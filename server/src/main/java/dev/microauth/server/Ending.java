package dev.microauth.server;

import dev.microauth.server.command.ExitCode;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The orderly end of a daemon, when the process is told to stop. It stands ready before the daemon starts,
/// so that no signal slips in between.
final class Ending {
    private static final System.Logger LOG = System.getLogger(Ending.class.getName());
    private static final int LONGEST_START_SECONDS = 30;

    private final CompletableFuture<Optional<Daemon>> running = new CompletableFuture<>();

    static Ending prepare() {
        var ending = new Ending();
        Runtime.getRuntime().addShutdownHook(new Thread(ending::run, "microauth-stop"));
        return ending;
    }

    /// From now on this daemon is what has to end.
    void of(Daemon daemon) {
        running.complete(Optional.of(daemon));
    }

    /// There is no daemon: the process ends with the code that it has.
    void ofNothing() {
        running.complete(Optional.empty());
    }

    private void run() {
        try {
            Optional<Daemon> daemon = running.get(LONGEST_START_SECONDS, TimeUnit.SECONDS);
            // A JVM that ends by a signal would exit with 143.
            daemon.ifPresent(each -> Runtime.getRuntime().halt(stop(each)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.WARNING, "told to stop before the start was over");
        }
    }

    private static int stop(Daemon daemon) {
        try {
            daemon.close();
            return ExitCode.DONE;
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the stop was not in order", e);
            return ExitCode.FAILED;
        }
    }
}
