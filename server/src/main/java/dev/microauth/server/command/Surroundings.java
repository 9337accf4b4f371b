package dev.microauth.server.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What the process was given by whoever started it.
///
/// @param terminal whether standard error is read by a person
/// @param version of microauth
public record Surroundings(
        Map<String, String> environment,
        Path workingDirectory,
        PrintStream out,
        PrintStream err,
        boolean terminal,
        String version) {

    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /// Those of this very process. The launcher tells by a property whether it sees a terminal.
    public static Surroundings ofProcess() {
        return new Surroundings(
                System.getenv(),
                Path.of("").toAbsolutePath(),
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                Boolean.getBoolean("microauth.terminal"),
                Optional.ofNullable(Surroundings.class.getPackage().getImplementationVersion())
                        .orElse("development"));
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
