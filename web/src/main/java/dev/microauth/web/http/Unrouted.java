package dev.microauth.web.http;

import java.util.Optional;

/// What answers GET for a path that no row has.
@FunctionalInterface
public interface Unrouted {
    /// Nothing but what the rows say.
    Unrouted NOTHING = _ -> Optional.empty();

    /// Empty where there is nothing here either.
    Optional<Response> answer(Request request);
}
