package dev.microauth.api;

/// How sign-ins went on one day (UTC).
public record DayView(String day, long done, long refused) {}
