package dev.microauth.server.settings;

import java.nio.file.Path;

/// Where a value came from.
public sealed interface Origin {

    /// An option.
    record CommandLine(String option) implements Origin {
        @Override
        public String toString() {
            return option;
        }
    }

    /// A variable.
    record Environment(String variable) implements Origin {
        @Override
        public String toString() {
            return variable;
        }
    }

    /// A line of the settings file.
    ///
    /// @param line counted from 1
    record File(Path path, int line) implements Origin {
        @Override
        public String toString() {
            return path + ":" + line;
        }
    }

    /// Nothing was said.
    record Default() implements Origin {
        @Override
        public String toString() {
            return "default";
        }
    }
}
