package dev.microauth.system;

import java.util.List;

/// A program that has ended.
record Ran(int code, String out, String err) {
    /// What the program said to its user, apart from the log.
    List<String> said() {
        return err.lines().filter(line -> !line.startsWith("{\"time\":")).toList();
    }
}
