package dev.microauth.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// What the process was given by whoever started it.
///
/// @param home the user's home directory
/// @param terminals which of the three streams are terminals: letters of `ioe`
/// @param hidden reads a line that must not be seen while it is typed
/// @param version of microauth
public record Surroundings(
        Map<String, String> environment,
        Path home,
        InputStream in,
        PrintStream out,
        PrintStream err,
        String terminals,
        HiddenInput hidden,
        InstantSource clock,
        String version) {

    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /// Reads a line without echo.
    @FunctionalInterface
    public interface HiddenInput {
        /// What was typed after the question; nothing at the end of input, or where echo cannot be switched off.
        Optional<String> read(String question);
    }

    /// Those of this very process. The launcher tells by a property which streams are terminals.
    public static Surroundings ofProcess() {
        return new Surroundings(
                System.getenv(),
                homeOf(System.getenv()),
                new FileInputStream(FileDescriptor.in),
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                System.getProperty("microauth.terminals", ""),
                Surroundings::readHidden,
                InstantSource.system(),
                Optional.ofNullable(Surroundings.class.getPackage().getImplementationVersion())
                        .orElse("development"));
    }

    /// The home directory as shells know it: `HOME` where it is an absolute path, else what the system says of the user.
    static Path homeOf(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("HOME"))
                .filter(text -> text.startsWith("/"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home", "")).toAbsolutePath());
    }

    /// A variable, where it is set to something.
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
    }

    private static Optional<String> readHidden(String question) {
        return Optional.ofNullable(System.console())
                .map(console -> console.readPassword("%s", question))
                .map(String::new);
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
