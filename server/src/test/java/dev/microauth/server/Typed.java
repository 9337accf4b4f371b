package dev.microauth.server;

import dev.microauth.server.command.Keyboard;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/// What somebody types, line by line; then nothing more comes.
final class Typed implements Keyboard {
    private final Queue<String> lines;

    Typed(List<String> lines) {
        this.lines = new ArrayDeque<>(lines);
    }

    @Override
    public Optional<String> line() {
        return Optional.ofNullable(lines.poll());
    }

    @Override
    public Optional<char[]> secret(String prompt) {
        return line().map(String::toCharArray);
    }

    /// What was typed and not asked for.
    List<String> left() {
        return List.copyOf(lines);
    }
}
