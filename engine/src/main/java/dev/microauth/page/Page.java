package dev.microauth.page;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A page of a list.
///
/// @param next where the page behind this one begins; empty on the last
/// @param total how many match in all; empty where counting them would take too long
/// @param totalAtLeast then: how many there are at the very least
public record Page<T>(
        List<T> items, Optional<String> next, Optional<Long> total, Optional<Long> totalAtLeast) {
    public Page {
        items = List.copyOf(items);
    }

    public <U> Page<U> map(Function<? super T, ? extends U> change) {
        return new Page<>(items.stream().<U>map(change).toList(), next, total, totalAtLeast);
    }
}
