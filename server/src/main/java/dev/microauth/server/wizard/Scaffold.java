package dev.microauth.server.wizard;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/// Everything that was made so far, to be taken away again unless the whole is finished: when something fails,
/// and when the process is told to stop.
final class Scaffold implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Scaffold.class.getName());

    private final Thread atTheEnd = new Thread(this::takeAway, "microauth-init-undo");
    private final Deque<Runnable> undoing = new ArrayDeque<>();
    private boolean finished;

    static Scaffold raise() {
        var scaffold = new Scaffold();
        Runtime.getRuntime().addShutdownHook(scaffold.atTheEnd);
        return scaffold;
    }

    /// Says what is about to be made, if it is not there yet. A directory goes with all that is in it.
    synchronized void about(Path path) {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            undoing.push(() -> remove(path));
        }
    }

    /// Says that a directory is about to be made, with those above it that are missing; these go only when they
    /// are empty, since somebody else may have come to use them.
    synchronized void aboutTree(Path directory) {
        var missing = new ArrayDeque<Path>();
        for (Path each = directory.toAbsolutePath().getParent();
                each != null && !Files.exists(each);
                each = each.getParent()) {
            missing.push(each);
        }
        missing.forEach(each -> undoing.push(() -> removeEmpty(each)));
        about(directory);
    }

    /// All is made: nothing is taken away any more.
    synchronized void finish() {
        finished = true;
    }

    @Override
    public void close() {
        takeAway();
        try {
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
        } catch (IllegalStateException e) {
            LOG.log(Level.DEBUG, "the process ends already");
        }
    }

    private synchronized void takeAway() {
        while (!finished && !undoing.isEmpty()) {
            undoing.pop().run();
        }
    }

    private static void removeEmpty(Path directory) {
        try {
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, directory + " stays: " + e.getMessage());
        }
    }

    /// Removes a file or a directory with all that is in it; what cannot be removed is said in the log.
    static void remove(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (DirectoryNotEmptyException e) {
            removeTree(path);
        } catch (IOException e) {
            LOG.log(Level.WARNING, path + " cannot be removed: " + e.getMessage());
        }
    }

    private static void removeTree(Path directory) {
        try (var entries = Files.list(directory)) {
            entries.toList().forEach(Scaffold::remove);
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            LOG.log(Level.WARNING, directory + " cannot be removed: " + e.getMessage());
        }
    }
}
