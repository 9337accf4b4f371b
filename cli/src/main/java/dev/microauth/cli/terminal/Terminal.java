package dev.microauth.cli.terminal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// The person or script before mad. Results go to standard output; notes, warnings and questions to standard error.
public final class Terminal {
    private static final int LONGEST_LINE = 64 * 1024;

    private final Surroundings surroundings;
    private final boolean quiet;

    public Terminal(Surroundings surroundings, boolean quiet) {
        this.surroundings = surroundings;
        this.quiet = quiet;
    }

    /// A result: text that ends with its own line end.
    public void print(String text) {
        surroundings.out().print(text);
        if (surroundings.out().checkError()) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "standard output cannot be written",
                    "What stands there is not all.");
        }
    }

    /// Something worth knowing that is no result; `--quiet` leaves it out.
    public void note(String line) {
        if (!quiet) {
            surroundings.err().println(line);
        }
    }

    /// Something that should be mended; it is said always.
    public void warn(String line) {
        surroundings.err().println("warning: " + line);
    }

    /// Whether somebody can be asked.
    public boolean canAsk() {
        return isTerminal('i') && isTerminal('e');
    }

    /// A progress line, where somebody would see it.
    public Progress progress(String doing) {
        return new Progress(
                isTerminal('e') && !quiet, surroundings.err(), surroundings.clock(), doing);
    }

    /// Asks before something that cannot be taken back; without a terminal nobody is asked, and it is done.
    public void confirm(String question, boolean yes) {
        if (yes || !canAsk()) {
            return;
        }
        var answer = ask(question + " [y/N] ").orElse("").strip().toLowerCase(Locale.ROOT);
        if (!answer.equals("y") && !answer.equals("yes")) {
            throw new CommandFailure(ExitCode.FAILED, "nothing was done", "Answer y to do it.");
        }
    }

    /// A line that may be seen. On a terminal the question is shown first.
    public Optional<String> ask(String question) {
        if (canAsk()) {
            surroundings.err().print(question);
            surroundings.err().flush();
        }
        return readLine();
    }

    /// A line that must not be seen: typed without echo, or read from standard input.
    public Optional<String> askHidden(String question) {
        return canAsk() ? surroundings.hidden().read(question) : readLine();
    }

    public Instant now() {
        return surroundings.clock().instant();
    }

    private boolean isTerminal(char stream) {
        return surroundings.terminals().indexOf(stream) >= 0;
    }

    /// Byte by byte: what comes after the line may be for the next question, or for another program.
    private Optional<String> readLine() {
        var line = new ByteArrayOutputStream();
        try {
            InputStream in = surroundings.in();
            int next = in.read();
            if (next < 0) {
                return Optional.empty();
            }
            while (next >= 0 && next != '\n') {
                if (line.size() == LONGEST_LINE) {
                    throw new CommandFailure(
                            ExitCode.USAGE, "a line of standard input is too long", "Shorten it.");
                }
                line.write(next);
                next = in.read();
            }
            var text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(line.toByteArray()))
                            .toString();
            return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
        } catch (CharacterCodingException notUtf8) {
            throw new CommandFailure(
                    ExitCode.USAGE, "standard input is not UTF-8", "Write it in UTF-8.");
        } catch (IOException unreadable) {
            throw unreadable();
        }
    }

    private static CommandFailure unreadable() {
        return new CommandFailure(
                ExitCode.FAILED, "standard input cannot be read", "Look at how mad was started.");
    }
}
