package dev.microauth.server.wizard;

import dev.microauth.server.settings.Draft;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// The installation that is to be made, every answer being known.
record Wanted(Path data, Draft draft, Optional<Administrator> administrator)
        implements AutoCloseable {

    /// The first administrator.
    ///
    /// @param name as it was typed
    /// @param password cleared when the installation is made
    record Administrator(String name, Optional<String> email, char[] password) {
        @Override
        public String toString() {
            return "Administrator[***]";
        }
    }

    @Override
    public void close() {
        administrator.ifPresent(person -> Arrays.fill(person.password(), '\0'));
    }
}
