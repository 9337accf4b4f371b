package dev.microauth.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file in the repository that says what a text has to be. `-Dsnapshots=write` writes them all anew.
public final class Snapshot {
    private Snapshot() {}

    /// Compares the text with the file, which is named from the root of the repository.
    public static void assertMatches(String file, String text) {
        var path = Path.of("..").resolve(file);
        try {
            if ("write".equals(System.getProperty("snapshots"))) {
                Files.createDirectories(path.toAbsolutePath().getParent());
                Files.writeString(path, text);
            }
            assertThat(path).as("run with -Dsnapshots=write").exists();
            assertThat(text)
                    .as(file + "; when it was changed on purpose, run with -Dsnapshots=write")
                    .isEqualTo(Files.readString(path));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
