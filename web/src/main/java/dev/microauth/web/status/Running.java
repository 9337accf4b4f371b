package dev.microauth.web.status;

import java.time.Instant;
import java.util.List;

/// What whoever runs the doors tells of itself.
///
/// @param version of the program
/// @param startedAt when it began to serve
/// @param settings those in force; empty where there are none to be set
public record Running(String version, Instant startedAt, List<Setting> settings) {
    public Running {
        settings = List.copyOf(settings);
    }

    /// A setting, its value, with `***` for a secret, and where that came from.
    public record Setting(String name, String value, String origin) {}
}
