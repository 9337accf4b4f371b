package dev.microauth.server.log;

/// How a log line looks.
public enum LogFormat {
    TEXT,
    JSON
}
