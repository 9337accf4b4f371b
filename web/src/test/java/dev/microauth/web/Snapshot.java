package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file beside the tests that says what a text has to be. `-Dsnapshots=write` writes them all anew.
public final class Snapshot {
    private Snapshot() {}

    public static void assertMatches(String name, String text) {
        assertMatches(Path.of("src", "test", "resources", "snapshots", name), text);
    }

    public static void assertMatches(Path file, String text) {
        try {
            if ("write".equals(System.getProperty("snapshots"))) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, text);
            }
            assertThat(file).as("run with -Dsnapshots=write").exists();
            assertThat(text).as(file.toString()).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
