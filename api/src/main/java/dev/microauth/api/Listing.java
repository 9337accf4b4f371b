package dev.microauth.api;

import java.util.List;
import java.util.Optional;

/// A page of a list.
///
/// @param next what to send as `after` for the page behind this one; empty on the last
/// @param total how many there are in all; empty where counting would take too long
/// @param totalAtLeast then: how many there are at the very least
public record Listing<T>(
        List<T> items, Optional<String> next, Optional<Long> total, Optional<Long> totalAtLeast) {
    public Listing {
        items = List.copyOf(items);
    }
}
