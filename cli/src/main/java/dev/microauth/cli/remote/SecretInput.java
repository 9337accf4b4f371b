package dev.microauth.cli.remote;

import dev.microauth.cli.line.Line;
import dev.microauth.cli.line.Option;
import dev.microauth.cli.store.UserDirectory;
import dev.microauth.cli.terminal.CommandFailure;
import dev.microauth.cli.terminal.ExitCode;
import dev.microauth.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Gets a secret from a file, from standard input or from whoever types it; never from the command line.
public final class SecretInput {
    private static final int LONGEST = 64 * 1024;

    private final Line line;
    private final Terminal terminal;

    public SecretInput(Line line, Terminal terminal) {
        this.line = line;
        this.terminal = terminal;
    }

    /// The secret in the option's file, `-` being a line of standard input; without the option it is asked for.
    public String read(Option file, String question) {
        return line.value(file)
                .filter(name -> !name.equals("-"))
                .map(name -> inFile(file.name(), name))
                .orElseGet(() -> asked(file, question));
    }

    private String asked(Option file, String question) {
        return terminal.askHidden(question)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() ->
                        new CommandFailure(
                                ExitCode.USAGE,
                                question.replaceAll("[: ]+$", "") + " was not given",
                                "Type it, give it on standard input, or name a file by "
                                        + file.name()
                                        + "."));
    }

    /// The text of a file without one line end behind it.
    String inFile(String option, String name) {
        try {
            var path = Path.of(name);
            UserDirectory.warnOfReaders(path, terminal);
            try (var in = Files.newInputStream(path)) {
                var text =
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .decode(ByteBuffer.wrap(in.readNBytes(LONGEST)))
                                .toString();
                var stripped = text.replaceFirst("\r?\n\\z", "");
                if (stripped.isEmpty()) {
                    throw refused(option, name, "is empty");
                }
                return stripped;
            }
        } catch (CharacterCodingException e) {
            throw refused(option, name, "is not UTF-8");
        } catch (IOException | InvalidPathException e) {
            throw refused(option, name, "cannot be read");
        }
    }

    private static CommandFailure refused(String option, String name, String what) {
        return new CommandFailure(
                ExitCode.USAGE, option + ": " + name + " " + what, "Name another file.");
    }
}
