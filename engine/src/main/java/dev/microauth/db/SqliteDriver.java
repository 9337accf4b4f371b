package dev.microauth.db;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.OSInfo;

/// Loads SQLite's native code, once in a process.
///
/// The driver would unpack it beside everybody's files, compare what it wrote byte by byte, and leave it behind when the
/// process is killed. Here it lies in a directory of its own, for as long as loading takes.
public final class SqliteDriver {
    private static final String PATH = "org.sqlite.lib.path";
    private static final String SCRATCH = "org.sqlite.tmpdir";

    private SqliteDriver() {}

    /// Begun when somebody first asks, and done once.
    private static final class Loading {
        static final CompletableFuture<Void> DONE =
                CompletableFuture.runAsync(
                        SqliteDriver::load,
                        Thread.ofPlatform().daemon().name("microauth-sqlite")::start);
    }

    /// Begins to load it on a thread of its own.
    public static void begin() {
        var _ = Loading.DONE;
    }

    /// Waits until it is loaded, or left to the driver, who tells what stands against it. Meanwhile the driver learns how dates
    /// are written in this country, which takes as long.
    static void awaitLoaded() {
        if (!Loading.DONE.isDone()) {
            var _ = new SQLiteConfig();
            Loading.DONE.join();
        }
    }

    private static void load() {
        try {
            if (mayUnpack()) {
                unpackAndLoad();
            }
        } catch (Exception | LinkageError e) {
            System.getLogger(SqliteDriver.class.getName())
                    .log(Level.DEBUG, "SQLite is left to its driver", e);
        }
    }

    /// Elsewhere a file that is in use cannot be removed; and whoever told the driver where to look was heard.
    private static boolean mayUnpack() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                && System.getProperty(PATH) == null
                && System.getProperty(SCRATCH) == null;
    }

    private static void unpackAndLoad() throws Exception {
        String name = System.mapLibraryName("sqlitejdbc").replace(".dylib", ".jnilib");
        String resource = "/org/sqlite/native/" + system() + "/" + name;
        Path directory = Files.createTempDirectory("microauth-sqlite");
        Path library = directory.resolve(name);
        try {
            // Who ends in the middle of this, as after a refused setting, removes them on the way
            // out: the last one first.
            directory.toFile().deleteOnExit();
            library.toFile().deleteOnExit();
            unpack(resource, library);
            System.setProperty(PATH, directory.toString());
            System.setProperty(SCRATCH, directory.toString());
            SQLiteJDBCLoader.initialize();
        } finally {
            System.clearProperty(PATH);
            System.clearProperty(SCRATCH);
            Files.deleteIfExists(library);
            Files.deleteIfExists(directory);
        }
    }

    private static void unpack(String resource, Path library) throws IOException {
        try (var packed = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
            if (packed == null) {
                throw new IOException("the driver has no " + resource);
            }
            Files.copy(packed, library);
        }
    }

    /// The driver asks the same by resolving every file that is mapped, which takes as long as loading.
    private static String system() throws IOException {
        Path mapped = Path.of("/proc/self/maps");
        if (!Files.isReadable(mapped)) {
            return OSInfo.getNativeLibFolderPathForCurrentOS();
        }
        try (Stream<String> lines = Files.lines(mapped, StandardCharsets.ISO_8859_1)) {
            boolean musl = lines.anyMatch(line -> line.contains("musl"));
            return (musl ? "Linux-Musl/" : "Linux/") + OSInfo.getArchName();
        }
    }
}
