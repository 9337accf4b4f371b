package dev.microauth.server.control;

/// Something that the daemon does for a command; answers the exit code.
@FunctionalInterface
public interface Verb {
    int run(Report report);
}
