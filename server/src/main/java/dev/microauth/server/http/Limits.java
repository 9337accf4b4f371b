package dev.microauth.server.http;

import java.time.Duration;

/// What one listener takes from its clients.
///
/// @param maxHeaderBytes the request line and all headers; the line alone may have half of it
/// @param maxBodyBytes a body; of a longer one up to 2 MiB more are read and dropped, so that the client reads the answer
/// @param readTimeout for a whole header, for a whole body, for a TLS handshake, and for taking in an answer
/// @param idleTimeout how long a connection may wait for its next request
/// @param maxConnections at once; with TLS each costs up to 80 KiB of memory, without 20 KiB
/// @param maxRequestsPerConnection after which a connection closes
public record Limits(
        int maxHeaderBytes,
        int maxBodyBytes,
        Duration readTimeout,
        Duration idleTimeout,
        int maxConnections,
        int maxRequestsPerConnection) {
    private static final Duration READ = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofSeconds(60);

    public Limits {
        if (maxHeaderBytes < 1024
                || maxBodyBytes < 0
                || maxConnections < 1
                || maxRequestsPerConnection < 1) {
            throw new IllegalArgumentException(
                    "limits must be positive, headers at least 1024 bytes");
        }
        if (!readTimeout.isPositive() || !idleTimeout.isPositive()) {
            throw new IllegalArgumentException("timeouts must be positive");
        }
    }

    /// The same with another bound on connections.
    public Limits withConnections(int most) {
        return new Limits(
                maxHeaderBytes,
                maxBodyBytes,
                readTimeout,
                idleTimeout,
                most,
                maxRequestsPerConnection);
    }

    /// For the auth port: headers 16 KiB, bodies 64 KiB, 1024 connections.
    public static Limits auth() {
        return new Limits(16 * 1024, 64 * 1024, READ, IDLE, 1024, 10_000);
    }

    /// For the admin port: as [#auth], bodies 1 MiB, 256 connections.
    public static Limits admin() {
        return new Limits(16 * 1024, 1024 * 1024, READ, IDLE, 256, 10_000);
    }
}
