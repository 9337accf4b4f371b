package dev.microauth.server.wizard;

import dev.microauth.server.command.CommandFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// A file with a password in it. Who may read it was checked when it was named.
final class PasswordFile {
    private PasswordFile() {}

    /// Its characters, less one newline at the end, which most editors put there; the caller clears them.
    static char[] read(Path file) {
        byte[] bytes = bytes(file);
        try {
            var decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            try {
                return withoutNewline(decoded);
            } finally {
                Arrays.fill(decoded.array(), '\0');
            }
        } catch (CharacterCodingException e) {
            throw new CommandFailure(file + " is not UTF-8 text", "Save it as UTF-8.");
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CommandFailure(file + " cannot be read", "Name another file.", e);
        }
    }

    private static char[] withoutNewline(CharBuffer text) {
        int end = text.limit();
        if (end > 0 && text.get(end - 1) == '\n') {
            end--;
            if (end > 0 && text.get(end - 1) == '\r') {
                end--;
            }
        }
        return Arrays.copyOf(text.array(), end);
    }
}
