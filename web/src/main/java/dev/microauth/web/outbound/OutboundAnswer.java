package dev.microauth.web.outbound;

/// What came of asking another server.
public sealed interface OutboundAnswer {
    /// It answered. Nothing but the status was read.
    record Answered(int status) implements OutboundAnswer {}

    /// It was not asked, or did not answer in time, or not in HTTP.
    record Failed(String why) implements OutboundAnswer {}
}
