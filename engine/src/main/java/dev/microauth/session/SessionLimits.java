package dev.microauth.session;

import java.time.Duration;

/// How long a sign-in in a browser lasts.
///
/// @param whole however much it is used
/// @param idle without use
/// @param rowsKept how long a row stays after its session ran out
public record SessionLimits(Duration whole, Duration idle, Duration rowsKept) {}
