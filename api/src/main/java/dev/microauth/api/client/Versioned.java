package dev.microauth.api.client;

import java.util.Optional;

/// An object, and the mark of its state (`ETag`), by which a change can be made to that state alone.
public record Versioned<V>(V value, Optional<String> tag) {}
