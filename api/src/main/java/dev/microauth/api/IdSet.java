package dev.microauth.api;

import java.util.List;
import java.util.UUID;

/// The whole set; what is not in it is taken away.
public record IdSet(List<UUID> ids) {
    public IdSet {
        ids = List.copyOf(ids);
    }
}
