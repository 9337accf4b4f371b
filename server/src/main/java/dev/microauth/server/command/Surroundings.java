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
/// @param keyboard of the person who can be asked, if there is one
/// @param version of microauth
public record Surroundings(
        Map<String, String> environment,
        Path workingDirectory,
        PrintStream out,
        PrintStream err,
        boolean terminal,
        Optional<Keyboard> keyboard,
        String version) {

    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /// Without anybody to ask.
    public Surroundings(
            Map<String, String> environment,
            Path workingDirectory,
            PrintStream out,
            PrintStream err,
            boolean terminal,
            String version) {
        this(environment, workingDirectory, out, err, terminal, Optional.empty(), version);
    }

    /// Those of this very process. The launcher tells by a property whether it sees a terminal.
    public static Surroundings ofProcess() {
        return new Surroundings(
                System.getenv(),
                Path.of("").toAbsolutePath(),
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                Boolean.getBoolean("microauth.terminal"),
                Keyboard.ofProcess(),
                Optional.ofNullable(Surroundings.class.getPackage().getImplementationVersion())
                        .orElse("development"));
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
