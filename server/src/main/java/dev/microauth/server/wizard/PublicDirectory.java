package dev.microauth.server.wizard;

import dev.microauth.directory.DataDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// `public/` of the data directory: files that the auth port shows when it is told to. A new one holds an example of a
/// page that signs people in.
public final class PublicDirectory {
    private static final String NAME = "public";
    private static final List<String> EXAMPLE = List.of("index.html", "demo.css", "demo.js");

    private PublicDirectory() {}

    /// Where it is, or would be.
    public static Path in(Path data) {
        return data.resolve(NAME);
    }

    /// Makes it with the example in it, where it is not there yet.
    public static void make(Path data) throws IOException {
        Path directory = in(data);
        if (Files.exists(directory)) {
            return;
        }
        DataDirectory.createPrivateDirectory(directory);
        for (String name : EXAMPLE) {
            DataDirectory.writeSecret(directory.resolve(name), example(name));
        }
    }

    private static byte[] example(String name) throws IOException {
        try (InputStream in = PublicDirectory.class.getResourceAsStream("public/" + name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the program");
            }
            return in.readAllBytes();
        }
    }
}
