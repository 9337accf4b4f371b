package dev.microauth.server.log;

/// The least severity that is written to the log, the gravest first.
public enum LogLevel {
    ERROR,
    WARNING,
    INFO,
    DEBUG
}
