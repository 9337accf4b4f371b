package dev.microauth.cli.command;

import dev.microauth.api.client.Query;
import dev.microauth.cli.line.Option;
import dev.microauth.cli.terminal.CommandFailure;
import dev.microauth.cli.terminal.ExitCode;
import dev.microauth.cli.terminal.Progress;
import dev.microauth.text.Printable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Events on their way into a file or to standard output. A file is there only when all of them are in it.
final class AuditExport {
    static final Option FILE = Option.value("--file", "FILE", "Write there, into a new file.");

    private final Task task;

    AuditExport(Task task) {
        this.task = task;
    }

    void run(Query query) {
        var file = task.line().value(FILE).map(this::path);
        long count;
        if (file.isEmpty()) {
            count = copied(query, line -> task.terminal().print(line + "\n"));
        } else {
            count = written(query, file.get());
        }
        task.note(count + " events.");
    }

    private interface Sink {
        void line(String line) throws IOException;
    }

    private long written(Query query, Path file) {
        var part = file.resolveSibling(file.getFileName() + ".part");
        try {
            if (Files.exists(file)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            long count;
            try (Writer out = Files.newBufferedWriter(part, StandardOpenOption.CREATE_NEW)) {
                count = filled(query, out, part);
            }
            Files.move(part, file);
            return count;
        } catch (FileAlreadyExistsException e) {
            throw refused(e.getFile() + " is there already");
        } catch (IOException e) {
            throw refused(file + " cannot be written");
        }
    }

    private long filled(Query query, Writer out, Path part) throws IOException {
        boolean whole = false;
        try {
            long count = copied(query, line -> out.append(line).append('\n'));
            whole = true;
            return count;
        } finally {
            if (!whole) {
                Files.deleteIfExists(part);
            }
        }
    }

    private long copied(Query query, Sink sink) {
        try (Progress progress = task.terminal().progress("Exporting");
                var lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        task.admin().audit().export(query),
                                        StandardCharsets.UTF_8))) {
            long count = 0;
            for (var line = next(lines); !line.isEmpty(); line = next(lines)) {
                sink.line(Printable.json(line));
                count++;
                progress.at(count, "events");
            }
            return count;
        } catch (IOException e) {
            throw refused("the events cannot be written");
        }
    }

    /// The next line; an empty one at the end.
    private static String next(BufferedReader lines) {
        try {
            var line = lines.readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.UNAVAILABLE,
                    "the server broke the export off",
                    "What was written is not all. Try again.");
        }
    }

    private Path path(String name) {
        try {
            return Path.of(name).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw refused(Printable.of(name) + " is no name of a file");
        }
    }

    private static CommandFailure refused(String what) {
        return new CommandFailure(ExitCode.FAILED, "--file: " + what, "Name another file.");
    }
}
